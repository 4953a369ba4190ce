"""From a stranger to a creator who is live, and a viewer who watches and talks."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.acts import confirm_identity, is_logged_in, link_in_mail, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.encoder import encoder
from tests.journeys.site import Site
from tests.support.accounts import PASSWORD, create_member

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

CURRENT_TIME = "document.querySelector('video')?.currentTime ?? 0"


async def picture_moves(page: Page) -> None:
    """The video plays for longer than what one part holds."""
    await page.wait_for_function(f"({CURRENT_TIME}) > 0", timeout=30_000)
    began = await page.evaluate(CURRENT_TIME)
    await page.wait_for_function(f"({CURRENT_TIME}) > {began} + 1.5", timeout=15_000)
    assert await page.evaluate("document.querySelector('video').videoWidth") == 640


async def say(page: Page, text: str) -> None:
    box = page.get_by_label("Your message")
    await box.fill(text)
    await box.press("Enter")
    await expect(box).to_have_value("")


async def test_from_registration_to_a_live_stream(site: Site, browser: OpenPage) -> None:
    creator = await browser("/register")
    await creator.get_by_label("Username").fill("mira")
    await creator.get_by_label("E-mail").fill("mira@example.test")
    await creator.get_by_label("Password", exact=True).fill(PASSWORD)
    await expect(creator.get_by_text("mira is free.")).to_be_visible()
    await creator.get_by_role("button", name="Create account").click()
    await expect(creator.get_by_role("heading", name="Check your mail")).to_be_visible()

    await creator.goto(await link_in_mail(creator, "mira@example.test", "/verify-email"))
    await creator.get_by_role("button", name="Confirm my address").click()
    await expect(creator.get_by_text("Your address is confirmed.")).to_be_visible()
    await log_in(creator, "mira")
    await is_logged_in(creator)

    await creator.goto("/studio/channels/new")
    await creator.get_by_label("Name", exact=True).fill("Night Owls")
    await expect(creator.get_by_label("Address")).to_have_value("night-owls")
    await expect(creator.get_by_text("This address is free.")).to_be_visible()
    await creator.get_by_role("button", name="Create channel").click()
    await expect(creator.get_by_role("heading", name="Stream keys")).to_be_visible()
    await creator.get_by_role("button", name="Show", exact=True).click()
    secret = creator.locator("output.ui-secret-text[data-shown]")
    if await creator.get_by_role("dialog", name="Is it you?").is_visible():
        await confirm_identity(creator)
    await expect(secret).not_to_contain_text("•")
    key = await secret.inner_text()

    viewer = await browser("/streams/night-owls")
    await expect(viewer.get_by_text("Offline", exact=True)).to_be_visible()
    with encoder(f"{site.rtmp_url}/{key}"):
        await picture_moves(viewer)
        await create_member(site.context, "noor")
        guest = await browser("/login?next=/streams/night-owls")
        await log_in(guest, "noor")
        await creator.goto("/streams/night-owls")
        await picture_moves(guest)
        await say(guest, "Good evening from noor")
        for page in (viewer, creator, guest):
            await expect(page.locator(".chat-line", has_text="Good evening from noor")).to_be_visible()
        await say(creator, "Welcome, noor")
        await expect(viewer.locator(".chat-line", has_text="Welcome, noor")).to_contain_text("Creator")
        assert key not in await viewer.content()
    await expect(viewer.get_by_text("Offline", exact=True)).to_be_visible()
    await expect(viewer.locator(".chat-line", has_text="Welcome, noor")).to_be_visible()
