"""What people do not want to be told of."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.data.models.base import Table


class NotificationMute(Table, table=True):
    """A person is not told of things of this kind by this road."""

    __tablename__ = "notification_mutes"
    __table_args__ = (
        CheckConstraint("kind ~ '^[a-z_]+$'", "kind_form"),
        CheckConstraint("road IN ('site', 'email', 'push')", "road_known"),
    )

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    kind: str = Field(max_length=20, primary_key=True)
    road: str = Field(max_length=10, primary_key=True)
