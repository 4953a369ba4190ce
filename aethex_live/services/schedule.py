"""What channels plan to stream, as everybody sees it. schedule_desk.py says what creators do with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import schedule as schedules
from aethex_live.data import stream as streams
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import Channel
from aethex_live.domain.schedule import HORIZON, Entry, Planned, occurrences, planned
from aethex_live.errors import InvalidInput, NotFound, Words
from aethex_live.services import channel
from aethex_live.services.context import Context

CHANGED = "schedule.changed"
DAYS, MOST_DAYS = 14, 60
MOST_SHOWN = 50
MOST_UPCOMING, MOST_OF_ONE, LOOKED_THROUGH = 60, 3, 300
MOST_COMING = 12  # of one entry


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry with its channel and what is to come of it, the next one first."""

    entry: Entry
    channel: Channel
    coming: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Something planned, and on which channel."""

    planned: Planned
    channel: Channel


@dataclass(frozen=True, slots=True)
class Calendar:
    """A channel's entries for programs that keep calendars."""

    channel: Channel
    entries: tuple[Entry, ...]


async def of_channel(context: Context, slug: str, days: int = DAYS) -> list[Planned]:
    """What the channel plans for the days to come, and what is on now; the earliest first."""
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(
            Words("Ask for 1 to {most} days.", most=MOST_DAYS), code="days_range", field="days"
        )
    found = await channel.by_slug(context, slug)
    return (await _of_channel(context, found, timedelta(days=days)))[:MOST_SHOWN]


async def shown_of_channel(context: Context, slug: str, days: int = DAYS) -> list[Planned]:
    """What is to come in these days or, when that is nothing, what comes next."""
    if found := await of_channel(context, slug, days):
        return found
    later = await next_of_channel(context, slug)
    return [later] if later else []


async def next_of_channel(context: Context, slug: str) -> Planned | None:
    """What the channel streams next by its plan, what should be on now included."""
    found = await channel.by_slug(context, slug)
    return next(iter(await _of_channel(context, found, HORIZON, at_most=1)), None)


async def entry_page(context: Context, entry_id: UUID) -> EntryPage:
    """One entry of a public channel; one that is over is not there."""
    now = context.clock()
    async with context.transaction() as uow:
        entry, found = await _public(context, uow, entry_id)
        since = (await streams.shown_since(uow, {found.id})).get(found.id)
    coming = _coming(entry, now, now + HORIZON, since)[:MOST_COMING]
    if not coming:
        raise _over()
    return EntryPage(entry, found, tuple(coming))


async def upcoming(context: Context, days: int = DAYS, *, adult: bool = False) -> list[Upcoming]:
    """What is planned on all channels, each entry with its next occurrence; the earliest first.

    Nobody fills the list alone: a channel is in it with the next few of its entries.
    """
    now = context.clock()
    until = now + timedelta(days=max(1, min(days, MOST_DAYS)))
    async with context.transaction() as uow:
        entries = _mixed(await schedules.upcoming(uow, now, until, LOOKED_THROUGH, adult=adult))
        ids = {entry.channel_id for entry in entries}
        known = await channels.public_by_ids(uow, ids, now)
        since = await streams.shown_since(uow, ids)
    found = [
        Upcoming(coming[0], known[entry.channel_id])
        for entry in entries
        if (coming := _coming(entry, now, until, since.get(entry.channel_id)))
    ]
    return sorted(found, key=lambda each: each.planned.starts_at)


async def calendar(context: Context, slug: str) -> Calendar:
    """All that the channel plans, and what was lately."""
    found = await channel.by_slug(context, slug)
    async with context.transaction() as uow:
        return Calendar(found, tuple(await schedules.of_channel(uow, found.id)))


async def entry_calendar(context: Context, entry_id: UUID) -> Calendar:
    """The same of one entry."""
    async with context.transaction() as uow:
        entry, found = await _public(context, uow, entry_id)
    return Calendar(found, (entry,))


def entry_id(text: str) -> UUID:
    """The id of an entry as it stands in an address."""
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        raise _over() from None


def _mixed(entries: list[Entry]) -> list[Entry]:
    taken: Counter[UUID] = Counter()
    kept = []
    for entry in entries:
        taken[entry.channel_id] += 1
        if taken[entry.channel_id] <= MOST_OF_ONE:
            kept.append(entry)
    return kept[:MOST_UPCOMING]


async def _of_channel(
    context: Context, found: Channel, reach: timedelta, at_most: int | None = None
) -> list[Planned]:
    now = context.clock()
    async with context.transaction() as uow:
        entries = (await schedules.of_channel(uow, found.id, after=now))[:at_most]
        since = (await streams.shown_since(uow, {found.id})).get(found.id) if entries else None
    coming = [each for entry in entries for each in _coming(entry, now, now + reach, since)]
    return sorted(coming, key=lambda each: each.starts_at)


def _coming(entry: Entry, now: datetime, until: datetime, since: datetime | None) -> list[Planned]:
    return [planned(entry, each, now, since=since) for each in occurrences(entry, now, until)]


async def _public(context: Context, uow: UnitOfWork, entry_id: UUID) -> tuple[Entry, Channel]:
    entry = await schedules.public(uow, entry_id, context.clock())
    if entry is None:
        raise _over()
    known = await channels.public_by_ids(uow, {entry.channel_id}, context.clock())
    return entry, known[entry.channel_id]


def _over() -> NotFound:
    return NotFound("This is over, or was taken from the schedule.")
