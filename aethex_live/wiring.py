"""Makes the Context of this process out of the settings, for as long as the process lives."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from socketio import AsyncServer
from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live import config, metrics, realtime
from aethex_live.clock import Leaps
from aethex_live.config import Settings
from aethex_live.data import database
from aethex_live.domain.happening import Happening
from aethex_live.integrations import mail, web_push
from aethex_live.integrations.accounts import account_tools
from aethex_live.integrations.egress import Egress
from aethex_live.integrations.image_maker import ImageMaker
from aethex_live.integrations.local_store import LocalStore
from aethex_live.integrations.media_control import MediaControl
from aethex_live.jobs import worker
from aethex_live.realtime import hub
from aethex_live.realtime.hub import Target
from aethex_live.services import (
    access_token,
    closing,
    demo_life,
    external_source,
    ranking,
    session,
    site_setting,
    stream_life,
    viewing,
)
from aethex_live.services import context as context_module
from aethex_live.services.context import Context
from aethex_live.services.ports import Mailer
from aethex_live.state import (
    backstage,
    follow,
    live,
    live_mods,
    mention,
    notification,
    on_air,
    plans,
    user_follow,
)
from aethex_live.surroundings import Surroundings

log = logging.getLogger(__name__)

WATCH_SECONDS = 5
COUNT_SECONDS = 5
AUDIENCE_SECONDS = 60
SOURCE_SECONDS = 8
PLANS_SECONDS = 30
SIGNBOARD_SECONDS = 30
DEMO_SECONDS = 2


class Subscribers:
    """Publisher of one process: calls whoever has subscribed, in order."""

    def __init__(self) -> None:
        self._subscribers: list = []

    def subscribe(self, subscriber) -> None:
        """Call `subscriber(happening)` for each happening after its commit."""
        self._subscribers.append(subscriber)

    async def publish(self, happenings: Sequence[Happening]) -> None:
        for happening in happenings:
            for subscriber in self._subscribers:
                await subscriber(happening)


subscribers = Subscribers()


@asynccontextmanager
async def lifespan(sio: AsyncServer) -> AsyncIterator[None]:
    """Connect on start, disconnect at the end."""
    settings = config.load()
    engine = database.create_engine(settings.database_url)
    metrics.watch_pool(engine.pool)
    rooms = realtime.running(sio, redis_url=settings.redis_url, base_url=settings.base_url)
    async with mail.mailer(settings) as mailer, rooms:
        context_module.use(_context(settings, engine, mailer, subscribers, serving=True))
        await site_setting.learn(context_module.current())
        chores = [asyncio.create_task(chore) for chore in _chores(settings)]
        try:
            async with worker.working(database.conninfo(settings.database_url)):
                yield
        finally:
            for chore in chores:
                chore.cancel()
            await context_module.current().chat.drain()
            context_module.use(None)
            await engine.dispose()


def _chores(settings: Settings) -> list[Coroutine[Any, Any, None]]:
    demo = [_live_demo()] if settings.demo and not settings.production else []
    for_all = [_watch_streams(), _watch_sources(), _count_viewers(), _sample_audiences(), _keep_plans()]
    return [*for_all, _read_signboard(), *demo]


@asynccontextmanager
async def command(settings: Settings | None = None) -> AsyncIterator[Context]:
    """For a command: the same Context without pages to tell, and without chores."""
    settings = settings or config.load()
    engine = database.create_engine(settings.database_url)
    async with mail.mailer(settings) as mailer:
        made = _context(settings, engine, mailer, Subscribers(), serving=False)
        context_module.use(made)
        try:
            yield made
        finally:
            context_module.use(None)
            await engine.dispose()


def _context(
    settings: Settings, engine: AsyncEngine, mailer: Mailer, publisher: Subscribers, *, serving: bool
) -> Context:
    fetcher = Egress(allow_private=settings.allow_private_sources)
    return Context(
        settings=settings,
        transaction=database.transactions(engine, publisher.publish),
        mailer=mailer,
        publisher=publisher,
        accounts=account_tools(settings),
        store=LocalStore(settings.data_dir / "media"),
        images=ImageMaker(),
        media=MediaControl(settings.media_control_url, settings.media_secret),
        fetcher=fetcher,
        pusher=web_push.pusher(settings, fetcher),
        surroundings=Surroundings(settings, serving=serving),
    )


async def _watch_streams() -> None:
    """Ask the media server what is on, again and again: events can be lost, the truth cannot."""
    leaps = Leaps()
    while True:
        context = context_module.current()
        try:
            carried = await context.media.on_air()
            if leaps.leapt(context.clock()):
                log.warning("The clock of this machine was set; streams that are on stay so")
                await stream_life.clock_was_set(context)
            await stream_life.reconcile(context, carried)
        except Exception:
            log.exception("Could not compare the streams with the media server's")
        await asyncio.sleep(WATCH_SECONDS)


async def _watch_sources() -> None:
    """Look again and again whether the streams of other servers move."""
    leaps = Leaps()
    while True:
        context = context_module.current()
        try:
            if leaps.leapt(context.clock()):
                await external_source.clock_was_set(context)
            await external_source.watch(context)
        except Exception:
            log.exception("Could not look at the streams of other servers")
        await asyncio.sleep(SOURCE_SECONDS)


async def _count_viewers() -> None:
    """Write down again and again how many are in the rooms that this process keeps, and show it."""
    while True:
        await asyncio.sleep(COUNT_SECONDS)
        try:
            await viewing.note(context_module.current(), await _viewers())
            await on_air.refresh()
        except Exception:
            log.exception("Could not write down how many watch")


async def _sample_audiences() -> None:
    """Write down again and again who counts for the order of streams."""
    sampler = ranking.Sampler()
    while True:
        await asyncio.sleep(AUDIENCE_SECONDS)
        try:
            here = hub.current().watching(live.KIND)
            known = await ranking.with_audience(context_module.current())
            gone = [slug for slug in known if slug not in here and not await _is_watched(slug)]
            await sampler.note(context_module.current(), here, gone)
        except Exception:
            log.exception("Could not write down who counts")


async def _keep_plans() -> None:
    """Look again and again what is on as planned, where pages show it."""
    while True:
        await asyncio.sleep(PLANS_SECONDS)
        try:
            await plans.refresh()
        except Exception:
            log.exception("Could not look at the schedules that are shown")


async def _read_signboard() -> None:
    """Look again and again what the site is called: an admin may have said so to another worker."""
    while True:
        await asyncio.sleep(SIGNBOARD_SECONDS)
        try:
            await site_setting.learn(context_module.current())
        except Exception:
            log.exception("Could not look what the site is called")


async def _live_demo() -> None:
    """Let the people of the demo write now and then, where a demo channel is live."""
    life = demo_life.Life()
    while True:
        await asyncio.sleep(DEMO_SECONDS)
        try:
            await life.live(context_module.current())
        except Exception:
            log.exception("The demo's people stumbled")


async def _viewers() -> dict[str, int]:
    """By channel: those whose rooms are here, and nobody in rooms that were lost with their worker."""
    here = hub.current().counts(live.KIND)
    for slug in await viewing.watched(context_module.current()):
        if slug not in here and not await _is_watched(slug):
            here[slug] = 0
    return here


async def _is_watched(slug: str) -> bool:
    return await hub.current().is_open(live.KIND, slug)


async def _stop_streams(happening: Happening) -> None:
    await closing.stop_streams(context_module.current(), happening)


async def _end_sessions(happening: Happening) -> None:
    """Whoever is signed out stops being logged in at once, in open pages too."""
    if happening.name == session.REVOKED:
        await session.forget_revoked(context_module.current(), happening)
        for session_id in happening.data["session_ids"]:
            hub.current().reconnect(Target(session=UUID(session_id)))


async def _change_signboard(happening: Happening) -> None:
    if happening.name == site_setting.CHANGED:
        await site_setting.learn(context_module.current())


async def _forget_tokens(happening: Happening) -> None:
    await access_token.follow(context_module.current(), happening)


for subscriber in (
    _stop_streams,
    _end_sessions,
    _forget_tokens,
    _change_signboard,
    live.follow,
    live_mods.follow,
    backstage.follow,
    follow.show_count,
    user_follow.show_count,
    on_air.follow,
    plans.follow,
    notification.ring,
    mention.follow,
):
    subscribers.subscribe(subscriber)
