"""The web server serves who behaves, and hangs up on who holds a connection for nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect

from aethex_live.patient_http import PatientHttp
from aethex_live.web_server import LARGEST_MESSAGE, configuration

PATIENCE = 30.0
POST = b"POST /size HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n"
GET = b"GET /size HTTP/1.1\r\nHost: test\r\n\r\n"


class Hurried(PatientHttp):
    head_seconds = body_seconds = read_seconds = 0.3
    smallest_share = 1000


async def size(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def unread(request: Request) -> PlainTextResponse:
    return PlainTextResponse("no", 403)


async def plenty(request: Request) -> PlainTextResponse:
    return PlainTextResponse("x" * 50_000_000)


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(text)


METHODS = ["GET", "POST"]
APP = Starlette(
    routes=[
        Route("/size", size, methods=METHODS),
        Route("/unread", unread, methods=METHODS),
        Route("/plenty", plenty),
        WebSocketRoute("/echo", echo),
    ]
)


@pytest_asyncio.fixture(loop_scope="session")
async def port(request: pytest.FixtureRequest) -> AsyncIterator[int]:
    made = configuration(APP, port=0, lifespan="off")
    made.http = getattr(request, "param", PatientHttp)
    server = uvicorn.Server(made)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


hurried = pytest.mark.parametrize("port", [Hurried], indirect=True)


@asynccontextmanager
async def line(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(PATIENCE):
            yield reader, writer
    finally:
        writer.close()


async def trickle(writer: asyncio.StreamWriter, drops: bytes) -> None:
    """Send a byte at a time until nobody takes any more."""
    try:
        while True:
            for drop in drops:
                writer.write(bytes([drop]))
                await writer.drain()
                await asyncio.sleep(0.02)
    except ConnectionError:
        pass


async def answer(reader: asyncio.StreamReader) -> bytes:
    """What came until the other side hung up."""
    received = b""
    try:
        while piece := await reader.read(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received


@hurried
async def test_who_says_nothing_is_hung_up_on(port):
    async with line(port) as (reader, _):
        assert await answer(reader) == b""


@hurried
@pytest.mark.parametrize("before", [b"", GET], ids=["first", "second"])
async def test_a_head_that_trickles_is_given_up(port, before):
    async with line(port) as (reader, writer):
        writer.write(before + b"GET /size HTTP/1.1\r\n")
        sending = asyncio.create_task(trickle(writer, b"X-More: yes\r\n"))
        assert (await answer(reader)).count(b"HTTP/1.1 408 ") == 1
        await sending


@hurried
async def test_a_body_that_trickles_is_given_up(port):
    async with line(port) as (reader, writer):
        writer.write(POST % 1_000_000)
        sending = asyncio.create_task(trickle(writer, b"x"))
        assert (await answer(reader)).startswith(b"HTTP/1.1 408 ")
        await sending


@hurried
async def test_a_body_that_nobody_reads_does_not_trickle_on_either(port):
    async with line(port) as (reader, writer):
        writer.write((POST % 1_000_000).replace(b"/size", b"/unread"))
        sending = asyncio.create_task(trickle(writer, b"x"))
        assert (await answer(reader)).startswith(b"HTTP/1.1 403 ")
        await sending


class Alarms:
    """A loop on which time stands still: alarms ring when the test says so."""

    def __init__(self):
        self.set: list = []

    def __getattr__(self, name: str):
        return getattr(asyncio.get_running_loop(), name)

    def call_later(self, seconds: float, callback) -> asyncio.TimerHandle:
        handle = asyncio.get_running_loop().call_later(3600, callback)
        self.set.append((handle, callback))
        return handle

    def ring(self) -> None:
        handle, callback = self.set.pop()
        assert not handle.cancelled()
        callback()


class Wire(asyncio.Transport):
    closed = False

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def write(self, data: bytes) -> None:
        pass

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def test_a_body_that_keeps_coming_may_take_its_time():
    made = configuration(APP, port=0, lifespan="off")
    alarms, wire = Alarms(), Wire()
    protocol = PatientHttp(made, uvicorn.server.ServerState(), {}, _loop=alarms)
    protocol.connection_made(wire)
    share = PatientHttp.smallest_share
    protocol.data_received(POST % (share * 10))
    for _ in range(5):
        protocol.data_received(b"x" * share)
        await asyncio.sleep(0)  # the app takes it
        alarms.ring()
        assert not wire.closed
    protocol.data_received(b"x" * (share // 2))
    await asyncio.sleep(0)
    alarms.ring()
    assert wire.closed
    protocol.connection_lost(None)


@hurried
async def test_who_does_not_read_the_answer_is_hung_up_on(port):
    async with line(port) as (reader, writer):
        writer.write(GET.replace(b"size", b"plenty"))
        await asyncio.sleep(Hurried.read_seconds * 4)
        assert len(await answer(reader)) < 50_000_000


async def test_a_head_without_end_is_refused(port):
    async with line(port) as (reader, writer):
        writer.write(b"GET /size HTTP/1.1\r\n")
        for _ in range(5):
            writer.write(b"X-More: " + b"x" * 20_000 + b"\r\n")
            await asyncio.sleep(0.01)
        assert (await answer(reader)).startswith(b"HTTP/1.1 431 ")


async def test_a_connection_serves_one_request_after_another(port):
    async with line(port) as (reader, writer):
        for length in (0, 5, 500_000):
            writer.write((POST % length) + b"x" * length)
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
            assert (await reader.readexactly(len(str(length)))).decode() == str(length)


@pytest.mark.parametrize("rubbish", [b"\x00\x01\x02\r\n\r\n", b"HELO mail\r\n\r\n", b"\x16\x03\x01\x02\x00"])
async def test_what_is_not_http_is_told_so(port, rubbish):
    async with line(port) as (reader, writer):
        writer.write(rubbish)
        assert (await answer(reader)).startswith(b"HTTP/1.1 400 ")


@hurried
async def test_websockets_live_as_long_as_they_like(port):
    async with connect(f"ws://127.0.0.1:{port}/echo") as socket:
        await asyncio.sleep(Hurried.head_seconds * 2)
        await socket.send("still here")
        assert await socket.recv() == "still here"
        assert socket.protocol.extensions == []


async def test_a_message_that_is_too_large_ends_its_websocket(port):
    async with connect(f"ws://127.0.0.1:{port}/echo") as socket:
        await socket.send("x" * (LARGEST_MESSAGE + 1))
        await asyncio.wait_for(socket.wait_closed(), PATIENCE)
        assert socket.close_code == 1009
