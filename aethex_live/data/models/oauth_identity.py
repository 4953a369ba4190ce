"""Accounts elsewhere that people log in with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class OAuthIdentity(Table, table=True):
    """A person's account at a provider. `subject` is the provider's own name for it and never changes."""

    __tablename__ = "oauth_identities"
    __table_args__ = (UniqueConstraint("provider", "subject"), UniqueConstraint("user_id", "provider"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    provider: str = Field(max_length=30)
    subject: str = Field(max_length=255)
    label: str = Field(max_length=255)  # what the person is called there, to recognise it in a list
    created_at: datetime = Field(default_factory=utc_now)
    used_at: datetime | None = None
