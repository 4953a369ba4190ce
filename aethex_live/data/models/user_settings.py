"""What a person has chosen for themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, false
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class UserSettings(Table, table=True):
    """One row a user, made with the account."""

    __tablename__ = "user_settings"
    __table_args__ = (
        CheckConstraint("privacy_level IN ('public', 'friends', 'private')", "privacy_level_known"),
        CheckConstraint("direct_messages IN ('everyone', 'friends', 'nobody')", "direct_messages_known"),
        CheckConstraint("theme IN ('system', 'dark', 'light')", "theme_known"),
        CheckConstraint(
            "email_notifications IN ('off', 'now', 'daily', 'weekly')", "email_notifications_known"
        ),
        CheckConstraint(
            "name_colour IN ('', 'rose', 'orange', 'amber', 'yellow', 'lime', 'green',"
            " 'teal', 'sky', 'blue', 'indigo', 'violet', 'pink')",
            "name_colour_known",
        ),
    )

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    email_notifications: str = Field(default="off", max_length=10, sa_column_kwargs={"server_default": "off"})
    mailed_at: datetime | None = None  # the last mail with notifications
    privacy_level: str = Field(default="public", max_length=10)
    show_online: bool = True
    adult: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    direct_messages: str = Field(default="everyone", max_length=10)
    theme: str = Field(default="system", max_length=10)
    language: str = Field(default="", max_length=10)  # empty: what the browser asks for
    name_colour: str = Field(default="", max_length=10, sa_column_kwargs={"server_default": ""})
    updated_at: datetime = Field(default_factory=utc_now)
