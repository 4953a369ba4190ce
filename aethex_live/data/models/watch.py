"""Who watches which channel, as far as it says what they like."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.data.models.base import Table


class Watch(Table, table=True):
    """How many minutes a person has watched a channel of late; forgotten when they have not for long."""

    __tablename__ = "watches"
    __table_args__ = (CheckConstraint("minutes > 0", "minutes_counted"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True, index=True)
    minutes: int
    watched_at: datetime = Field(index=True)
