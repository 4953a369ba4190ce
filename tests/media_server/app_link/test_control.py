"""Commands of the app: signed, idempotent, refused with a reason."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from media_server import contract
from media_server.app_link import control
from media_server.app_link.control import CommandRefusedError, Control
from media_server.contract import Envelope, Interrupted, Kick, ListStreams
from tests.media_server.app_link.fake_app import SECRET


class Bench:
    def __init__(self, url: str, session: ClientSession) -> None:
        self.kicked: list[str] = []
        self._url, self._session = url, session

    async def kick(self, command: Kick) -> dict:
        if command.stream == "nobody":
            raise CommandRefusedError("There is no such stream.")
        if command.stream == "broken":
            raise RuntimeError
        self.kicked.append(command.stream)
        return {"kicked": command.stream}

    async def post(
        self, body: bytes | AsyncIterator[bytes], secret: str = SECRET, at: float | None = None
    ) -> tuple[int, dict]:
        signed = body if isinstance(body, bytes) else b""
        headers = contract.sign(secret.encode(), signed, time.time() if at is None else at)
        async with self._session.post(self._url, data=body, headers=headers) as response:
            return response.status, await response.json()

    async def order(self, command, identity: str = "one") -> tuple[int, dict]:
        return await self.post(contract.encode(Envelope(command, "app", id=identity)))


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    async with ClientSession() as session:
        one = Bench("", session)
        app = web.Application(client_max_size=64 * 1024)
        app.add_routes(Control(SECRET, {Kick: one.kick}).routes())
        runner = web.AppRunner(app, lingering_time=0.0)  # over a body that does not come
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        one._url = f"http://127.0.0.1:{runner.addresses[0][1]}/control"
        try:
            yield one
        finally:
            await runner.cleanup()


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(control, "BODY_S", 0.0)
    never = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b"{"
        await never.wait()

    async with bench() as b:
        assert (await b.post(body()))[0] == 408


async def test_a_command_is_carried_out_once_however_often_it_is_sent():
    async with bench() as b:
        for _ in range(3):
            assert await b.order(Kick("alpha", "why")) == (200, {"kicked": "alpha"})
        assert b.kicked == ["alpha"]
        await b.order(Kick("alpha", "why"), "two")
        assert b.kicked == ["alpha", "alpha"]


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (Kick("nobody", ""), 409),
        (Kick("broken", ""), 500),
        (ListStreams(), 400),
        (Interrupted("alpha", "b", 0.0, 0.0), 400),
    ],
)
async def test_what_cannot_be_carried_out_says_why(command, status):
    async with bench() as b:
        answered, document = await b.order(command)
        assert answered == status and document["error"]


async def test_nobody_else_can_order_anything():
    body = contract.encode(Envelope(Kick("alpha", ""), "app"))
    async with bench() as b:
        assert (await b.post(body, secret="another secret entirely"))[0] == 401
        assert (await b.post(body, at=time.time() - 3_600))[0] == 401
        assert (await b.post(body, at=time.time() + 3_600))[0] == 401
        assert (await b.post(b"nonsense"))[0] == 400
        assert b.kicked == []
        async with b._session.post(b._url, data=body) as response:
            assert response.status == 401
        async with b._session.post(b._url, data=bytes(100_000)) as response:
            assert response.status == 413
