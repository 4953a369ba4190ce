"""A channel that shows another server's stream: on while that one moves, off when it stands still."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.creator import PATIENCE, create_creator, plays
from tests.journeys.encoder import hls_encoder
from tests.journeys.other_site import other_site
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

UNTIL_STILL = 150_000  # longer than a playlist may stand still, by far


async def until_written(file: Path) -> None:
    there = False
    async with asyncio.timeout(PATIENCE / 1000):
        while not there:
            await asyncio.sleep(0.2)
            there = await asyncio.to_thread(file.exists)


async def test_another_servers_stream_is_played_while_it_moves(
    site: Site, browser: OpenPage, tmp_path: Path
) -> None:
    ada = await create_creator(site, "relay")
    creator = await browser("/login?next=/studio/stream")
    await log_in(creator, ada.name)
    viewer = await browser(f"/streams/{ada.slug}")
    await expect(viewer.get_by_text("Offline", exact=True)).to_be_visible(timeout=PATIENCE)
    with other_site(tmp_path) as port:
        with hls_encoder(tmp_path):
            address = creator.get_by_label("HLS address")
            await expect(address).to_be_visible(timeout=PATIENCE)
            await until_written(tmp_path / "index.m3u8")
            await address.fill(f"http://127.0.0.1:{port}/index.m3u8")
            await creator.get_by_role("button", name="Use this address").click()
            await expect(creator.get_by_text("It is shown as soon as its playlist moves.")).to_be_visible()
            await plays(viewer)
            assert await viewer.evaluate("document.querySelector('video').videoWidth") == 640
            asked = await viewer.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
            assert not [each for each in asked if f":{port}/" in each]
            state = creator.locator(".studio-state")
            await expect(state).to_contain_text("The picture comes from another server.", timeout=PATIENCE)
        await expect(state).to_contain_text("Offline", timeout=UNTIL_STILL)
        await expect(viewer.get_by_text("The last stream ended")).to_be_visible(timeout=PATIENCE)
