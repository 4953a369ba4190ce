"""The app's HTTP as a client sees it, without a socket: requests run in the test's own event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from aethex_live.api import discovery, errors, page_head, root
from aethex_live.api.observe import Observe
from aethex_live.api.security_headers import SecurityHeaders
from aethex_live.config import Settings
from aethex_live.data.models.user import User
from aethex_live.domain.access_token import Scope
from aethex_live.domain.rate_limit import Policy, Standing
from aethex_live.domain.session import COOKIE
from aethex_live.realtime.rate_limiter import RateLimiter
from aethex_live.services import access_token, session
from aethex_live.services.context import Actor, Context


class Limits:
    """A rate limiter that lets everything pass, or asks the one that a test has brought."""

    def __init__(self) -> None:
        self.brought: RateLimiter | None = None

    async def take(self, policy: Policy, key: str) -> Standing:
        if self.brought is not None:
            return await self.brought.take(policy, key)
        return Standing(policy, True, policy.quota, 60)


LIMITS = Limits()


@cache
def app_of(settings: Settings) -> FastAPI:
    """The app, made once for all tests with the same settings."""
    return root.create(settings, LIMITS)


def app_with_pages(settings: Settings, built: Path) -> FastAPI:
    """The app and the pages in `built`; what keeps its answers for a moment is made anew."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    errors.install(app)
    app.add_middleware(Observe, headers=SecurityHeaders(settings))
    app.include_router(discovery.router(settings))
    app.include_router(page_head.router(settings, built))
    app.mount("/", app_of(settings))
    return app


@asynccontextmanager
async def client(
    context: Context, address: str = "127.0.0.1", limiter: RateLimiter | None = None, **options
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of our HTTP that comes from `address`; errors that nobody expected answer 500.

    Without a `limiter`, requests are not counted.
    """
    transport = httpx.ASGITransport(
        app_of(context.settings), raise_app_exceptions=False, client=(address, 50000)
    )
    before, LIMITS.brought = LIMITS.brought, limiter
    try:
        async with httpx.AsyncClient(
            transport=transport, base_url=context.settings.base_url, verify=False, **options
        ) as made:
            yield made
    finally:
        LIMITS.brought = before


async def described(web: httpx.AsyncClient) -> dict[str, Any]:
    """Our OpenAPI document."""
    return (await web.get("/api/v1/openapi.json")).json()


async def cookie_of(context: Context, user: User) -> dict[str, str]:
    """The headers of a browser in which `user` is logged in."""
    async with context.transaction() as uow:
        token = await session.open_session(context, uow, Actor(network="127.0.0.1"), user, "a browser")
    return {"Cookie": f"{COOKIE}={token}"}


async def in_person(context: Context, user: User) -> Actor:
    """`user` at a browser, logged in a moment ago."""
    browser = await cookie_of(context, user)
    return await session.actor_from_cookie(context, browser["Cookie"], "127.0.0.1")


async def token_of(context: Context, user: User, *scopes: Scope) -> dict[str, str]:
    """The headers of a program with a token of `user`."""
    made = await access_token.create(context, await in_person(context, user), "a program", scopes, days=30)
    return {"Authorization": f"Bearer {made.secret}"}
