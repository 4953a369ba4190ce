"""What creators and their editors do with a channel's schedule: plan, change, move or cancel one evening, delete."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import channel as channels
from aethex_live.data import schedule as schedules
from aethex_live.data.models.base import new_id
from aethex_live.data.models.schedule_entry import ScheduleEntry as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import Act
from aethex_live.domain.happening import Happening
from aethex_live.domain.schedule import (
    Change,
    Entry,
    Occurrence,
    in_reach,
    is_over,
    occurrence,
    occurrences,
)
from aethex_live.domain.schedule_form import (
    MOST_CHANGES,
    MOST_ENTRIES,
    NEEDED,
    changed_entry,
    check_changes,
    check_place,
    new_entry,
)
from aethex_live.errors import Conflict, NotFound, Words
from aethex_live.services import category, schedule, schedule_news
from aethex_live.services.context import Actor, Context
from aethex_live.services.schedule_clock import reckon
from aethex_live.services.throttle import limit, spend

PREVIEW = timedelta(days=28)
MOST_PREVIEWED = 120
_COLUMNS = ("title", "description", "zone", "starts_on", "time", "minutes", "until", "use_title")


@dataclass(frozen=True, slots=True)
class Desk:
    """A channel's entries, and each time of the next weeks, those included that do not take place.

    `zone` is where the channel planned last; empty when it never did.
    """

    entries: tuple[Entry, ...]
    coming: tuple[tuple[UUID, Occurrence], ...]
    zone: str


async def desk(context: Context, actor: Actor, channel_id: UUID) -> Desk:
    """The schedule of a channel that I run."""
    now = context.clock()
    async with context.transaction() as uow:
        channel = await access.channel_where_they_may(uow, actor.required(), channel_id, Act.EDIT_STREAM)
        kept = await schedules.of_channel(uow, channel.id)
        zone = await schedules.last_zone(uow, channel.id)
    entries = [entry for entry in kept if not is_over(entry, now)]
    coming = [
        (entry.id, each)
        for entry in entries
        for each in occurrences(entry, now, now + PREVIEW, cancelled=True)
    ]
    ordered = sorted(coming, key=lambda pair: pair[1].starts_at)
    return Desk(tuple(entries), tuple(ordered[:MOST_PREVIEWED]), zone)


async def create(context: Context, actor: Actor, channel_id: UUID, changes: Mapping[str, Any]) -> Entry:
    """Plan something: once or, with `weekdays`, every week. Days and times are those of `zone`."""
    user_id = actor.required()
    await _count(context, user_id)
    async with context.transaction() as uow:
        channel = await access.channel_where_they_may(uow, user_id, channel_id, Act.EDIT_STREAM, lock=True)
        return await plan(context, uow, channel.id, changes)


async def plan(context: Context, uow: UnitOfWork, channel_id: UUID, changes: Mapping[str, Any]) -> Entry:
    """The same within the caller's transaction, who may do so."""
    given = check_changes(changes, needed=NEEDED)
    if await schedules.count_ahead(uow, channel_id) >= MOST_ENTRIES:
        raise Conflict(
            Words("A schedule has at most {most} entries. Delete one first.", most=MOST_ENTRIES),
            code="too_many_entries",
        )
    entry = new_entry(new_id(), channel_id, given, context.clock())
    row = Row(id=entry.id, channel_id=channel_id, created_at=entry.created_at)
    return await _write(context, uow, row, entry, given)


async def edit(context: Context, actor: Actor, entry_id: UUID, changes: Mapping[str, Any]) -> Entry:
    """Change some fields of an entry. What was moved or cancelled of it stays so."""
    user_id = actor.required()
    given = check_changes(changes)
    await _count(context, user_id)
    async with context.transaction() as uow:
        row = await access.schedule_entry(uow, user_id, entry_id)
        was = await schedules.entry_of(uow, row)
        made = await _write(context, uow, row, changed_entry(was, given, context.clock()), given)
        await schedule_news.note(uow, row, was, made, context.clock(), user_id)
        return made


async def remove(context: Context, actor: Actor, entry_id: UUID) -> None:
    """Take an entry from the schedule; who wanted to be reminded of it is told."""
    user_id = actor.required()
    await _count(context, user_id)
    now = context.clock()
    async with context.transaction() as uow:
        row = await access.schedule_entry(uow, user_id, entry_id)
        was = await schedules.entry_of(uow, row)
        row.deleted_at = row.updated_at = now
        row.next_at = row.next_ends_at = None
        row.sequence += 1
        await schedule_news.note(uow, row, was, None, now, user_id)
        await _tell_pages(uow, row)


async def cancel(context: Context, actor: Actor, entry_id: UUID, day: date) -> Entry:
    """Let one occurrence not take place; who wanted to be reminded of it is told."""
    return await _change(context, actor, entry_id, day, lambda _: Change(day, None))


async def move(context: Context, actor: Actor, entry_id: UUID, day: date, on: str, at: str) -> Entry:
    """Let one occurrence take place at another time: `on` a day, `at` a time of the entry's zone."""

    def moved(entry: Entry) -> Change:
        return Change(day, check_place(on, at, entry.zone, context.clock()))

    return await _change(context, actor, entry_id, day, moved)


async def restore(context: Context, actor: Actor, entry_id: UUID, day: date) -> Entry:
    """Let one occurrence take place as it was planned first."""
    return await _change(context, actor, entry_id, day, lambda _: None)


async def _change(
    context: Context, actor: Actor, entry_id: UUID, day: date, change: Callable[[Entry], Change | None]
) -> Entry:
    """Give an occurrence for this day, which is not over, another place, or its own again."""
    user_id = actor.required()
    await _count(context, user_id)
    async with context.transaction() as uow:
        row = await access.schedule_entry(uow, user_id, entry_id)
        was = await schedules.entry_of(uow, row)
        _check_day(was, day, context.clock())
        if made := change(was):
            await _put(context, uow, row, made)
        else:
            await schedules.drop_change(uow, row.id, day)
        row.sequence, row.updated_at = row.sequence + 1, context.clock()
        entry = await schedules.entry_of(uow, row)
        reckon(row, entry, context.clock())
        await _tell_pages(uow, row)
        await schedule_news.note(uow, row, was, entry, context.clock(), user_id)
        return entry


async def _count(context: Context, user_id: UUID) -> None:
    await spend(context, limit("schedule", user_id, 60, timedelta(seconds=10)))


def _check_day(entry: Entry, day: date, now: datetime) -> None:
    found = occurrence(entry, day) if in_reach(day, now) else None
    if found is None:
        raise NotFound("Nothing is planned for this day.", field="day")
    if found.ends_at <= now:
        raise Conflict("This is over already.", code="over", field="day")


async def _put(context: Context, uow: UnitOfWork, row: Row, change: Change) -> None:
    if await schedules.count_changes(uow, row.id, context.clock().date()) >= MOST_CHANGES:
        raise Conflict(
            Words(
                "At most {most} times of an entry can be changed. Edit the entry itself.", most=MOST_CHANGES
            ),
            code="too_many_changes",
        )
    await schedules.put_change(uow, row.id, change, context.clock())


async def _write(
    context: Context, uow: UnitOfWork, row: Row, entry: Entry, given: Mapping[str, Any]
) -> Entry:
    for name in _COLUMNS:
        setattr(row, name, getattr(entry, name))
    row.weekdays = list(entry.weekdays)
    row.sequence, row.updated_at = entry.sequence, entry.updated_at
    if "category" in given:
        row.category_id = await category.chosen(uow, given["category"])
    reckon(row, entry, context.clock())
    await schedules.save(uow, row)
    await _tell_pages(uow, row)
    return await schedules.entry_of(uow, row)


async def _tell_pages(uow: UnitOfWork, row: Row) -> None:
    slug = await channels.slug_of(uow, row.channel_id)
    uow.happen(Happening(schedule.CHANGED, {"slug": slug}, key=row.channel_id))
