"""What channels plan to stream."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id, new_list


class ScheduleEntry(Table, table=True):
    """An entry for one evening or, with `weekdays`, for every week. Days and times are those of `zone`.

    `next_at` and `next_ends_at` are reckoned from the rest: of the occurrence that is on or comes next, empty when
    the entry is over. `called_for` is the start that the reminders were put off for. `known` is when people who wait
    for it think that it takes place, as long as they have not been told of a change.
    """

    __tablename__ = "schedule_entries"
    __table_args__ = (
        CheckConstraint("char_length(title) BETWEEN 1 AND 140", "title_length"),
        CheckConstraint("char_length(description) <= 1000", "description_length"),
        CheckConstraint("minutes BETWEEN 5 AND 1440", "minutes_range"),
        CheckConstraint(
            "weekdays <@ ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']", "weekdays_known"
        ),
        CheckConstraint("until IS NULL OR until >= starts_on", "until_after_start"),
        CheckConstraint("until IS NULL OR cardinality(weekdays) > 0", "until_weekly"),
        CheckConstraint("(next_at IS NULL) = (next_ends_at IS NULL)", "next_whole"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    channel_id: UUID = Field(foreign_key="channels.id", ondelete="CASCADE", index=True)
    category_id: UUID | None = Field(default=None, foreign_key="categories.id", ondelete="SET NULL")
    title: str = Field(max_length=140)
    description: str = ""
    zone: str = Field(max_length=64)
    starts_on: date
    time: time
    minutes: int
    weekdays: list[str] = Field(default_factory=new_list, sa_type=ARRAY(Text))
    until: date | None = None
    use_title: bool = False
    sequence: int = 0  # counts up with each change, for calendars
    next_at: datetime | None = None
    next_ends_at: datetime | None = None
    called_for: datetime | None = None
    known: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    deleted_at: datetime | None = None
    created_at: datetime = Field(default_factory=utc_now)
    updated_at: datetime = Field(default_factory=utc_now)


Index(
    "ix_schedule_entries_next_at", ScheduleEntry.next_at, postgresql_where=ScheduleEntry.next_at.is_not(None)
)
Index(
    "ix_schedule_entries_next_ends_at",
    ScheduleEntry.next_ends_at,
    postgresql_where=ScheduleEntry.next_ends_at.is_not(None),
)
