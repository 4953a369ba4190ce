"""Reflex's own configuration. What an operator chooses is in aethex_live/config.py."""

import reflex as rx

from aethex_live import config as settings_module
from aethex_live.frontend import OwnScripts, PaintFirst, SameOrigin

settings = settings_module.load()

config = rx.Config(
    app_name="aethex_live",
    frontend_port=settings.port,
    backend_port=settings.port,
    backend_host=settings.host,
    api_url=f"http://localhost:{settings.port}",
    deploy_url=settings.base_url,
    redis_url=settings.redis_url or None,
    state_manager_mode="redis" if settings.redis_url else "memory",
    cors_allowed_origins=[settings.base_url],
    trusted_proxy_hops=settings.trusted_proxies,
    default_color_mode="system",
    react_strict_mode=False,  # it rehearses in development that a page is left, and leaving a page leaves its rooms
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[SameOrigin(), PaintFirst(), OwnScripts()],
    frontend_compression_formats=["brotli", "gzip"],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
