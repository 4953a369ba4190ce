"""Our HTTP beside the pages: one FastAPI app that owns every address that is not a page."""

from pathlib import Path

from fastapi import FastAPI
from redis.asyncio import Redis

from aethex_live import __version__, config
from aethex_live.api import (
    auth,
    calendars,
    discovery,
    docs,
    errors,
    external,
    feeds,
    health,
    images,
    manifest,
    media_hooks,
    metrics,
    page_head,
    unsubscribe,
    viewing,
)
from aethex_live.api.observe import Observe
from aethex_live.api.renamed_pages import RenamedPages
from aethex_live.api.security_headers import SecurityHeaders
from aethex_live.api.v1 import app as v1
from aethex_live.api.v1.door import Door
from aethex_live.config import Settings
from aethex_live.realtime.rate_limiter import MemoryLimiter, RateLimiter, RedisLimiter


def create(
    settings: Settings | None = None, limiter: RateLimiter | None = None, built: Path | None = None
) -> FastAPI:
    """Put the routers together. `limiter` counts the requests to the API, as the settings say by default.

    `built` is the folder of the built pages, for those whose head is filled here.
    """
    settings = settings or config.load()
    root = FastAPI(title="AeThex LIVE", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    errors.install(root)
    root.add_middleware(Observe, headers=SecurityHeaders(settings))
    limiter = limiter or _limiter(settings)
    api = v1.create(settings.site_name)
    # First: a request is compared with one route after another.
    root.mount(v1.PATH, Door(api, settings, limiter))
    root.include_router(health.router)
    root.include_router(metrics.router)
    root.include_router(media_hooks.router)
    root.include_router(viewing.router(settings, limiter))
    root.include_router(external.router)
    root.include_router(auth.router())
    root.include_router(images.router)
    root.include_router(feeds.router)
    root.include_router(unsubscribe.router)
    root.include_router(calendars.router)
    root.include_router(docs.router(api))
    root.include_router(discovery.router(settings))
    root.include_router(manifest.router())
    if built is not None:
        root.include_router(page_head.router(settings, built))
        root.router.routes.append(RenamedPages(built))
    return root


def _limiter(settings: Settings) -> RateLimiter:
    return RedisLimiter(Redis.from_url(settings.redis_url)) if settings.redis_url else MemoryLimiter()
