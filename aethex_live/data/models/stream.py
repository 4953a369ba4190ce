"""Streams: each run of a channel, from the first picture to the end of the grace time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Text, text
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id, new_list


class Stream(Table, table=True):
    """One stream. `broadcast` is the media server's name for it.

    What nobody but the owner saw, a test or a stream that was held back to its end, leaves no row behind.
    """

    __tablename__ = "streams"
    __table_args__ = (
        CheckConstraint("status IN ('held', 'live', 'reconnecting', 'ending', 'ended')", "status_known"),
        CheckConstraint("(status = 'ended') = (ended_at IS NOT NULL)", "ended_has_time"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", "ends_after_start"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 140", "title_length"),
        CheckConstraint("cardinality(tags) <= 10", "tags_number"),
        CheckConstraint("char_length(now_playing) <= 200", "now_playing_length"),
        CheckConstraint("viewers >= 0", "viewers_counted"),
        CheckConstraint("peak_viewers >= viewers", "peak_viewers_counted"),
        CheckConstraint("audience >= 0", "audience_counted"),
        CheckConstraint("recording_seconds >= 0", "recording_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    key_id: UUID | None = Field(default=None, foreign_key="stream_keys.id", ondelete="SET NULL", index=True)
    category_id: UUID | None = Field(default=None, foreign_key="categories.id", ondelete="SET NULL")
    broadcast: str = Field(max_length=80, unique=True)
    server: str = Field(max_length=80)
    test: bool = False
    status: str = Field(max_length=20)
    title: str = Field(max_length=140)
    tags: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    language: str = Field(default="en", max_length=10)
    mature: bool = False
    now_playing: str = Field(default="", max_length=200)
    started_at: datetime
    heard_at: datetime = Field(default_factory=utc_now)  # when the media server last spoke of it
    grace_until: datetime | None = None  # while its encoder is away
    ended_at: datetime | None = None
    end_reason: str = Field(default="", max_length=20)
    recording: str | None = Field(default=None, max_length=80)
    recording_seconds: int | None = None  # None: it cannot be played (yet)
    viewers: int = 0
    peak_viewers: int = 0
    audience: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})  # of them, who ranks it
    created_at: datetime = Field(default_factory=utc_now)


Index("ix_streams_channel_id_started_at", Stream.channel_id, Stream.started_at.desc())
Index("ix_streams_recording", Stream.recording, postgresql_where=Stream.recording.is_not(None))
Index(
    "uq_streams_channel_id_on",
    Stream.channel_id,
    Stream.test,
    unique=True,
    postgresql_where=Stream.ended_at.is_(None),
)
