"""The whole checker: nothing to find in our own live stream, plenty in a server that ignores the rules."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from media_server.check.client import Client
from media_server.check.probes import PROBES
from media_server.check.run import Report, check_stream
from tests.media_server.check.test_rules import GOOD
from tests.media_server.http.serving import Channel, Served, served


@asynccontextmanager
async def moving(channel: Channel, period_s: float) -> AsyncIterator[None]:
    async def move() -> None:
        while True:
            await asyncio.sleep(period_s)
            channel.advance()

    channel.advance_segments(8)
    task = asyncio.create_task(move())
    yield
    task.cancel()


async def run(site: Served, path: str, seconds: float) -> Report:
    async with ClientSession() as session:
        return await check_stream(Client(session), site.url + path, seconds)


async def test_our_own_stream_breaks_no_rule() -> None:
    async with served() as site, moving(site.channel(), 0.1):
        report = await run(site, "/live/show/index.m3u8", 1.5)
    assert report.findings == []
    assert report.playlists > 8 and report.parts > 30 and report.segments > 2


async def test_the_plain_playlist_breaks_no_rule_either() -> None:
    async with served() as site, moving(site.channel(), 0.1):
        report = await run(site, "/live/show/plain.m3u8", 1.5)
    assert report.findings == []


STUCK = "".join(line for line in GOOD.splitlines(keepends=True) if '"p10.0.m4s"' not in line)


async def careless(request: web.Request) -> web.Response:
    """Answers every request for a playlist with the same one, and has no files."""
    if request.path.endswith(".m3u8"):
        return web.Response(text=STUCK, content_type="text/plain")
    raise web.HTTPNotFound


async def test_a_careless_server_is_found_out() -> None:
    app = web.Application()
    app.router.add_get("/{rest:.*}", careless)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        async with ClientSession() as session:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/media.m3u8"
            report = await check_stream(Client(session), url, 0.2)
    finally:
        await runner.cleanup()
    found = {finding.rule for finding in report.findings}
    assert {
        "listed_is_there",
        "part_alone",
        "far_future",
        "part_too_far",
        "next_part_held",
        "hinted_part",
    } <= found
    assert {"part_rolls_over", "playlist_type", "compressed", "cacheable", "other_sites"} <= found


async def test_a_stream_that_is_not_there_is_an_error_in_words() -> None:
    async with served() as site:
        with pytest.raises(ConnectionError, match="404"):
            await run(site, "/live/nobody/index.m3u8", 1)


def test_every_probe_says_where_it_comes_from() -> None:
    assert all(probe.source and probe.sentence.endswith(".") for probe in PROBES)
