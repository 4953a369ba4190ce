"""Tokens with which programs act for a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class AccessToken(Table, table=True):
    """Found by the SHA-256 of the token, which is shown once and kept nowhere. Revoking deletes the row."""

    __tablename__ = "access_tokens"
    __table_args__ = (
        CheckConstraint("octet_length(token_hash) = 32", "token_hash_length"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 60", "name_length"),
        CheckConstraint("expires_at > created_at", "expires_later"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=60)
    shown: str = Field(max_length=20)  # how it begins, to tell one's tokens apart
    token_hash: bytes = Field(unique=True, repr=False)
    scopes: list[str] = Field(sa_column=Column(ARRAY(String(30)), nullable=False))
    created_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime
    used_at: datetime | None = None
