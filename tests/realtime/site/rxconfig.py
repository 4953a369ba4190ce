"""A Reflex app of one room, for tests and benchmarks of live rooms."""

import os

import reflex as rx

REDIS_URL = os.environ.get("REDIS_URL")

config = rx.Config(
    app_name="ticker",
    redis_url=REDIS_URL,
    state_manager_mode="redis" if REDIS_URL else "memory",
    cors_allowed_origins=["http://ticker.test"],
    telemetry_enabled=False,
    show_built_with_reflex=False,
    disable_plugins=[rx.plugins.SitemapPlugin],
)
