"""While one works on the code, what the app does not have comes from the server of the pages."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from aethex_live.dev_pages import DevPages

OURS = Starlette(
    routes=[Route("/images/{name}", lambda _: PlainTextResponse("ours", headers={"X-From": "app"}))]
)


def of_vite(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/away":
        raise httpx.ConnectError("nobody listens")
    told = {
        "target": str(request.url),
        "host": request.headers["host"],
        "cookie": request.headers.get("cookie"),
    }

    async def body() -> AsyncIterator[bytes]:
        yield json.dumps(told).encode()

    return httpx.Response(200, content=body(), headers={"X-From": "vite"})


@pytest.fixture
async def web():
    app = DevPages(OURS, "http://localhost:3001", httpx.MockTransport(of_vite))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://localhost:3000"
    ) as client:
        yield client


async def test_pages_come_from_there_and_the_rest_from_the_app(web):
    assert (await web.get("/images/a")).headers["x-from"] == "app"
    page = await web.get("/streams/a%20b?t=1", headers={"Cookie": "session=1"})
    assert page.headers["x-from"] == "vite"
    assert page.json() == {
        "target": "http://localhost:3001/streams/a%20b?t=1",
        "host": "localhost:3001",
        "cookie": "session=1",
    }


async def test_what_is_for_the_app_alone_stays_there(web):
    assert (await web.get("/api/v1/none")).status_code == 404
    assert (await web.post("/streams/a")).status_code == 404


async def test_pages_that_are_still_being_built_say_so(web):
    answer = await web.get("/away")
    assert answer.status_code == 503 and "in a moment" in answer.text
