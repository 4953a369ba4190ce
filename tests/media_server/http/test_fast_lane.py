"""The fast lane: HTTP as players speak it, as nobody should speak it, and the way over to aiohttp."""

import asyncio
import contextlib
import re
import socket
from ipaddress import ip_network
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.http import fast_lane
from media_server.http.desk import Ask
from media_server.http.request_head import parse_head
from media_server.http.settings import HttpSettings
from tests.media_server.http.serving import Channel, Served, served, until

HEAD = b"GET /live/show/source/index.m3u8 HTTP/1.1\r\nHost: x\r\n"


async def converse(site: Served, *sent: bytes, pause_s: float = 0.0, answers: int = 1) -> bytes:
    """Sends, and gives what comes back: so many whole answers, or all until the server hangs up."""
    target = urlsplit(site.url)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    for data in sent:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(pause_s)
    answer = b""
    async with asyncio.timeout(60):
        while len(bodies(answer)) < answers and (data := await reader.read(1 << 20)):
            answer += data
    writer.close()
    return answer


def bodies(answer: bytes) -> list[bytes]:
    """Of the answers that are whole."""
    found = []
    while (end := answer.find(b"\r\n\r\n") + 4) > 3:
        length = re.search(rb"\r\nContent-Length: (\d+)\r\n", answer[:end], re.IGNORECASE)
        stop = end + int(length[1]) if length else end
        if stop > len(answer):
            break
        found.append(answer[end:stop])
        answer = answer[stop:]
    return found


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+) [A-Z]", answer)]


async def test_pipelined_requests_are_answered_in_their_order(site: Served, show: Channel) -> None:
    prefix = show.timeline.prefix.encode()
    requests = b"".join(
        b"GET /live/show/source/%s HTTP/1.1\r\nHost: x\r\n\r\n" % name
        for name in (prefix + b"-i0.mp4", b"index.m3u8", prefix + b"-p9.9.m4s", b"index.m3u8?_HLS_part=1")
    )
    answer = await converse(site, requests, answers=4)
    assert statuses(answer) == [200, 200, 404, 400]
    assert answer.index(b"ftyp") < answer.index(b"#EXTM3U") < answer.index(b"no such file")


async def test_a_request_may_come_byte_by_byte(site: Served, show: Channel) -> None:
    request = HEAD + b"\r\n"
    answer = await converse(site, *(request[i : i + 1] for i in range(len(request))))
    assert statuses(answer) == [200] and b"#EXTM3U" in answer


async def test_a_connection_that_asks_for_something_else_is_handed_over(site: Served, show: Channel) -> None:
    health = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    playlist = HEAD + b"\r\n"
    answer = await converse(
        site,
        *(playlist, health, playlist, b"POST /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
        pause_s=0.05,
        answers=4,
    )
    assert statuses(answer) == [200, 200, 200, 405]
    assert answer.count(b"#EXTM3U") == 2 and b'"status": "ok"' in answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"HEAD /live/show/source/index.m3u8 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /live/show/source/index.m3u8 HTTP/1.0\r\n\r\n",
        HEAD + b"Connection: close\r\n\r\n",
        HEAD + b"Content-Length: 3\r\n\r\nabc",
        b"GET /live/show/source/%69ndex.m3u8 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
async def test_unusual_requests_are_answered_by_aiohttp(
    site: Served, show: Channel, request_bytes: bytes
) -> None:
    answer = await converse(site, request_bytes)
    assert re.match(rb"HTTP/1\.[01] 200", answer) and b"Server: Python" in answer


async def test_both_ways_give_the_same_answer(site: Served, show: Channel) -> None:
    def split(answer: bytes) -> tuple[set[bytes], bytes]:
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = {
            line for line in head.split(b"\r\n") if not line.startswith((b"Date", b"Server", b"Connection"))
        }
        return lines, body

    prefix = show.timeline.prefix.encode()
    for name in (
        b"index.m3u8",
        b"plain.m3u8",
        prefix + b"-s1.m4s",
        prefix + b"-p1.1.m4s",
        b"x",
        b"index.m3u8?_HLS_msn=x",
    ):
        head = b"GET /live/show/source/%s HTTP/1.1\r\nHost: x\r\n" % name
        fast = await converse(site, head + b"\r\n")
        slow = await converse(site, head + b"Connection: close\r\n\r\n")
        assert split(fast) == split(slow)


async def test_a_flood_of_requests_without_reading_holds_little_memory(site: Served, show: Channel) -> None:
    part = show.timeline.segments[0].parts[0]
    big = type(part)(part.msn, part.index, 0, part.start_s, part.duration_s, True, False, bytes(200_000))
    show.timeline.segments[0].parts[0] = big
    request = b"GET /live/show/source/%s-p0.0.m4s HTTP/1.1\r\nHost: x\r\n\r\n" % show.timeline.prefix.encode()
    target = urlsplit(site.url)
    _, writer = await asyncio.open_connection(target.hostname, target.port, limit=1)
    writer.write(request * 300)
    await asyncio.sleep(0.3)
    lane = next(iter(_lane(site).connections))
    assert lane._transport.get_write_buffer_size() < 500_000
    writer.write(request * 600)
    await until(lambda: not _lane(site).connections)
    writer.close()


def _lane(site: Served) -> fast_lane.Lane:
    return site.runner.server


async def test_connections_that_say_nothing_are_closed(
    site: Served, show: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_lane, "IDLE_S", 0.0)
    monkeypatch.setattr(fast_lane, "HEAD_S", 0.0)
    target = urlsplit(site.url)
    silent, slow, other = (socket.create_connection((target.hostname, target.port)) for _ in range(3))
    slow.sendall(HEAD)
    other.sendall(b"\r\n\r\npost /control HTTP/1.1\r\nHost: x\r\n")
    await until(lambda: len(_lane(site).connections) == 3)
    _lane(site)._sweep()
    await until(lambda: not _lane(site).connections)
    for connection in (silent, slow, other):
        connection.settimeout(30)
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.to_thread(connection.recv, 1) == b""
        connection.close()


async def test_a_head_without_end_is_turned_away(site: Served, show: Channel) -> None:
    answer = await converse(site, HEAD + b"Cookie: " + b"x" * fast_lane.MAX_HEAD)
    assert statuses(answer) == [431]


async def test_what_is_no_http_is_told_so_at_once(site: Served, show: Channel) -> None:
    assert b" 400 " in await converse(site, b"\x03" + bytes(1536))


async def test_a_waiting_connection_is_not_silent(
    site: Served, show: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_lane, "IDLE_S", 0.0)
    msn, index = show.timeline.next_part
    waiting = asyncio.create_task(site.get(f"{show.base}/index.m3u8?_HLS_msn={msn}&_HLS_part={index}"))
    await until(lambda: len(site.server.desk.waiting) == 1)
    _lane(site)._sweep()
    show.advance()
    assert (await waiting)[0] == 200


async def test_viewers_behind_our_proxy_are_told_apart() -> None:
    async with served(HttpSettings(trusted_proxies=(ip_network("127.0.0.0/8"),))) as site:
        show = site.channel()
        show.advance_segments(2)
        for address in ("198.51.100.1", "198.51.100.2", "198.51.100.2"):
            await site.get(f"{show.base}/index.m3u8", headers={"X-Forwarded-For": address})
        assert show.stream.viewers.count() == 2


PATH = "/live/show/source/index.m3u8"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD + b"\r\n", Ask(PATH, "", "peer")),
        (HEAD + b"Accept-Encoding: br, gzip\r\n\r\n", Ask(PATH, "", "peer", "", True)),
        (HEAD + b"Accept-Encoding: gzip;q=0, br\r\n\r\n", Ask(PATH, "", "peer")),
        (HEAD + b"Accept-Encoding: gzip; q=0.5\r\n\r\n", Ask(PATH, "", "peer", "", True)),
        (HEAD + b"User-Agent: Some Player/1\r\n\r\n", Ask(PATH, "", "peer", "some player/1")),
        (HEAD + b"Connection: keep-alive\r\n\r\n", Ask(PATH, "", "peer")),
        (HEAD.replace(b".m3u8", b".m3u8?_HLS_msn=3&a=b") + b"\r\n", Ask(PATH, "_HLS_msn=3&a=b", "peer")),
        (HEAD + b"X-Forwarded-For: 203.0.113.7\r\n\r\n", Ask(PATH, "", "peer")),
        (HEAD + b"Connection: upgrade\r\n\r\n", None),
        (HEAD + b"Upgrade: websocket\r\n\r\n", None),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", None),
        (HEAD + b"transfer-encoding : chunked\r\n\r\n", None),
        (HEAD + b"Expect: 100-continue\r\n\r\n", None),
        (HEAD + b" folded: header\r\n\r\n", None),
        (HEAD + b"Nul: \x00\r\n\r\n", None),
        (HEAD + b"Line: a\nContent-Length: 5\r\n\r\n", None),
        (HEAD.replace(b"source", b"..") + b"\r\n", None),
        (HEAD.replace(b"source", b"a//b") + b"\r\n", None),
        (HEAD.replace(b"source", b"a%2fb") + b"\r\n", None),
        (HEAD.replace(b"GET ", b"get ") + b"\r\n", None),
        (HEAD.replace(b"GET /live", b"GET http://x/live") + b"\r\n", None),
        (HEAD.replace(b" HTTP/1.1", b"") + b"\r\n", None),
    ],
)  # fmt: skip
def test_only_plain_requests_are_for_the_fast_lane(head: bytes, expected: Ask | None) -> None:
    assert parse_head(head, "peer", ()) == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_none(junk: bytes) -> None:
    for head in (junk, HEAD + junk + b"\r\n\r\n"):
        ask = parse_head(head, "peer", ())
        assert ask is None or ask.path.startswith("/live/")


async def test_hundreds_of_pipelined_segments_are_no_recursion(site: Served, show: Channel) -> None:
    request = b"GET /live/show/source/%s-s0.m4s HTTP/1.1\r\nHost: x\r\n\r\n" % show.timeline.prefix.encode()
    count = 32_000 // len(request)
    size = show.timeline.segment(0).size
    target = urlsplit(site.url)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    writer.write(request * count)
    for _ in range(count):
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        await reader.readexactly(size)
    writer.close()
