"""Passkeys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id, new_list


class Passkey(Table, table=True):
    """The public half of a key that a person's device or password manager holds."""

    __tablename__ = "passkeys"
    __table_args__ = (
        CheckConstraint("octet_length(credential_id) BETWEEN 1 AND 1023", "credential_id_length"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 50", "name_length"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    credential_id: bytes = Field(unique=True)
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)
    transports: list[str] = Field(default_factory=new_list, sa_type=JSON)
    backed_up: bool = False
    name: str = Field(max_length=50)
    created_at: datetime = Field(default_factory=utc_now)
    used_at: datetime | None = None
