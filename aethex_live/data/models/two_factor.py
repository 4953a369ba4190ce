"""Authenticator apps."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class TwoFactor(Table, table=True):
    """The seed a person's app shares with us, encrypted; counts once `confirmed_at` is set."""

    __tablename__ = "two_factors"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    seed_sealed: bytes = Field(repr=False)
    last_counter: int = Field(default=0, sa_type=BigInteger)  # the newest time step whose code was used
    confirmed_at: datetime | None = None
    created_at: datetime = Field(default_factory=utc_now)
