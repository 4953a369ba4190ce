"""Makes the Context of this process out of the settings, for as long as the process lives."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from socketio import AsyncServer
from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live import chores, config, metrics, realtime
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
from aethex_live.services import access_token, closing, session, site_setting
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
        try:
            async with chores.done(settings), worker.working(database.conninfo(settings.database_url)):
                yield
        finally:
            await context_module.current().chat.drain()
            context_module.use(None)
            await engine.dispose()


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
