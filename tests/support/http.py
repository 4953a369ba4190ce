"""The app's HTTP as a client sees it, without a socket: requests run in the test's own event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import httpx
from fastapi import FastAPI

from aethex_live.api import root
from aethex_live.config import Settings
from aethex_live.data.models.user import User
from aethex_live.domain.access_token import Scope
from aethex_live.domain.rate_limit import Policy, Standing
from aethex_live.domain.session import COOKIE
from aethex_live.realtime.rate_limiter import RateLimiter
from aethex_live.services import access_token, session
from aethex_live.services.context import Actor, Context


class NoLimit:
    """A rate limiter that lets everything pass."""

    async def take(self, policy: Policy, key: str) -> Standing:
        return Standing(policy, True, policy.quota, 60)


@cache
def app_of(settings: Settings) -> FastAPI:
    """The app, made once for all tests with the same settings: working out its routes takes half a second."""
    return root.create(settings, NoLimit())


@asynccontextmanager
async def client(
    context: Context, address: str = "127.0.0.1", limiter: RateLimiter | None = None, **options
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of our HTTP that comes from `address`; errors that nobody expected answer 500.

    Without a `limiter`, requests are not counted.
    """
    app = root.create(context.settings, limiter) if limiter else app_of(context.settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 50000))
    async with httpx.AsyncClient(
        transport=transport, base_url=context.settings.base_url, verify=False, **options
    ) as made:
        yield made


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
