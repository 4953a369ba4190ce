"""Who wants to be reminded of a planned stream."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from aethex_live.clock import utc_now
from aethex_live.data.models.base import Table, new_id


class Reminder(Table, table=True):
    """One person's wish for one occurrence or, without `day`, for every one of an entry."""

    __tablename__ = "reminders"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    entry_id: UUID = Field(foreign_key="schedule_entries.id", ondelete="CASCADE")
    day: date | None = None
    created_at: datetime = Field(default_factory=utc_now)


Index("ix_reminders_entry_id_user_id", Reminder.entry_id, Reminder.user_id)
Index("uq_reminders_user_id_entry_id_day", Reminder.user_id, Reminder.entry_id, Reminder.day, unique=True)
Index(
    "uq_reminders_user_id_entry_id",
    Reminder.user_id,
    Reminder.entry_id,
    unique=True,
    postgresql_where=Reminder.day.is_(None),
)
