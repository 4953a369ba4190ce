"""Who follows which person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, true
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class UserFollow(Table, table=True):
    """`follower_id` follows the person `followed_id` since `created_at`; two who follow each other are friends."""

    __tablename__ = "user_follows"
    __table_args__ = (CheckConstraint("followed_id <> follower_id", "not_oneself"),)

    followed_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    follower_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True, index=True)
    notify: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    created_at: datetime = Field(default_factory=utc_now)
