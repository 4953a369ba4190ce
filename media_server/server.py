"""The composition root: builds the parts of the media server from its settings, starts and stops them."""

import asyncio
import contextlib
import logging
import os
import secrets
import ssl
import time
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from media_server import __version__
from media_server.app_link.client import AppClient
from media_server.app_link.control import Control
from media_server.app_link.events import EventDelivery
from media_server.app_link.journal import Journal
from media_server.broadcast.broadcast import Times
from media_server.broadcast.equipment import Announcer, Authoriser
from media_server.broadcast.registry import Broadcasts, Capacity
from media_server.commands import Commands
from media_server.config import ConfigError, Settings, host_and_port
from media_server.contract import AuthorisePublish, Event, Health, PublishAnswer, ServerStatus
from media_server.health.meters import LoudnessMeters
from media_server.hls.timeline import TimelineSettings
from media_server.http.app import HttpServer, build, runner
from media_server.http.live import LiveStreams
from media_server.http.settings import HttpSettings
from media_server.ingest.limits import IngestLimits
from media_server.ingest.listener import RtmpListener
from media_server.jobs.pool import JobPool
from media_server.keys import KeyFile
from media_server.metrics import IngestCollector, LoopLag, RecordingCollector
from media_server.packaging.settings import PackagerSettings
from media_server.record.settings import RecordSettings
from media_server.record.store import RecordingStore
from media_server.shelf import PrivateMarks, StoreShelf
from media_server.transcode.cost import CpuBudget
from media_server.workshop.archive import Archive
from media_server.workshop.routes import PictureRoutes
from media_server.workshop.shop import Shop
from media_server.workshop.workshop import LiveWorkshop

log = logging.getLogger(__name__)

FLUSH_S = 3.0  # at shutdown, for events on their way to the app
SECRET_BYTES = 16


class KeyFileAuthoriser:
    """Standalone: the file of keys decides."""

    def __init__(self, keys: KeyFile, settings: Settings) -> None:
        self._keys = keys
        self._record = settings.record
        self._ladder = settings.ladder_rungs()

    async def authorise(self, question: AuthorisePublish) -> PublishAnswer:
        name = self._keys.public_name(question.key)
        if name is None:
            return PublishAnswer(False, "That stream key is not known here.", wrong_key=True)
        return PublishAnswer(True, stream=name, record=self._record, ladder=self._ladder)


class LogAnnouncer:
    """Standalone: events go into the log."""

    def announce(self, event: Event) -> None:
        if not isinstance(event, Health):
            log.info("event", extra={"type": event.type, "stream": getattr(event, "stream", "")})


class AppLink:
    """Everything that exists only when there is an app."""

    def __init__(self, settings: Settings) -> None:
        if not settings.app_url or len(settings.app_secret) < SECRET_BYTES:
            raise ConfigError(
                f"Set MEDIA_APP_URL, and MEDIA_APP_SECRET to {SECRET_BYTES} characters or more; "
                "or run with --standalone --keys FILE."
            )
        self.journal = Journal(settings.data / "events")
        self.client = AppClient(
            settings.app_url, settings.app_secret, self.journal.server, settings.app_timeout_s
        )
        self.events = EventDelivery(self.journal, self.client)
        self._task = asyncio.get_running_loop().create_task(self.events.run())

    async def close(self) -> None:
        await self.events.flush(FLUSH_S)
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        await self.client.close()
        self.journal.close()


class MediaServer:
    """`start`, then `stop`; in between everything happens by itself."""

    def __init__(self, settings: Settings, keys: Path | None = None) -> None:
        """`keys` makes it standalone: the file decides who may publish, and nobody hears of events."""
        self._settings = settings
        self._link = None if keys else AppLink(settings)
        announcer: Announcer = self._link.events if self._link else LogAnnouncer()
        authoriser: Authoriser = (
            self._link.client if self._link else KeyFileAuthoriser(KeyFile(keys or Path()), settings)
        )
        self.streams = LiveStreams()
        self.pool = JobPool()
        self.meters = LoudnessMeters()
        self.archive = Archive(
            RecordingStore(
                settings.data / "recordings",
                RecordSettings(
                    refuse_below_bytes=settings.refuse_below, stop_below_bytes=settings.stop_below
                ),
            ),
            PrivateMarks(settings.data / "private"),
            self.pool,
            announcer,
            settings.data,
            settings.storyboards,
        )
        self.shop = Shop(
            self.streams,
            announcer,
            self.archive,
            self.pool,
            self.meters,
            CpuBudget(settings.ladder_cores or max(0.5, (os.cpu_count() or 1) / 2)),
            PackagerSettings(part_s=settings.part_s, segment_s=settings.segment_s),
            TimelineSettings(window_segments=settings.live_segments, dvr_window_s=settings.dvr_s),
            settings.keep_ended_s,
            settings.allow_private_forwards,
        )
        self.workshop = LiveWorkshop(self.shop)
        self.broadcasts = Broadcasts(
            authoriser,
            announcer,
            self.workshop,
            asyncio.get_running_loop(),
            time.time,
            Times(settings.grace_s, settings.stop_grace_s),
            Capacity(settings.publishers),
        )
        self.listener = RtmpListener(self.broadcasts, _limits(settings))
        self.http = self._build_http()
        self._lag = LoopLag(self.http.metrics.registry)
        self._started_at = time.time()
        self.rtmp_port = self.rtmps_port = self.http_port = 0
        self._runner: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        settings = self._settings
        for info in await asyncio.to_thread(self.archive.store.open):
            self.archive.announce(info)
        self.pool.start()
        self.meters.start()
        work = (self.workshop.run(), self._expire(), self._lag.run())
        self._tasks = [asyncio.create_task(each) for each in work]
        self._runner = runner(self.http)
        await self._runner.setup()
        host, port = host_and_port(settings.http)
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.http_port = self._runner.addresses[0][1]
        self.rtmp_port = await self.listener.listen(*host_and_port(settings.rtmp))
        if settings.rtmps:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(settings.tls_certificate, settings.tls_key)
            self.rtmps_port = await self.listener.listen(*host_and_port(settings.rtmps), context)
        log.info("ready", extra={"rtmp": self.rtmp_port, "http": self.http_port})

    async def stop(self) -> None:
        """No publisher is taken any more, viewers get the end of their playlists, recordings are sealed."""
        self.listener.stop_accepting()
        if self.broadcasts.drain():
            await self._wait_for_encoders()
        self.broadcasts.end_all()
        await self.listener.close()
        await self.shop.wait_retired()
        await self.archive.wait_sealed()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.archive.close()
        await self.pool.close()
        await self.meters.close()
        await asyncio.to_thread(self.archive.store.close)
        if self._runner is not None:
            await self._runner.cleanup()
        if self._link is not None:
            await self._link.close()

    async def _wait_for_encoders(self) -> None:
        """They connect to whoever takes over; until they have, their streams go on here."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.drain_s):
                await self.listener.empty.wait()

    def _build_http(self) -> HttpServer:
        secret = self._settings.app_secret if self._link else secrets.token_hex(SECRET_BYTES)
        archive = self.archive
        shelf = StoreShelf(archive.store, archive.marks, archive.extras)
        http = HttpSettings(
            waiting_per_stream=self._settings.viewers,
            trusted_proxies=self._settings.proxy_networks(),
            player_page=self._settings.player_page,
        )
        server = build(self.streams, secret.encode(), http, shelf, self._troubles)
        server.metrics.registry.register(IngestCollector(self.listener, self.broadcasts))
        server.metrics.registry.register(RecordingCollector(archive.store))
        server.app.add_routes(PictureRoutes(self.workshop, archive, secret.encode()).routes())
        if self._link is not None:
            commands = Commands(self.broadcasts, self.workshop, self._status)
            server.app.add_routes(Control(secret, commands.handlers()).routes())
        return server

    async def _expire(self) -> None:
        """Once an hour, for operators who keep recordings for some days only."""
        keep_s = self._settings.keep_recordings_days * 86_400
        while keep_s:
            await self.archive.expire(keep_s)
            await asyncio.sleep(3_600)

    def _status(self) -> ServerStatus:
        store = self.archive.store
        space = store.space()
        return ServerStatus(
            version=__version__,
            started_at=self._started_at,
            streams=len(self.streams),
            publishers=self.broadcasts.publishing,
            viewers=sum(stream.viewers.count() for stream in self.streams.values()),
            recordings=store.writing,
            lag_s=self._lag.worst_s,
            disk_free=space.free_bytes if space else 0,
            disk_total=space.total_bytes if space else 0,
            disk_reserve=store.settings.refuse_below_bytes,
            refusing=store.refusal() is not None,
            recording_failures=store.failures,
        )

    def _troubles(self) -> Mapping[str, str]:
        refusal = self.archive.store.refusal()
        return {"disk": refusal} if refusal else {}


def _limits(settings: Settings) -> IngestLimits:
    return IngestLimits(
        connections=settings.connections,
        connections_per_address=settings.connections_per_address,
        handshake_s=settings.handshake_s,
        silence_s=settings.silence_s,
        media_message_bytes=settings.max_message,
        bitrate=settings.max_bitrate,
    )
