"""Links that went out by mail."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class AccountToken(Table, table=True):
    """Found by the SHA-256 of the token in the link. A used one stays a while, to say that it was used."""

    __tablename__ = "account_tokens"
    __table_args__ = (
        CheckConstraint("purpose IN ('verify_email', 'reset_password')", "purpose_known"),
        CheckConstraint("octet_length(token_hash) = 32", "token_hash_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    purpose: str = Field(max_length=20)
    token_hash: bytes = Field(unique=True, repr=False)
    created_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = None
