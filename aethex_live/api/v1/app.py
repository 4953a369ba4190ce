"""The public REST API under /api/v1: one FastAPI app behind one door, described at /api/v1/openapi.json."""

from functools import cache
from typing import Any

from fastapi import FastAPI

from aethex_live import __version__
from aethex_live.api import errors
from aethex_live.api.v1 import (
    access_token,
    audit,
    block,
    category,
    channel,
    channel_admin,
    chat,
    discord,
    discover,
    external_source,
    follow,
    health,
    image,
    job,
    log_in,
    me,
    moderation,
    notification,
    profile,
    push,
    report,
    schedule,
    search,
    session,
    simulcast,
    site_setting,
    stats,
    stream,
    stream_key,
    user_admin,
    user_settings,
)
from aethex_live.api.v1.shapes import PROBLEM_SCHEMAS

PATH = "/api/v1"
DESCRIPTION = """\
Whatever can be done on the pages can be done here, by the same rules.

**Who you are.** Send a personal access token as `Authorization: Bearer aethex_pat_...`; make one in your
settings. Pages of this site may use their session cookie. What is public needs neither.

**Logging in**, registering, and whatever gives a browser another cookie is under `/auth`: POST with JSON, for
instance `/auth/log-in` with `identifier` and `password`.

**Errors** always have the form `{"error": true, "code", "message", "status"}`; `code` is stable.

**Lists** come in pages: `?page=1&limit=20` gives `{"data", "total", "page", "limit", "hasMore"}`.

**Limits**: 100 requests a minute for a network, 300 for a person. `RateLimit` (remaining `r`, seconds `t`)
and the `X-RateLimit-*` headers say where you stand; after a 429, wait as long as `Retry-After` says.
"""
# A request is compared with one route after another: what is asked for most comes first.
ROUTERS = (
    stream.router,
    channel.router,
    chat.router,
    category.router,
    discover.router,
    search.router,
    schedule.router,
    profile.router,
    follow.router,
    stats.router,
    me.router,
    channel.mine,
    stream.mine,
    stream.reports,
    schedule.desk,
    schedule.entries,
    schedule.reminders,
    simulcast.router,
    external_source.router,
    discord.router,
    stream_key.router,
    image.router,
    profile.mine,
    follow.mine,
    notification.router,
    push.router,
    user_settings.router,
    session.router,
    moderation.mine,
    block.router,
    moderation.router,
    report.router,
    log_in.router,
    access_token.router,
    site_setting.router,
    user_admin.router,
    channel_admin.router,
    category.staff,
    site_setting.staff,
    audit.router,
    job.router,
    health.router,
)
# The order of reading.
TAGS = (
    "you",
    "your log-in",
    "access tokens",
    "your channels",
    "stream keys",
    "images",
    "streams",
    "schedule",
    "channels",
    "chat",
    "moderation",
    "reports",
    "search",
    "discover",
)
TAGS += ("people", "categories", "site", "administration")


class Api(FastAPI):
    """An app whose OpenAPI document has what the descriptions of errors refer to."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        document["components"]["schemas"] |= PROBLEM_SCHEMAS
        return document


@cache
def create(site: str) -> FastAPI:
    """Put the routers of the API of this site together. Nobody may reach them but through a door."""
    app = Api(
        title=f"{site} API",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        openapi_tags=[{"name": tag} for tag in TAGS],
        servers=[{"url": PATH}],
        root_path_in_servers=False,
        separate_input_output_schemas=False,
    )
    errors.install(app)
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    return app
