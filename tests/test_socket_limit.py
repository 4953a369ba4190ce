"""So many pages and no more: in all, and for one network; who leaves makes room."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from aethex_live.config import Settings
from aethex_live.socket_limit import FULL, FULL_FOR_NETWORK, SocketLimit
from aethex_live.web_server import configuration

PATIENCE = 30.0


async def wait(socket: WebSocket) -> None:
    await socket.accept()
    async for _ in socket.iter_text():
        pass


@pytest_asyncio.fixture(loop_scope="session")
async def address() -> AsyncIterator[str]:
    settings = Settings(most_pages=3, most_pages_per_network=2, trusted_proxies=1)
    app = SocketLimit(Starlette(routes=[WebSocketRoute("/", wait)]), settings)
    server = uvicorn.Server(configuration(app, port=0, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    yield f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    await serving


def page(address: str, network: str) -> connect:
    return connect(address, additional_headers={"X-Forwarded-For": network})


async def refusal(address: str, network: str) -> tuple[int, str]:
    with pytest.raises(InvalidStatus) as refused:
        async with page(address, network):
            pass
    answer = refused.value.response
    assert answer.headers["Retry-After"] == "60"
    return answer.status_code, answer.body.decode()


async def test_a_network_may_not_open_everything(address):
    async with page(address, "192.0.2.1"), page(address, "192.0.2.1"):
        assert await refusal(address, "192.0.2.1") == (429, FULL_FOR_NETWORK)
        async with page(address, "2001:db8::1"):
            assert await refusal(address, "192.0.2.9") == (503, FULL)


async def test_who_leaves_makes_room(address):
    async with AsyncExitStack() as pages:
        for _ in range(2):
            await pages.enter_async_context(page(address, "192.0.2.1"))
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with page(address, "192.0.2.1"), page(address, "192.0.2.1"):
                    return
            except InvalidStatus:
                await asyncio.sleep(0.05)
