"""What channels have reached."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class Milestone(Table, table=True):
    """A number that a channel has reached, once and for all: it stays when the number falls again."""

    __tablename__ = "milestones"
    __table_args__ = (
        CheckConstraint("measure IN ('followers', 'streams', 'hours', 'peak')", "measure_known"),
        CheckConstraint("number > 0", "number_positive"),
    )

    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", primary_key=True)
    measure: str = Field(max_length=10, primary_key=True)
    number: int = Field(primary_key=True)
    reached_at: datetime = Field(default_factory=utc_now)
