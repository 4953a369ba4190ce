"""Browsers in which people want to be told of news, open or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class PushSubscription(Table, table=True):
    """Where a browser's push service takes messages for it, and the keys that only this browser can read with.

    It goes with the session of that browser: whoever signs out there is told nothing there any more.
    """

    __tablename__ = "push_subscriptions"
    __table_args__ = (
        CheckConstraint("octet_length(p256dh) = 65", "p256dh_length"),
        CheckConstraint("octet_length(auth) = 16", "auth_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    session_id: UUID = Field(foreign_key="sessions.id", ondelete="CASCADE", index=True)
    endpoint: str = Field(max_length=1000, unique=True, repr=False)
    p256dh: bytes = Field(repr=False)
    auth: bytes = Field(repr=False)
    language: str = Field(default="", max_length=10)
    browser: str = Field(default="", max_length=300)
    created_at: datetime = Field(default_factory=utc_now)
