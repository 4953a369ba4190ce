"""What people do not want to be told of."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.data.models.base import Table


class NotificationMute(Table, table=True):
    """A person is not told of things of this kind."""

    __tablename__ = "notification_mutes"
    __table_args__ = (CheckConstraint("kind IN ('live', 'follower', 'milestone', 'role')", "kind_known"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    kind: str = Field(max_length=20, primary_key=True)
