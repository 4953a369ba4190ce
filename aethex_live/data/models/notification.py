"""What people are told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Notification(Table, table=True):
    """One thing that one person is told, once: `key` is what it is about.

    Which kinds there are says domain/notification.py alone. What somebody does not want to see on the site is
    here all the same, not `shown`, when it goes to them by another road.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        CheckConstraint("kind ~ '^[a-z_]+$'", "kind_form"),
        CheckConstraint("path = '' OR path LIKE '/%'", "path_form"),
        UniqueConstraint("user_id", "key"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    kind: str = Field(max_length=20)
    key: str = Field(max_length=150)
    actor_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE", index=True)
    channel_id: UUID | None = Field(default=None, foreign_key="channels.id", ondelete="CASCADE", index=True)
    text: str = Field(default="", max_length=200)
    path: str = Field(default="", max_length=200)  # empty: where its kind leads
    shown: bool = True
    waits_for_mail: bool = False
    created_at: datetime = Field(default_factory=utc_now)
    read_at: datetime | None = None


Index("ix_notifications_user_id_id", Notification.user_id, Notification.id.desc())
Index(
    "ix_notifications_unread",
    Notification.user_id,
    postgresql_where=Notification.read_at.is_(None),
)
Index(
    "ix_notifications_waits_for_mail",
    Notification.user_id,
    Notification.created_at,
    postgresql_where=Notification.waits_for_mail,
)
