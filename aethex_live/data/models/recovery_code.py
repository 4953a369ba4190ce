"""Codes for the day an authenticator app is lost."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from aethex_live.data.models.base import Table


class RecoveryCode(Table, table=True):
    """One code of a person, as SHA-256 (58 random bits); works while `used_at` is empty."""

    __tablename__ = "recovery_codes"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    code_hash: bytes = Field(primary_key=True, repr=False)
    used_at: datetime | None = None
