"""What strangers point at is fetched, and never from where only this machine can go."""

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest

from aethex_live.integrations.egress import MOST_REDIRECTS, Egress
from aethex_live.services.ports import FetchFailed


@asynccontextmanager
async def server(answer: bytes):
    """Answers every request so; gives its port and what it was asked."""
    asked: list[bytes] = []

    async def serve(reader, writer):
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        writer.close()

    running = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with running:
        yield running.sockets[0].getsockname()[1], asked


def page(body: bytes, head: str = "200 OK", *more: str) -> bytes:
    lines = [f"HTTP/1.1 {head}", f"Content-Length: {len(body)}", "Connection: close", *more, "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.fixture
async def anywhere():
    egress = Egress(allow_private=True)
    yield egress
    await egress.close()


@pytest.fixture
async def guarded():
    egress = Egress()
    yield egress
    await egress.close()


async def test_what_is_there_is_fetched_under_the_name_that_was_asked_for(anywhere):
    async with server(page(b"hello", "200 OK", "Content-Type: text/plain")) as (port, asked):
        fetched = await anywhere.get(f"http://localhost:{port}/a?b=c", most=100)
    assert (fetched.body, fetched.content_type) == (b"hello", "text/plain")
    assert asked[0].startswith(b"GET /a?b=c ") and f"Host: localhost:{port}".encode() in asked[0]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "169.254.169.254", "[::ffff:127.0.0.1]"]
)
async def test_private_networks_are_out_of_reach(guarded, host):
    async with server(page(b"secret")) as (port, asked):
        with pytest.raises(FetchFailed):
            await guarded.get(f"http://{host}:{port}/", most=100)
    assert asked == []


async def test_a_name_with_one_private_address_among_public_ones_is_refused(guarded, monkeypatch):
    async def looked_up(self, host, port, **_):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in ("93.184.216.34", "10.0.0.1")
        ]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", looked_up)
    with pytest.raises(FetchFailed, match="private"):
        await guarded.get("http://rebinding.example.test/", most=100)


async def test_redirects_pass_the_same_way_and_come_to_an_end(anywhere, guarded):
    async with server(page(b"", "302 Found", "Location: /again")) as (port, asked):
        with pytest.raises(FetchFailed, match="on and on"):
            await anywhere.get(f"http://localhost:{port}/", most=100)
    assert len(asked) == MOST_REDIRECTS + 1
    async with server(page(b"", "302 Found", "Location: file:///etc/passwd")) as (port, _):
        with pytest.raises(FetchFailed, match="http"):
            await anywhere.get(f"http://localhost:{port}/", most=100)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(b"x" * 101), "too much"),
        (page(b"", "404 Not Found"), "404"),
        (b"nonsense\r\n\r\n", "does not answer"),
    ],
)
async def test_what_cannot_be_used_is_told(anywhere, answer, words):
    async with server(answer) as (port, _):
        with pytest.raises(FetchFailed, match=words):
            await anywhere.get(f"http://localhost:{port}/", most=100)


@pytest.mark.parametrize(
    "url", ["ftp://example.test/", "http://", "http://[broken/", "http://no-such-host.invalid/"]
)
async def test_addresses_that_lead_nowhere_are_refused(guarded, url):
    with pytest.raises(FetchFailed):
        await guarded.get(url, most=100)
