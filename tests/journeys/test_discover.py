"""Looking around: narrowing is in the address, the way back leads to the same, and a mouse gets a first look."""

import re

import pytest
from playwright.async_api import Request, expect

from aethex_live.domain.user import Role
from aethex_live.services import category, stream_desk
from tests.journeys.conftest import OpenPage
from tests.journeys.creator import PATIENCE, create_creator
from tests.journeys.site import Site
from tests.support.accounts import member_actor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


async def test_somebody_looks_around(site: Site, browser: OpenPage) -> None:
    ada = await create_creator(site, "discovered")
    root = await member_actor(site.context, "discoverer", role=Role.ADMIN)
    await category.create(site.context, root, name="Owl music", slug="owl-music", icon="music")
    plan = {"category": "owl-music", "tags": ["hooting"], "language": "fi", "title": "Owls in concert"}
    await stream_desk.change(site.context, ada.actor, ada.channel_id, plan)
    page = await browser("/discover?category=owl-music")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    await expect(page.get_by_role("heading", name="Nothing fits to all of this")).to_be_visible(
        timeout=PATIENCE
    )
    card = page.locator("article", has=page.locator(f'a[href*="/streams/{ada.slug}"]'))
    with await ada.publishing():
        await expect(card).to_be_visible(timeout=PATIENCE)
        await expect(card.get_by_role("heading", name="Owls in concert")).to_be_visible()
        assert not [url for url in asked if "hls" in url]
        await card.hover()
        await expect(card.locator('.card-preview[data-moving="true"] video')).to_be_visible(timeout=PATIENCE)
        assert [url for url in asked if "index.m3u8" in url]

        await stream_desk.change(site.context, ada.actor, ada.channel_id, {"title": "Encore"})
        await expect(card.get_by_role("heading", name="Encore")).to_be_visible(timeout=PATIENCE)

        await page.get_by_role("main").get_by_label("Language").select_option("fi")
        await page.wait_for_url(re.compile("language=fi"), timeout=PATIENCE)
        await page.get_by_role("link", name="#hooting").click()
        await page.wait_for_url(re.compile("tag=hooting"), timeout=PATIENCE)
        await expect(card).to_be_visible(timeout=PATIENCE)
        await page.get_by_role("main").get_by_label("Language").select_option("de")
        await expect(page.get_by_role("heading", name="Nothing fits to all of this")).to_be_visible(
            timeout=PATIENCE
        )
        await page.go_back()
        await expect(page.get_by_role("main").get_by_label("Language")).to_have_value("fi", timeout=PATIENCE)
        await expect(card).to_be_visible(timeout=PATIENCE)
        await page.get_by_role("link", name="Trending").click()
        await expect(card).to_be_visible(timeout=PATIENCE)
        await page.get_by_role("link", name="Following").click()
        await expect(page.get_by_role("heading", name="Log in to see whom you follow")).to_be_visible(
            timeout=PATIENCE
        )
