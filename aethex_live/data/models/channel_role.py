"""Who helps to run a channel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class ChannelRole(Table, table=True):
    """One person's role on one channel. The owner has none: the channel itself names them."""

    __tablename__ = "channel_roles"
    __table_args__ = (CheckConstraint("role IN ('editor', 'moderator', 'vip')", "role_known"),)

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True, index=True)
    role: str = Field(max_length=10)
    granted_by: UUID | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    granted_at: datetime = Field(default_factory=utc_now)
    seen_at: datetime | None = None  # None: the person has not been told yet
