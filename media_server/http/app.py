"""The aiohttp application: who answers which path. Further routes may be added before it starts."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.http import HttpProcessingError

from .desk import LiveDesk
from .fast_lane import IDLE_S, FastLaneRunner
from .live import LiveStreams
from .live_routes import LiveRoutes
from .metrics import MetricsPage
from .recordings import RecordingRoutes, Shelf
from .settings import HttpSettings
from .status import Health, StatusRoutes

STATIC = Path(__file__).parent / "static"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; "
    "worker-src blob:; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class HttpServer:
    """The application and the parts of it that others feed."""

    app: web.Application
    streams: LiveStreams
    metrics: MetricsPage
    desk: LiveDesk
    settings: HttpSettings


def build(
    streams: LiveStreams,
    grant_secret: bytes,
    settings: HttpSettings | None = None,
    shelf: Shelf | None = None,
    health: Health = dict[str, str],
) -> HttpServer:
    settings = settings or HttpSettings()
    desk = LiveDesk(streams, settings, grant_secret)
    metrics = MetricsPage(streams, desk.waiting)
    status = StatusRoutes(streams, health)
    app = web.Application(client_max_size=64 * 1024)
    app.router.add_route("*", "/live/{rest:.+}", LiveRoutes(desk, settings).handle)
    if shelf is not None:
        app.router.add_route("*", "/recordings/{rest:.+}", RecordingRoutes(shelf, grant_secret).handle)
    app.router.add_get("/healthz", status.healthz)
    app.router.add_get("/metrics", metrics.handle)
    if settings.player_page:
        app.router.add_get("/api/streams", status.streams)
        _add_player(app)
    return HttpServer(app, streams, metrics, desk, settings)


def _add_player(app: web.Application) -> None:
    files: Mapping[str, str] = {
        "/": "player.html",
        "/player/player.css": "player.css",
        "/player/player.js": "player.js",
        "/player/ll-controller.js": "ll-controller.js",
        "/player/hls.light.min.js": "hls.light.min.js",
    }
    for path, name in files.items():
        app.router.add_get(path, _file(STATIC / name))


def _file(path: Path) -> Callable[[web.Request], Awaitable[web.FileResponse]]:
    async def handle(request: web.Request) -> web.FileResponse:
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if path.suffix == ".html":
            headers["Content-Security-Policy"] = PAGE_POLICY
        return web.FileResponse(path, headers=headers)

    return handle


class _NoTracebacks(logging.Filter):
    """A request that cannot be read is answered with 400; a traceback for each would fill the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def runner(server: HttpServer) -> web.AppRunner:
    """How to run it. A handler ends with its connection, so that viewers who vanish leave nothing behind."""
    request_log = logging.getLogger("media_server.http.requests")
    request_log.addFilter(_NoTracebacks())
    return FastLaneRunner(
        server.app,
        server.desk,
        server.settings,
        logger=request_log,
        access_log=None,  # a line a part and viewer is of no use, and a private stream's URL holds its grant
        handler_cancellation=True,
        shutdown_timeout=5.0,
        keepalive_timeout=IDLE_S,
    )
