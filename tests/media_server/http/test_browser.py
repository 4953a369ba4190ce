"""Chromium plays through what happens to a stream, with our controller and with hls.js alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from media_server.packaging.outputs import Output, Part
from media_server.packaging.packager import Packager
from tests.media_server.http.serving import Channel, served
from tests.media_server.made_media import Recipe, encode
from tests.media_server.packaging.feeding import configure, push

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
AHEAD_S = 4.0  # of media that is there before the players come


def visit(recipe: Recipe, packager: Packager) -> list[Output]:
    """One publisher comes, sends, and is gone."""
    encoded = encode(recipe)
    outputs = configure(packager, encoded.configs) + push(packager, encoded.units)
    return outputs + packager.discontinuity()


@pytest.fixture
async def chromium() -> AsyncIterator[list[Page]]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield [await browser.new_page() for _ in range(2)]
        await browser.close()


async def give(channel: Channel, outputs: list[Output]) -> None:
    """In the pace of a live stream."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    for output in outputs:
        if isinstance(output, Part):
            due += output.duration_s
            await asyncio.sleep(max(0.0, due - loop.time()))
        channel.rendition.on_output(output)


async def state(page: Page) -> tuple[float, int, str]:
    """Position, width of the picture, and what the page complains about."""
    return tuple(
        await page.evaluate(
            "() => { const v = document.getElementById('video');"
            " return [v.currentTime, v.videoWidth, document.getElementById('message').innerText]; }"
        )
    )


async def playing(page: Page, width: int, after_s: float) -> float:
    """Waits until the picture has that width and plays on from there."""
    async with asyncio.timeout(60):
        while True:
            position, shown, message = await state(page)
            if shown == width and position > after_s:
                assert message == ""
                return position
            await asyncio.sleep(0.2)


STATE = """() => {
  const video = document.getElementById("video");
  const { buffered } = video;
  const ranges = Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)]);
  const { currentTime, duration, ended, readyState, playbackRate } = video;
  return JSON.stringify({ currentTime, duration, ended, readyState, playbackRate, ranges });
}"""


async def ended(page: Page) -> None:
    seen = ""
    try:
        async with asyncio.timeout(40):
            while '"ended":true' not in seen:
                seen = await page.evaluate(STATE)
                await asyncio.sleep(0.1)
    except TimeoutError as error:
        raise AssertionError(f"it did not end: {seen}") from error


async def test_players_go_on_through_a_new_resolution_and_an_absent_publisher(chromium: list[Page]) -> None:
    packager = Packager()
    first = visit(Recipe(seconds=7, gop=30, bframes=0, width=320, height=180), packager)
    second = visit(Recipe(seconds=5, gop=30, bframes=2, width=160, height=90, start_ms=900_000), packager)
    third = visit(Recipe(seconds=7, gop=30, bframes=0, width=320, height=180), packager)
    head = next(n for n, output in enumerate(first) if isinstance(output, Part) and output.start_s >= AHEAD_S)
    async with served() as site:
        channel = site.channel()
        for output in first[:head]:
            channel.rendition.on_output(output)
        for page, query in zip(chromium, ("", "&stock"), strict=True):
            await page.goto(f"{site.url}/?stream=show{query}")
        feeding = asyncio.create_task(give(channel, first[head:]))
        positions = [await playing(page, 320, 3.0) for page in chromium]
        await feeding
        feeding = asyncio.create_task(give(channel, second))
        positions = [await playing(page, 160, was) for page, was in zip(chromium, positions, strict=True)]
        await feeding
        channel.stream.set_waiting(True)
        await asyncio.sleep(7)
        feeding = asyncio.create_task(give(channel, third))
        positions = [await playing(page, 320, was) for page, was in zip(chromium, positions, strict=True)]
        positions = [await playing(page, 320, was + 2) for page, was in zip(chromium, positions, strict=True)]
        await feeding
        channel.stream.close()
        for page in chromium:
            await ended(page)
