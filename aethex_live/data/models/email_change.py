"""Wishes for another e-mail address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class EmailChange(Table, table=True):
    """At most one a person. It is carried out when the links in both mailboxes were followed."""

    __tablename__ = "email_changes"
    __table_args__ = (
        CheckConstraint("position('@' in new_email) > 1", "new_email_form"),
        CheckConstraint("octet_length(old_token_hash) = 32", "old_token_hash_length"),
        CheckConstraint("octet_length(new_token_hash) = 32", "new_token_hash_length"),
    )

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    new_email: str = Field(max_length=254)
    old_token_hash: bytes = Field(unique=True, repr=False)
    new_token_hash: bytes = Field(unique=True, repr=False)
    old_confirmed_at: datetime | None = None
    new_confirmed_at: datetime | None = None
    created_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime = Field(index=True)
