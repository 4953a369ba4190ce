"""A browser as far as HTTP goes: keeps cookies, tells where it comes from, follows nothing by itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import httpx
from fastapi import FastAPI

from aethex_live.api import auth, errors

ORIGIN = "http://localhost:3000"


@cache
def auth_app() -> FastAPI:
    """The /auth routes by themselves."""
    app = FastAPI()
    errors.install(app)
    app.include_router(auth.router())
    return app


@asynccontextmanager
async def browser(**headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A fresh browser with our page open."""
    transport = httpx.ASGITransport(auth_app(), raise_app_exceptions=False, client=("192.0.2.1", 5000))
    sent = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Accept": "application/json", **headers}
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=sent) as client:
        yield client
