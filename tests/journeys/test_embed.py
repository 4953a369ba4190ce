"""The player within pages of other sites: where its channel allows it, and nowhere else."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Frame, Page

from aethex_live.services import embed, stream
from tests.journeys.conftest import OpenPage
from tests.journeys.creator import PATIENCE, Creator, create_creator, plays
from tests.journeys.other_site import other_site
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PAGE = """<!doctype html><title>Another site</title><h1>Owls of the world</h1>
<iframe src="{player}" width="640" height="360" allow="autoplay; fullscreen" style="border: 0"></iframe>"""


def write_page(folder: Path, creator: Creator) -> Path:
    """A site with the creator's player on its page."""
    player = f"{creator.site.url}/embed/{creator.slug}"
    (folder / "index.html").write_text(PAGE.format(player=player))
    return folder


def inner(page: Page) -> Frame:
    """What is in the frame of the page."""
    return page.frames[1]


async def counts(creator: Creator, viewers: int) -> None:
    """So many are written down as watching."""
    found = None
    async with asyncio.timeout(PATIENCE / 1000):
        while found != viewers:
            await asyncio.sleep(0.5)
            found = (await stream.on_air(creator.site.context, creator.slug)).viewers


async def test_the_player_plays_where_browsers_keep_nothing_for_it(
    site: Site, browser: OpenPage, tmp_path: Path
) -> None:
    creator = await create_creator(site, "elsewhere")
    with other_site(write_page(tmp_path, creator)) as port, await creator.publishing():
        page = await browser(f"http://127.0.0.1:{port}/")
        await plays(inner(page))
        assert not await inner(page).evaluate("localStorage instanceof Storage")
        await counts(creator, 1)


async def test_sites_that_are_not_named_are_refused(site: Site, browser: OpenPage, tmp_path: Path) -> None:
    creator = await create_creator(site, "choosy")
    with other_site(write_page(tmp_path, creator)) as port, await creator.publishing():
        named = [f"localhost:{port}"]
        await embed.choose(site.context, creator.actor, creator.channel_id, "listed", named)
        friend = await browser(f"http://localhost:{port}/")
        await plays(inner(friend))
        stranger = await browser("about:blank")
        async with stranger.expect_console_message(lambda said: "frame-ancestors" in said.text):
            await stranger.goto(f"http://127.0.0.1:{port}/")
        assert await inner(stranger).locator("#player").count() == 0
