"""Streams: each run of a channel, from the first picture to the end of the grace time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Stream(Table, table=True):
    """One stream. `broadcast` is the media server's name for it."""

    __tablename__ = "streams"
    __table_args__ = (
        CheckConstraint("status IN ('live', 'reconnecting', 'ended')", "status_known"),
        CheckConstraint("(status = 'ended') = (ended_at IS NOT NULL)", "ended_has_time"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", "ends_after_start"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 140", "title_length"),
        CheckConstraint("peak_viewers >= 0", "peak_viewers_counted"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE")
    category_id: UUID | None = Field(default=None, foreign_key="categories.id", ondelete="SET NULL")
    broadcast: str = Field(max_length=80, unique=True)
    server: str = Field(max_length=80)
    status: str = Field(max_length=20)
    title: str = Field(max_length=140)
    started_at: datetime
    heard_at: datetime = Field(default_factory=utc_now)  # when the media server last spoke of it
    ended_at: datetime | None = None
    end_reason: str = Field(default="", max_length=20)
    recording: str | None = Field(default=None, max_length=80)
    peak_viewers: int = 0
    created_at: datetime = Field(default_factory=utc_now)


Index("ix_streams_channel_id_started_at", Stream.channel_id, Stream.started_at.desc())
Index(
    "uq_streams_channel_id_on",
    Stream.channel_id,
    unique=True,
    postgresql_where=Stream.ended_at.is_(None),
)
