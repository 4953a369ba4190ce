"""Nobody is kept out: axe finds nothing serious on the pages that people use most, by night and by day."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.journeys.acts import is_logged_in, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.creator import PATIENCE, create_creator, plays
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

GRAVE = ("serious", "critical")


async def defects(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    found = await Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{page.url}: {each['id']}: {node['html'][:200]}\n{node['failureSummary']}"
        for each in found.response["violations"]
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_axe_finds_nothing_grave(site: Site, browser: OpenPage, scheme: str) -> None:
    ada = await create_creator(site, f"axe{scheme}")
    found: list[str] = []
    with await ada.publishing():
        options = {"color_scheme": scheme, "reduced_motion": "reduce"}
        stranger = await browser(f"/streams/{ada.slug}", **options)
        await plays(stranger)
        found += await defects(stranger)
        await stranger.goto("/")
        await expect(stranger.locator(f'a[href*="/streams/{ada.slug}"]').first).to_be_visible(
            timeout=PATIENCE
        )
        found += await defects(stranger)

        for path in (f"/channels/{ada.slug}", f"/users/{ada.name}"):
            await stranger.goto(path)
            await expect(stranger.get_by_role("tab").first).to_be_visible(timeout=PATIENCE)
            found += await defects(stranger)

        page = await browser(f"/login?next=/chat/{ada.slug}", **options)
        found += await defects(page)
        await log_in(page, ada.name)
        message = page.get_by_label("Your message")
        await expect(message).to_be_visible(timeout=PATIENCE)
        await message.fill(f"Good evening @{ada.name} 🦉 https://owls.example")
        await message.press("Enter")
        await expect(page.get_by_role("article").filter(has_text="Good evening")).to_be_visible()
        found += await defects(page)

        await page.goto(f"/streams/{ada.slug}")
        await plays(page)
        await is_logged_in(page)
        found += await defects(page)
        await page.goto("/studio/stream")
        await expect(page.locator(".studio-state")).to_contain_text("You are live", timeout=PATIENCE)
        await expect(page.get_by_text("640 × 360")).to_be_visible(timeout=PATIENCE)
        found += await defects(page)
        await page.goto(f"/studio/moderation/{ada.slug}")
        await expect(page.get_by_role("article").first).to_be_visible(timeout=PATIENCE)
        found += await defects(page)
        for path in ("/settings", "/settings/security", "/settings/preferences"):
            await page.goto(path)
            await is_logged_in(page)
            await expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
            found += await defects(page)
    assert found == [], "\n\n".join(found)
