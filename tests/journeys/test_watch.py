"""Watching: a page that follows the stream by itself, on every screen, here and on other sites."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from aethex_live.domain.stream_key import Kind
from aethex_live.services import channel, stream_desk, stream_key
from aethex_live.services.context import Actor
from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.test_stream import encoder
from tests.support.accounts import member_actor
from tests.support.channels import create_channel, id_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE = 60_000
PLAYING = "document.querySelector('#player')?.dataset.phase === 'playing'"


async def plays(page: Page) -> None:
    await page.wait_for_function(PLAYING, timeout=PATIENCE)
    time = "document.querySelector('#player video').currentTime"
    began = await page.evaluate(time)
    await page.wait_for_function(f"Math.abs({time} - {began}) > 1", timeout=PATIENCE)


@pytest_asyncio.fixture(loop_scope="session")
async def ada(site: Site, request: pytest.FixtureRequest) -> AsyncIterator[tuple[Actor, str]]:
    """A creator of this test alone, and the slug of their channel."""
    name = re.sub(r"\W", "", request.node.name)[5:21].replace("_", "")
    actor = await member_actor(site.context, name)
    await create_channel(site.context, actor, f"{name}-tv", description="Owls at night.", tags=["owls"])
    yield actor, f"{name}-tv"


async def own(site: Site, actor: Actor):
    return id_of((await channel.mine(site.context, actor))[0])


async def publishing(site: Site, actor: Actor):
    made = await stream_key.create(site.context, actor, await own(site, actor), "Test", Kind.LIVE)
    return encoder(f"{site.rtmp_url}/{made.secret}")


async def test_a_page_that_follows_the_stream(site: Site, browser: OpenPage, ada: tuple[Actor, str]) -> None:
    actor, slug = ada
    viewer = await browser(f"/streams/{slug}")
    await expect(viewer.get_by_text("Nothing has been streamed here yet.")).to_be_visible(timeout=PATIENCE)
    await expect(viewer.get_by_role("heading", level=1)).to_have_count(1)
    with await publishing(site, actor):
        await plays(viewer)
        await expect(viewer.get_by_role("timer", name="On air for")).to_have_text(re.compile(r"0:\d\d:\d\d"))
        await viewer.evaluate("window.neverReloaded = true")
        creator = await browser(f"/login?next=/studio/channels/{await own(site, actor)}")
        await log_in(creator, slug.removesuffix("-tv"))
        await creator.get_by_label("Description").fill("Owls all day long.")
        await creator.get_by_role("button", name="Save").first.click()
        await expect(viewer.get_by_text("Owls all day long.")).to_be_visible(timeout=PATIENCE)
        await viewer.get_by_role("button", name="Share").click()
        code = viewer.get_by_role("dialog", name="Share this stream").locator("code").last
        await expect(code).to_contain_text(f"{site.url}/embed/{slug}")
        await viewer.keyboard.press("Escape")
        await viewer.keyboard.press("t")
        await expect(viewer.locator("#watch")).to_have_attribute("data-theatre", "true", timeout=PATIENCE)
        await viewer.keyboard.press("f")
        await viewer.wait_for_function("document.fullscreenElement?.id === 'watch'", timeout=PATIENCE)
        await expect(viewer.get_by_role("log")).to_be_visible()
        await viewer.keyboard.press("f")
        await viewer.wait_for_function("document.fullscreenElement === null", timeout=PATIENCE)
    await expect(viewer.get_by_text("The last stream ended")).to_be_visible(timeout=PATIENCE)
    assert await viewer.evaluate("window.neverReloaded")


async def test_a_phone_shows_picture_and_chat_at_once(
    site: Site, browser: OpenPage, ada: tuple[Actor, str]
) -> None:
    actor, slug = ada
    with await publishing(site, actor):
        phone = await browser(f"/streams/{slug}", viewport={"width": 360, "height": 740}, has_touch=True)
        await plays(phone)
        assert await phone.evaluate("document.documentElement.scrollWidth") == 360
        await expect(phone.locator("#player video")).to_be_in_viewport(ratio=0.95)
        await expect(phone.get_by_role("log")).to_be_in_viewport()
        await expect(phone.get_by_role("link", name="Log in to chat")).to_be_in_viewport(ratio=0.95)


async def test_adults_are_asked_once(site: Site, browser: OpenPage, ada: tuple[Actor, str]) -> None:
    actor, slug = ada
    await stream_desk.change(site.context, actor, await own(site, actor), {"mature": True})
    await channel.edit(site.context, actor, await own(site, actor), {"mature": True})
    with await publishing(site, actor):
        viewer = await browser(f"/streams/{slug}")
        agree = viewer.get_by_role("button", name="I am an adult")
        await expect(agree).to_be_visible(timeout=PATIENCE)
        assert await viewer.evaluate("document.querySelector('#player').dataset.phase") == "empty"
        await agree.click()
        await plays(viewer)
        await viewer.reload()
        await plays(viewer)
        await expect(agree).to_have_count(0)


async def test_a_creator_says_who_may_show_the_player(
    site: Site, browser: OpenPage, ada: tuple[Actor, str]
) -> None:
    actor, slug = ada
    with await publishing(site, actor):
        player = await browser(f"/embed/{slug}")
        await plays(player)
        back = player.get_by_role("link", name=re.compile("Watch with the chat"))
        await expect(back).to_have_attribute("href", f"{site.url}/streams/{slug}")
    creator = await browser(f"/login?next=/studio/channels/{await own(site, actor)}")
    await log_in(creator, slug.removesuffix("-tv"))
    await creator.get_by_role("radio", name="Nobody").check()
    form = creator.locator("form").filter(has=creator.get_by_role("radio", name="Nobody"))
    await form.get_by_role("button", name="Save").click()
    await _refuses_frames(player, f"{site.url}/embed/{slug}")


async def _refuses_frames(page: Page, player: str) -> None:
    """What browsers are told follows the choice within seconds."""
    policy = ""
    async with asyncio.timeout(PATIENCE / 1000):
        while "frame-ancestors 'self'" not in policy:
            policy = (await page.request.get(player)).headers["content-security-policy"]
            await asyncio.sleep(0.5)
