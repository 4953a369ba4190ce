"""Channels that play a stream of another server."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class ExternalSource(Table, table=True):
    """The HLS address that a channel plays. It is live as long as its playlist moves."""

    __tablename__ = "external_sources"

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    url: str = Field(max_length=1000)
    position: str = Field(default="", max_length=100)  # where its playlist stood
    moved_at: datetime | None = None
    checked_at: datetime | None = None
    problem: str = Field(default="", max_length=300)
    created_at: datetime = Field(default_factory=utc_now)
