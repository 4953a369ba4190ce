"""What a channel's next stream will be about."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Text
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_list


class StreamPlan(Table, table=True):
    """One a channel; without one, streams are about what the channel is about."""

    __tablename__ = "stream_plans"
    __table_args__ = (
        CheckConstraint("char_length(title) BETWEEN 1 AND 140", "title_length"),
        CheckConstraint("cardinality(tags) <= 10", "tags_number"),
        CheckConstraint("char_length(now_playing) <= 200", "now_playing_length"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    title: str = Field(max_length=140)
    category_id: UUID | None = Field(default=None, foreign_key="categories.id", ondelete="SET NULL")
    tags: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    language: str = Field(default="en", max_length=10)
    mature: bool = False
    hold: bool = False  # streams are shown when their creator says so, not as soon as they arrive
    now_playing: str = Field(default="", max_length=200)
    titled_at: datetime | None = None  # when its creator last chose another title or category
    updated_at: datetime = Field(default_factory=utc_now)
