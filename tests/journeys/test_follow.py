"""A fan follows a channel, and its owner hears of it without doing anything; then they become friends."""

import pytest
from playwright.async_api import expect

from aethex_live.services.context import Actor
from tests.journeys.acts import is_logged_in, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.support.accounts import create_member
from tests.support.channels import create_channel

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE_MS = 60_000


async def test_following_is_told_at_once(site: Site, browser: OpenPage) -> None:
    owner = await create_member(site.context, "vera", display_name="Vera")
    await create_member(site.context, "finn", display_name="Finn")
    await create_channel(site.context, Actor(user_id=owner.id, role="creator"), "vera-vista")

    hers = await browser("/login")
    await log_in(hers, "vera")
    await is_logged_in(hers)
    bell = hers.get_by_role("banner").get_by_role("link", name="Notifications")
    await expect(bell).to_have_accessible_name("Notifications", timeout=PATIENCE_MS)

    his = await browser("/channels/vera-vista")
    await his.get_by_role("button", name="Follow", exact=True).click()
    await his.wait_for_url("**/login?next=**", timeout=PATIENCE_MS)
    await log_in(his, "finn")
    await his.get_by_role("button", name="Follow", exact=True).click()
    await expect(his.get_by_role("button", name="Following")).to_be_visible(timeout=PATIENCE_MS)
    await expect(his.get_by_text("1 follower")).to_be_visible(timeout=PATIENCE_MS)

    await expect(bell).to_have_accessible_name("Notifications, 1 not read", timeout=PATIENCE_MS)
    await bell.click()
    await hers.get_by_role("button", name="Finn follows Vera Vista").click()
    await expect(hers).to_have_url(f"{site.url}/users/finn", timeout=PATIENCE_MS)
    await expect(bell).to_have_accessible_name("Notifications", timeout=PATIENCE_MS)
    await expect(hers.get_by_role("tab", name="Follows")).to_be_visible(timeout=PATIENCE_MS)

    await his.get_by_role("link", name="Vera", exact=True).hover()
    card = his.get_by_role("dialog", name="In short")
    await expect(card).to_contain_text("@vera", timeout=PATIENCE_MS)
    await card.get_by_role("button", name="Follow", exact=True).click()
    await expect(card.get_by_role("button", name="Following")).to_be_visible(timeout=PATIENCE_MS)
    await hers.reload()
    await expect(hers.get_by_text("Follows you")).to_be_visible(timeout=PATIENCE_MS)
    await hers.get_by_role("button", name="Follow", exact=True).click()
    await expect(hers.get_by_text("Friends", exact=True)).to_be_visible(timeout=PATIENCE_MS)
