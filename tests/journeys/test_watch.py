"""Watching: a page that follows the stream by itself, on every screen, here and on other sites."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from aethex_live.services import channel, stream_desk
from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.creator import PATIENCE, Creator, create_creator, plays
from tests.journeys.site import Site
from tests.support.accounts import create_member

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest_asyncio.fixture(loop_scope="session")
async def ada(site: Site, request: pytest.FixtureRequest) -> Creator:
    """A creator of this test alone."""
    return await create_creator(site, re.sub(r"\W", "", request.node.name)[5:21].replace("_", ""))


async def test_a_page_that_follows_the_stream(site: Site, browser: OpenPage, ada: Creator) -> None:
    viewer = await browser(f"/streams/{ada.slug}")
    await expect(viewer.get_by_text("Nothing has been streamed here yet.")).to_be_visible(timeout=PATIENCE)
    await expect(viewer.get_by_role("heading", level=1)).to_have_count(1)
    with await ada.publishing():
        await plays(viewer)
        await expect(viewer.get_by_role("timer", name="On air for")).to_have_text(re.compile(r"0:\d\d:\d\d"))
        await viewer.evaluate("window.neverReloaded = true")
        creator = await browser(f"/login?next=/studio/channels/{ada.channel_id}")
        await log_in(creator, ada.name)
        await creator.get_by_label("Description").fill("Owls all day long.")
        await creator.get_by_role("button", name="Save").first.click()
        await expect(viewer.get_by_text("Owls all day long.")).to_be_visible(timeout=PATIENCE)
        await viewer.get_by_role("button", name="Share").click()
        code = viewer.get_by_role("dialog", name="Share this stream").locator("code").last
        await expect(code).to_contain_text(f"{site.url}/embed/{ada.slug}")
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


async def test_the_home_page_follows_what_is_on(site: Site, browser: OpenPage, ada: Creator) -> None:
    home = await browser("/")
    card = home.locator("article, section.hero", has=home.locator(f'a[href*="/streams/{ada.slug}"]'))
    await expect(home.get_by_role("heading", name="Questions and answers")).to_be_visible(timeout=PATIENCE)
    await expect(card).to_have_count(0)
    with await ada.publishing():
        await expect(card).to_be_visible(timeout=PATIENCE)
        await expect(card.locator(".ui-num")).to_have_text("0")
        await browser(f"/streams/{ada.slug}")
        await expect(card.locator(".ui-num")).to_have_text("1", timeout=PATIENCE)
    await expect(card).to_have_count(0, timeout=PATIENCE)


async def test_a_phone_shows_picture_and_chat_at_once(site: Site, browser: OpenPage, ada: Creator) -> None:
    with await ada.publishing():
        phone = await browser(f"/streams/{ada.slug}", viewport={"width": 360, "height": 740}, has_touch=True)
        await plays(phone)
        assert await phone.evaluate("document.documentElement.scrollWidth") == 360
        await expect(phone.locator("#player video")).to_be_in_viewport(ratio=0.95)
        await expect(phone.get_by_role("log")).to_be_in_viewport()
        await expect(phone.get_by_role("link", name="Log in to chat")).to_be_in_viewport(ratio=0.95)


async def test_adults_are_asked_once(site: Site, browser: OpenPage, ada: Creator) -> None:
    await stream_desk.change(site.context, ada.actor, ada.channel_id, {"mature": True})
    await channel.edit(site.context, ada.actor, ada.channel_id, {"mature": True})
    with await ada.publishing():
        viewer = await browser(f"/streams/{ada.slug}")
        agree = viewer.get_by_role("button", name="I am an adult")
        await expect(agree).to_be_visible(timeout=PATIENCE)
        assert await viewer.evaluate("document.querySelector('#player').dataset.phase") == "empty"
        await agree.click()
        await plays(viewer)
        await viewer.reload()
        await plays(viewer)
        await expect(agree).to_have_count(0)
        await create_member(site.context, "grown_up")
        for device in ("first", "second"):
            member = await browser(f"/login?next=/streams/{ada.slug}")
            await log_in(member, "grown_up")
            if device == "first":
                await member.get_by_role("button", name="I am an adult").click()
            await plays(member)


async def test_a_creator_says_who_may_show_the_player(site: Site, browser: OpenPage, ada: Creator) -> None:
    with await ada.publishing():
        player = await browser(f"/embed/{ada.slug}")
        await plays(player)
        back = player.get_by_role("link", name=re.compile("Watch with the chat"))
        await expect(back).to_have_attribute("href", f"{site.url}/streams/{ada.slug}")
    creator = await browser(f"/login?next=/studio/channels/{ada.channel_id}")
    await log_in(creator, ada.name)
    await creator.get_by_role("radio", name="Nobody").check()
    form = creator.locator("form").filter(has=creator.get_by_role("radio", name="Nobody"))
    await form.get_by_role("button", name="Save").click()
    await _refuses_frames(player, f"{site.url}/embed/{ada.slug}")


async def _refuses_frames(page: Page, player: str) -> None:
    """What browsers are told follows the choice within seconds."""
    policy = ""
    async with asyncio.timeout(PATIENCE / 1000):
        while "frame-ancestors 'self'" not in policy:
            policy = (await page.request.get(player)).headers["content-security-policy"]
            await asyncio.sleep(0.5)
