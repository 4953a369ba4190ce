"""Reminding people of planned streams that they have asked for: once before each begins."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import reminder as reminders
from aethex_live.data import schedule as schedules
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.notification import Kind
from aethex_live.domain.schedule import LEAD, Entry, Occurrence, has_day, in_reach, next_of, occurrence
from aethex_live.domain.schedule_form import MOST_REMINDERS
from aethex_live.domain.time_zone import local_time
from aethex_live.errors import Conflict, NotFound, Words
from aethex_live.services import notification
from aethex_live.services.context import Actor, Context
from aethex_live.services.throttle import limit, spend

BATCH = 200
TOO_LATE = timedelta(minutes=5)  # after the start: who is not there by then hears of it by being live
SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody is reminded of: one occurrence, or without a day every one of the entry."""

    entry_id: UUID
    day: date | None


async def remind_me(context: Context, actor: Actor, entry_id: UUID, day: date | None = None) -> None:
    """Be told before an occurrence begins, without a day before each; at once if there is less time left."""
    user_id = actor.required()
    await spend(context, limit("reminder", user_id, 60, timedelta(seconds=10)))
    now = context.clock()
    async with context.transaction() as uow:
        entry = await schedules.public(uow, entry_id, now)
        coming = next_of(entry, now) if entry is not None else None
        if entry is None or coming is None:
            raise NotFound("This is over, or was taken from the schedule.")
        if day is not None and not (in_reach(day, now) and has_day(entry, day)):
            raise NotFound("Nothing is planned for this day.")
        if await reminders.count_of(uow, user_id) >= MOST_REMINDERS:
            raise Conflict(
                Words("You have {most} reminders, which is the most. Remove one first.", most=MOST_REMINDERS),
                code="too_many_reminders",
            )
        # What takes place once may move to another day, and the wish with it.
        await reminders.add(uow, user_id, entry.id, day if entry.weekly else None, now)
        if day in (None, coming.day) and now < coming.starts_at <= now + LEAD:
            await _tell(context, uow, user_id, entry, coming)


async def forget(context: Context, actor: Actor, entry_id: UUID, day: date | None = None) -> None:
    """Be told no more of this occurrence; without a day, of none. Harmless when nothing was asked for."""
    async with context.transaction() as uow:
        await reminders.remove(uow, actor.required(), entry_id, day)


async def mine(context: Context, actor: Actor) -> list[Wish]:
    """What I am reminded of."""
    async with context.transaction() as uow:
        return [Wish(*each) for each in await reminders.of_person(uow, actor.required())]


async def among(context: Context, actor: Actor, entry_ids: Collection[UUID]) -> frozenset[Wish]:
    """What I am reminded of among these entries; nothing when nobody is logged in."""
    if actor.user_id is None or not entry_ids:
        return frozenset()
    async with context.transaction() as uow:
        found = await reminders.of_person(uow, actor.user_id, entry_ids)
    return frozenset(Wish(*each) for each in found)


async def remind(context: Context, entry_id: UUID, day: date) -> int:
    """Tell those who wanted it that an occurrence begins soon; gives how many. For a job.

    What was moved or cancelled meanwhile is left alone: its new time has a job of its own.
    """
    now = context.clock()

    def is_due(found: Occurrence) -> bool:
        return not found.cancelled and now - TOO_LATE <= found.starts_at <= now + LEAD + SLACK

    async with context.transaction() as uow:
        row = await schedules.row(uow, entry_id)
        entry = await schedules.entry_of(uow, row) if row is not None and row.deleted_at is None else None
        found = occurrence(entry, day) if entry is not None else None
        if entry is None or found is None or not is_due(found):
            return 0
        if not await channels.public_by_ids(uow, {entry.channel_id}, now):
            return 0

    async def tell(uow: UnitOfWork, user_id: UUID) -> None:
        await _tell(context, uow, user_id, entry, found)

    return await tell_each(context, entry_id, found.day, tell)


async def tell_each(
    context: Context,
    entry_id: UUID,
    day: date,
    tell: Callable[[UnitOfWork, UUID], Awaitable[None]],
    *,
    every: bool = True,
    but: UUID | None = None,
) -> int:
    """Tell those who wait for this occurrence; gives how many. Without `every`, those who wait for it alone.

    A batch is a transaction; who was told before is not told again, whatever crashes in between.
    """
    number, after = 0, None
    while True:
        async with context.transaction() as uow:
            people = await reminders.people(
                uow, entry_id, day, every=every, but=but, after=after, limit=BATCH
            )
            for user_id in people:
                await tell(uow, user_id)
        number += len(people)
        if len(people) < BATCH:
            return number
        after = people[-1]


async def _tell(context: Context, uow: UnitOfWork, user_id: UUID, entry: Entry, found: Occurrence) -> None:
    """Once for an occurrence and the day on which it is: a small delay is no news, another evening is."""
    on = local_time(found.starts_at, entry.zone).date()
    await notification.tell(
        context,
        uow,
        user_id,
        Kind.REMINDER,
        entry.id,
        found.day,
        on,
        channel_id=entry.channel_id,
        said=entry.title,
        path=f"/schedule/{entry.id}",
    )
