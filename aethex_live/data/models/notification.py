"""What people are told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Notification(Table, table=True):
    """One thing that one person is told, once: `key` is what it is about."""

    __tablename__ = "notifications"
    __table_args__ = (
        CheckConstraint("kind IN ('live', 'follower', 'milestone', 'role')", "kind_known"),
        UniqueConstraint("user_id", "key"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    kind: str = Field(max_length=20)
    key: str = Field(max_length=150)
    actor_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE", index=True)
    channel_id: UUID | None = Field(default=None, foreign_key="channels.id", ondelete="CASCADE", index=True)
    text: str = Field(default="", max_length=200)
    created_at: datetime = Field(default_factory=utc_now)
    read_at: datetime | None = None


Index("ix_notifications_user_id_id", Notification.user_id, Notification.id.desc())
Index(
    "ix_notifications_unread",
    Notification.user_id,
    postgresql_where=Notification.read_at.is_(None),
)
