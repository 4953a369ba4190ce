"""Which channels are liked by the same people."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.data.models.base import Table


class ChannelNeighbour(Table, table=True):
    """`neighbour_id` is among the channels most like `channel_id`. All rows are made anew by a job."""

    __tablename__ = "channel_neighbours"
    __table_args__ = (
        CheckConstraint("channel_id <> neighbour_id", "not_itself"),
        CheckConstraint("likeness > 0 AND likeness <= 1", "likeness_share"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    neighbour_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True, index=True)
    likeness: float
