"""What a process does again and again while it serves: events can be lost, and others change what we have read."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aethex_live.clock import Leaps
from aethex_live.config import Settings
from aethex_live.realtime import hub
from aethex_live.services import demo_life, external_source, ranking, site_setting, stream_life, viewing
from aethex_live.services.context import current
from aethex_live.state import live, on_air, plans

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    """Something to do every so many seconds, and what is to be logged should it fail."""

    seconds: float
    act: Callable[[], Awaitable[object]]
    trouble: str
    at_once: bool = False


@asynccontextmanager
async def done(settings: Settings) -> AsyncIterator[None]:
    """Have all chores done meanwhile."""
    tasks = [asyncio.create_task(_again_and_again(chore)) for chore in _chores(settings)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def _chores(settings: Settings) -> list[Chore]:
    chores = [
        Chore(5, _Streams().compare, "Could not compare the streams with the media server's", at_once=True),
        Chore(8, _Sources().look, "Could not look at the streams of other servers", at_once=True),
        Chore(5, _count_viewers, "Could not write down how many watch"),
        Chore(60, _Audiences().note, "Could not write down who counts for the order of streams"),
        Chore(30, plans.refresh, "Could not look at the schedules that are shown"),
        Chore(30, _read_signboard, "Could not look what the site is called"),
    ]
    if settings.demo and not settings.production:
        chores.append(Chore(2, _DemoPeople().live, "The demo's people stumbled"))
    return chores


async def _again_and_again(chore: Chore) -> None:
    if not chore.at_once:
        await asyncio.sleep(chore.seconds)
    while True:
        try:
            await chore.act()
        except Exception:
            log.exception(chore.trouble)
        await asyncio.sleep(chore.seconds)


class _Streams:
    """The streams that are on, as the media server has them."""

    def __init__(self) -> None:
        self._leaps = Leaps()

    async def compare(self) -> None:
        context = current()
        carried = await context.media.on_air()
        if self._leaps.leapt(context.clock()):
            log.warning("The clock of this machine was set; streams that are on stay so")
            await stream_life.clock_was_set(context)
        await stream_life.reconcile(context, carried)


class _Sources:
    """The streams of other servers."""

    def __init__(self) -> None:
        self._leaps = Leaps()

    async def look(self) -> None:
        if self._leaps.leapt(current().clock()):
            await external_source.clock_was_set(current())
        await external_source.watch(current())


class _Audiences:
    """Who counts for the order of streams."""

    def __init__(self) -> None:
        self._sampler = ranking.Sampler()

    async def note(self) -> None:
        here = hub.current().watching(live.KIND)
        known = await ranking.with_audience(current())
        gone = [slug for slug in known if slug not in here and not await _is_watched(slug)]
        await self._sampler.note(current(), here, gone)


class _DemoPeople:
    """The people of the demo, who write now and then where a demo channel is live."""

    def __init__(self) -> None:
        self._life = demo_life.Life()

    async def live(self) -> None:
        await self._life.live(current())


async def _count_viewers() -> None:
    """Write down how many are in the rooms that this process keeps, and show it."""
    await viewing.note(current(), await _viewers())
    await on_air.refresh()


async def _viewers() -> dict[str, int]:
    """By channel: those whose rooms are here, and nobody in rooms that were lost with their worker."""
    here = hub.current().counts(live.KIND)
    for slug in await viewing.watched(current()):
        if slug not in here and not await _is_watched(slug):
            here[slug] = 0
    return here


async def _is_watched(slug: str) -> bool:
    return await hub.current().is_open(live.KIND, slug)


async def _read_signboard() -> None:
    """An admin may have changed it in another worker."""
    await site_setting.learn(current())
