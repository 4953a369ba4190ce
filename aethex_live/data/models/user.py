"""People. The only row of a person that others refer to; it is emptied, not deleted, when they leave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class User(Table, table=True):
    """A person's account."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("username ~ '^[A-Za-z0-9_]{3,25}$'", "username_form"),
        CheckConstraint("char_length(display_name) BETWEEN 1 AND 50", "display_name_length"),
        CheckConstraint("char_length(bio) <= 500", "bio_length"),
        CheckConstraint("position('@' in email) > 1", "email_form"),
        CheckConstraint(
            "role IN ('user', 'creator', 'staff_moderator', 'staff_finance', 'admin')", "role_known"
        ),
        CheckConstraint("(suspended_at IS NULL) = (suspension_reason = '')", "suspension_has_reason"),
        CheckConstraint("suspended_until IS NULL OR suspended_at IS NOT NULL", "suspension_has_begin"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    username: str = Field(max_length=25)
    email: str = Field(max_length=254)
    email_verified_at: datetime | None = None
    password_hash: str | None = Field(
        default=None, max_length=255, repr=False
    )  # None: logs in by passkey or provider
    display_name: str = Field(max_length=50)
    bio: str = Field(default="", sa_column_kwargs={"server_default": ""})
    avatar_url: str | None = Field(default=None, max_length=255)
    banner_url: str | None = Field(default=None, max_length=255)
    role: str = Field(default="user", max_length=20)
    verified: bool = False  # the badge, given by an admin; has nothing to do with the e-mail address
    suspended_at: datetime | None = None
    suspended_until: datetime | None = None  # None while suspended_at is set: for good
    suspension_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    deletion_due_at: datetime | None = None
    deleted_at: datetime | None = None
    created_at: datetime = Field(default_factory=utc_now)
    updated_at: datetime = Field(default_factory=utc_now)


Index("uq_users_username_lower", func.lower(User.username), unique=True)
Index("uq_users_email_lower", func.lower(User.email), unique=True)
Index("ix_users_deletion_due_at", User.deletion_due_at, postgresql_where=User.deletion_due_at.is_not(None))
