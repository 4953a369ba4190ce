"""Where a person is logged in: one row a browser."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Session(Table, table=True):
    """Found by the SHA-256 of the cookie's token, which is kept nowhere. Revoking deletes the row."""

    __tablename__ = "sessions"
    __table_args__ = (CheckConstraint("octet_length(token_hash) = 32", "token_hash_length"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    token_hash: bytes = Field(unique=True, repr=False)
    user_agent: str = Field(default="", max_length=300)
    network: str = Field(default="", max_length=50)
    created_at: datetime = Field(default_factory=utc_now)
    seen_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime
    confirmed_at: datetime | None = None  # when password or passkey was last shown, for what needs it fresh


Index("ix_sessions_expires_at", Session.expires_at)
