"""How many watched a stream, minute by minute."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.data.models.base import Table


class StreamMinute(Table, table=True):
    """The most people who watched at once within a minute; one that nobody watched has no row."""

    __tablename__ = "stream_minutes"
    __table_args__ = (
        CheckConstraint("minute >= 0", "minute_of_stream"),
        CheckConstraint("viewers > 0", "viewers_counted"),
    )

    stream_id: UUID = Field(foreign_key="streams.id", ondelete="CASCADE", primary_key=True)
    minute: int = Field(primary_key=True)  # since the stream started
    viewers: int
