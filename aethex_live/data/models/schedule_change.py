"""Occurrences of planned streams that take place at another time, or not at all."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table


class ScheduleChange(Table, table=True):
    """What becomes of the occurrence that was planned for `day`; without another place it is cancelled."""

    __tablename__ = "schedule_changes"
    __table_args__ = (CheckConstraint("(moved_on IS NULL) = (moved_at IS NULL)", "move_whole"),)

    entry_id: UUID = Field(foreign_key="schedule_entries.id", ondelete="CASCADE", primary_key=True)
    day: date = Field(primary_key=True)
    moved_on: date | None = None
    moved_at: time | None = None
    created_at: datetime = Field(default_factory=utc_now)
