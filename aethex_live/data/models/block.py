"""Whom somebody does not want to see."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class Block(Table, table=True):
    """`user_id` sees nothing of `blocked_id`, who cannot call or answer them."""

    __tablename__ = "blocks"
    __table_args__ = (CheckConstraint("user_id <> blocked_id", "not_oneself"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    blocked_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True, index=True)
    created_at: datetime = Field(default_factory=utc_now)
