"""Things that take two requests: a passkey's challenge, a second factor, a visit to another site."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Ceremony(Table, table=True):
    """What we have to remember between the two. Taking it deletes it, so it works once."""

    __tablename__ = "ceremonies"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('second_factor', 'passkey_new', 'passkey_log_in', 'passkey_confirm', 'oauth')",
            "kind_known",
        ),
        CheckConstraint("octet_length(token_hash) = 32", "token_hash_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str = Field(max_length=20)
    token_hash: bytes = Field(unique=True, repr=False)
    user_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE", index=True)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, repr=False)
    created_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime = Field(index=True)
