"""The media servers that report to this app, and how much of their story it knows."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class MediaServer(Table, table=True):
    """Events come in order and may come twice: `last_sequence` is the last one that was taken."""

    __tablename__ = "media_servers"

    name: str = Field(primary_key=True, max_length=80)
    last_sequence: int = Field(default=0, sa_type=BigInteger)
    heard_at: datetime = Field(default_factory=utc_now)
