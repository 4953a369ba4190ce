"""Telling those who wait for something planned that it was moved or cancelled, once its creator is done with it."""

from datetime import datetime
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import job
from aethex_live.data import reminder as reminders
from aethex_live.data import schedule as schedules
from aethex_live.data.models.schedule_entry import ScheduleEntry as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.job import Task
from aethex_live.domain.notification import Kind
from aethex_live.domain.schedule import Entry
from aethex_live.domain.schedule_news import SETTLED, Fate, as_kept, days_for_all, fates, kept, told_text
from aethex_live.services import notification, reminder
from aethex_live.services.context import Context


async def note(uow: UnitOfWork, row: Row, was: Entry, now: Entry | None, at: datetime, by: UUID) -> None:
    """Have a change told, within the caller's transaction, when no other has followed for a while.

    What people know stays as it was before the first of a row of changes; each puts off a job, and the last one tells.
    """
    if row.known is None and (now is None or kept(now) != kept(was)):
        row.known = kept(was)
    if row.known is not None:
        arguments = {"entry_id": str(row.id), "sequence": row.sequence, "by": str(by)}
        await job.defer(uow, Task.TELL_CHANGES, at=at + SETTLED, **arguments)


async def tell(context: Context, entry_id: UUID, sequence: int, by: UUID) -> int:
    """Tell those who wait for it, but not who did it; gives how many. For a job.

    `sequence` is that of the entry after the change: when another has followed, its own job tells of both.
    """
    now = context.clock()
    async with context.transaction() as uow:
        row = await schedules.row(uow, entry_id)
        if row is None or row.known is None or row.sequence != sequence:
            return 0
        entry = await schedules.entry_of(uow, row)
        was, then = as_kept(entry, row.known), None if row.deleted_at else entry
        for_all = days_for_all(was, then, now)
        found = fates(was, then, for_all | await reminders.days(uow, entry_id), now)
        public = await channels.public_by_ids(uow, {entry.channel_id}, now)
    number = 0
    for each in found:
        if public and each.is_news:
            number += await _tell(context, entry, each, by, every=each.day in for_all)
    await _settle(context, entry, found)
    return number


async def _tell(context: Context, entry: Entry, news: Fate, by: UUID, *, every: bool) -> int:
    kind, path = (Kind.MOVED, f"/schedule/{entry.id}") if news.now else (Kind.CALLED_OFF, "")
    about, said = (entry.id, news.day, entry.sequence), told_text(news, entry)

    async def tell_one(uow: UnitOfWork, user_id: UUID) -> None:
        await notification.tell(
            context, uow, user_id, kind, *about, channel_id=entry.channel_id, said=said, path=path
        )

    return await reminder.tell_each(context, entry.id, news.day, tell_one, every=every, but=by)


async def _settle(context: Context, entry: Entry, found: list[Fate]) -> None:
    """People know now. Wishes for single evenings go with them; what has changed meanwhile is told by its own job."""
    async with context.transaction() as uow:
        row = await schedules.row(uow, entry.id, lock=True)
        if row is None:
            return
        row.known = None if row.sequence == entry.sequence else kept(entry)
        for each in found:
            if each.now is not None and each.now.day != each.day:
                await reminders.follow(uow, entry.id, each.day, each.now.day)
