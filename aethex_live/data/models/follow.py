"""Who follows which channel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import true
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class Follow(Table, table=True):
    """One person follows one channel since `created_at`."""

    __tablename__ = "follows"

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True, index=True)
    notify: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    created_at: datetime = Field(default_factory=utc_now)
