"""What strangers, accidents and absent publishers do to playback (cases 16 to 25 of the fault list)."""

import asyncio
import socket
from functools import cache
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.http.desk import Ask, Hold, LiveDesk
from media_server.http.live import LiveRendition, LiveStream, LiveStreams
from media_server.http.settings import HttpSettings
from tests.media_server.http.serving import SECRET, Channel, Served, outputs, served, until
from tests.media_server.http.test_live import uris


@pytest.mark.parametrize(
    "query",
    ["_HLS_part=1", "_HLS_msn=99", "_HLS_msn=4&_HLS_part=99", "_HLS_msn=x", "_HLS_msn=-1", "_HLS_skip=maybe"],
)
async def test_requests_that_make_no_sense_are_refused_at_once(
    site: Served, show: Channel, query: str
) -> None:
    status, body, headers = await site.get(f"{show.base}/index.m3u8?{query}")
    assert status == 400 and body
    assert headers["Cache-Control"] == "no-store"


async def test_repeated_parameters_do_no_harm(site: Served, show: Channel) -> None:
    status, _, _ = await site.get(f"{show.base}/index.m3u8?_HLS_msn=1&_HLS_msn=99&_HLS_part=0&_HLS_part=7")
    assert status == 200


async def test_waiting_players_learn_of_the_end(site: Served, show: Channel) -> None:
    msn, index = show.timeline.next_part
    urls = [f"?_HLS_msn={msn}&_HLS_part={index}", f"?_HLS_msn={msn}", f"?_HLS_msn={msn + 1}&_HLS_part=0"]
    waiting = [asyncio.create_task(site.get(f"{show.base}/index.m3u8{query}")) for query in urls]
    hinted = asyncio.create_task(site.get(f"{show.base}/{show.timeline.prefix}-p{msn}.{index}.m4s"))
    await until(lambda: len(site.server.desk.waiting) == 4)
    show.stream.close()
    answers = await asyncio.gather(*waiting)
    assert [status for status, _, _ in answers] == [200, 200, 200]
    assert all(body.endswith(b"#EXT-X-ENDLIST\n") for _, body, _ in answers)
    assert (await hinted)[0] == 404


async def test_two_thousand_players_who_vanish_leave_nothing_behind() -> None:
    count = 2_000  # more than a process may usually have files
    async with served(HttpSettings(waiting_per_address=count)) as site:
        channel = site.channel()
        channel.advance_segments(2)
        msn, index = channel.timeline.next_part
        target = urlsplit(site.url)
        request = (
            f"GET {channel.base}/index.m3u8?_HLS_msn={msn}&_HLS_part={index} HTTP/1.1\r\nHost: x\r\n\r\n"
        ).encode()
        channel.timeline.target_duration_s = 60  # nobody is sent away before all are there
        sockets = await asyncio.to_thread(
            lambda: [_ask(target.hostname, target.port, request) for _ in range(count)]
        )
        await until(lambda: len(site.server.desk.waiting) == count, limit_s=60)
        for connection in sockets:
            connection.close()
        await until(lambda: len(site.server.desk.waiting) == 0, limit_s=60)
        assert len(channel.rendition.wakeup) == 0
        await until(lambda: len(asyncio.all_tasks()) < 100, limit_s=60)
        assert (await site.get(f"{channel.base}/index.m3u8"))[0] == 200


async def test_waiting_places_are_limited_by_stream_and_by_address() -> None:
    async with served(HttpSettings(waiting_per_address=2, waiting_per_stream=3)) as site:
        channel = site.channel()
        channel.advance_segments(2)
        msn, index = channel.timeline.next_part
        url = f"{channel.base}/index.m3u8?_HLS_msn={msn}&_HLS_part={index}"
        waiting = [asyncio.create_task(site.get(url)) for _ in range(2)]
        await until(lambda: len(site.server.desk.waiting) == 2)
        status, _, headers = await site.get(url)
        assert (status, headers["Retry-After"]) == (503, "1")
        channel.advance()
        assert [status for status, _, _ in await asyncio.gather(*waiting)] == [200, 200]


async def test_a_reader_that_never_reads_is_cut_off_and_holds_up_nobody() -> None:
    async with served(HttpSettings(send_timeout_s=0.5)) as site:
        channel = site.channel()
        channel.advance_segments(1)
        part = channel.timeline.segments[0].parts[0]
        channel.timeline.segments[0].parts[0] = type(part)(
            part.msn, part.index, part.init, part.start_s, part.duration_s, True, False, bytes(32_000_000)
        )
        path = f"{channel.base}/{channel.timeline.prefix}-p0.0.m4s"
        target = urlsplit(site.url)
        with socket.create_connection((target.hostname, target.port)) as lazy:
            lazy.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            await asyncio.sleep(0.1)
            assert (await site.get(f"{channel.base}/index.m3u8"))[0] == 200
            await asyncio.sleep(0.7)
            lazy.settimeout(30)
            received = await asyncio.to_thread(_read_to_the_end, lazy)
        assert received < 32_000_000


def _ask(host: str | None, port: int | None, request: bytes) -> socket.socket:
    connection = socket.create_connection((host, port))
    connection.sendall(request)
    return connection


def _read_to_the_end(connection: socket.socket) -> int:
    total = 0
    try:
        while data := connection.recv(1 << 20):
            total += len(data)
    except ConnectionResetError:
        pass
    return total


@pytest.mark.parametrize(
    "path",
    [
        "/live/show/source/../../../etc/passwd",
        "/live/show/source/%2e%2e/%2e%2e/etc/passwd",
        "/live/show/source/..%2f..%2fetc%2fpasswd",
        "/live/show/source/%00.m4s",
        "/live/show/source/ffffffffffff-s0.m4s",
        "/live/show/nothing/index.m3u8",
        "/live/show/source",
        "/live/show",
        "/live/nobody/index.m3u8",
        "/live//index.m3u8",
        "/live/show/g/index.m3u8",
        "/recordings/x/index.m3u8",
        "/player/../app.py",
    ],
)
async def test_paths_that_lead_nowhere(site: Served, show: Channel, path: str) -> None:
    target = urlsplit(site.url)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert answer.split(b" ", 2)[1] == b"404"
    assert b"root:" not in answer


async def test_paths_without_end(site: Served, show: Channel) -> None:
    status, _, _ = await site.get("/live/show/source/" + "a" * 2_000)
    assert status == 414


async def test_a_part_of_the_future_is_not_waited_for(site: Served, show: Channel) -> None:
    msn, index = show.timeline.next_part
    for place in (f"{msn}.{index + 1}", f"{msn + 1}.0"):
        status, _, _ = await site.get(f"{show.base}/{show.timeline.prefix}-p{place}.m4s")
        assert status == 404


async def test_a_stalled_publisher_gets_503_at_the_time_limit(site: Served, show: Channel) -> None:
    show.timeline.target_duration_s = 0.1
    msn, index = show.timeline.next_part
    status, _, headers = await site.get(f"{show.base}/index.m3u8?_HLS_msn={msn}&_HLS_part={index}")
    assert (status, headers["Cache-Control"], headers["Retry-After"]) == (503, "no-store", "1")


async def test_while_a_publisher_is_expected_back_players_are_kept(site: Served, show: Channel) -> None:
    show.timeline.target_duration_s = 0.1
    show.stream.set_waiting(True)
    msn, index = show.timeline.next_part
    url = f"{show.base}/index.m3u8?_HLS_msn={msn}&_HLS_part={index}"
    status, body, headers = await site.get(url)
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert f"-p{msn}.{index}.m4s".encode() in body.splitlines()[-1]
    show.timeline.target_duration_s = 2
    waiting = asyncio.create_task(site.get(url))
    await until(lambda: len(site.server.desk.waiting) == 1)
    show.advance()
    status, _, headers = await waiting
    assert status == 200 and "s-maxage" in headers["Cache-Control"]


async def test_a_new_broadcast_shares_no_name_with_the_last(site: Served, show: Channel) -> None:
    old = uris(await site.text(f"{show.base}/index.m3u8"))
    again = site.channel("show")
    again.advance_segments(4)
    new = uris(await site.text(f"{again.base}/index.m3u8"))
    assert not set(old) & set(new)
    assert (await site.get(f"{again.base}/{old[0]}"))[0] == 404


async def test_one_address_cannot_be_a_crowd(site: Served, show: Channel) -> None:
    for number in range(300):
        await site.get(f"{show.base}/index.m3u8?session={number}", headers={"User-Agent": f"bot {number}"})
    assert show.stream.viewers.count() == 64
    for _ in range(50):
        await site.get(f"{show.base}/index.m3u8", headers={"User-Agent": "one browser"})
    assert show.stream.viewers.count() == 64


async def test_strange_requests_leave_the_server_well(site: Served, show: Channel) -> None:
    target = urlsplit(site.url)
    for junk in (
        b"\x16\x03\x01\x02\x00\x01" + bytes(200),
        b"\x03" + bytes(1536),
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n" * 99,
    ):
        for _ in range(25):
            _, writer = await asyncio.open_connection(target.hostname, target.port)
            writer.write(junk)
            writer.close()
    assert (await site.get("/healthz"))[0] == 200


@cache
def playing() -> LiveStream:
    stream = LiveStream("show")
    timeline = stream.add(LiveRendition("source")).timeline
    for output in outputs()[:40]:
        timeline.apply(output, 1e9)
    return stream


PIECES = ["live", "show", "source", "g", "index.m3u8", "plain.m3u8", "..", "", "%", "x" * 600]
QUERIES = [
    "_HLS_msn=1",
    "_HLS_msn=99&_HLS_part=1",
    "_HLS_msn=2&_HLS_part=9",
    "_HLS_skip=v2&_HLS_msn=0",
    "&&=&",
]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=7)
    | st.just(["show", "source", "index.m3u8"]),
    st.text(max_size=40) | st.sampled_from(QUERIES),
)
def test_any_request_gets_an_answer_or_a_place_to_wait(path: list[str], query: str) -> None:
    desk = LiveDesk(LiveStreams(show=playing()), HttpSettings(), SECRET)
    answering = desk.answer(Ask("/live/" + "/".join(path), query, "192.0.2.1", "agent"))
    try:
        hold = next(answering)
        assert isinstance(hold, Hold) and len(desk.waiting) == 1
        answering.close()
    except StopIteration as end:
        assert end.value.status in (200, 400, 403, 404, 414, 503)
        assert end.value.wire
    assert len(desk.waiting) == 0
