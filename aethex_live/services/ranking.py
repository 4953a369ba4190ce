"""What the order of streams and the recommendations rest on: who watches is written down, and worked out by jobs."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from aethex_live.data import ranking as data
from aethex_live.domain import ranking as rules
from aethex_live.domain.ranking import Trend
from aethex_live.domain.recommendation import FOLLOWED, neighbours, watched
from aethex_live.services.context import Context

MOST_PEOPLE = 20_000  # whose tastes are compared, the newest first
REMEMBERED = timedelta(days=90)  # since somebody watched a channel last

# Who is there, by channel: a person's id or the name of a browser, and their network.
Watching = Mapping[str, Mapping[UUID | str, str]]


class Sampler:
    """Looks once a minute at who watches here. Who was not there a minute ago has only looked in."""

    def __init__(self) -> None:
        self._before: dict[str, frozenset[UUID | str]] = {}

    async def note(self, context: Context, watching: Watching, gone: Collection[str] = ()) -> None:
        """Write down who counts for the channels whose rooms are here; nobody in those that are `gone`."""
        before, self._before = self._before, {slug: frozenset(here) for slug, here in watching.items()}
        async with context.transaction() as uow:
            known = await data.staff_of(uow, [*watching, *gone])
            audiences: dict[UUID, int] = {}
            seen: list[tuple[UUID, UUID]] = []
            for slug, (channel_id, staff) in known.items():
                counting = rules.who_counts(watching.get(slug, {}), before.get(slug, ()), staff)
                audiences[channel_id] = rules.audience_of(counting)
                seen += [(who, channel_id) for who in counting if isinstance(who, UUID)]
            await data.note_audiences(uow, audiences)
            await data.note_watching(uow, seen, context.clock())


async def with_audience(context: Context) -> Collection[str]:
    """The channels for which somebody counted last."""
    async with context.transaction() as uow:
        return list(await data.channels_with_audience(uow))


async def reckon_trends(context: Context) -> None:
    """Work out how each channel's audience goes. For a job, every minute or so."""
    now = context.clock()
    async with context.transaction() as uow:
        changed: dict[UUID, Trend] = {}
        for channel_id, trend, at, viewers, on in await data.trends(uow):
            changed[channel_id] = trend.after(now - (at or now), viewers, on=on)
        await data.save_trends(uow, changed, now)


async def reckon_neighbours(context: Context) -> None:
    """Work out which channels are liked by the same people. For a job, now and then."""
    now = context.clock()
    async with context.transaction() as uow:
        follows = await data.follows(uow, MOST_PEOPLE, now)
        watches = await data.watches(uow, MOST_PEOPLE, now)
    tastes: defaultdict[UUID, dict[UUID, float]] = defaultdict(dict)
    for user_id, channel_id, minutes in watches:
        tastes[user_id][channel_id] = watched(minutes)
    for user_id, channel_id in follows:
        tastes[user_id][channel_id] = FOLLOWED
    # In a thread of its own, so that pages are answered meanwhile.
    alike = await asyncio.to_thread(neighbours, list(tastes.values()))
    async with context.transaction() as uow:
        await data.save_neighbours(uow, alike)
        await data.forget_watching(uow, now - REMEMBERED)
