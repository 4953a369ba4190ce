"""What a channel's next stream will be called."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class StreamPlan(Table, table=True):
    """One a channel; without one, streams are called after the channel."""

    __tablename__ = "stream_plans"
    __table_args__ = (CheckConstraint("char_length(title) BETWEEN 1 AND 140", "title_length"),)

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    title: str = Field(max_length=140)
    updated_at: datetime = Field(default_factory=utc_now)
