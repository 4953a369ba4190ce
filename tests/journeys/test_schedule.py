"""A creator plans a weekly show; a fan finds it in their own time zone, wants to be reminded, and sees it cancelled."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from aethex_live.services.context import Actor
from tests.journeys.acts import is_logged_in, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.support.accounts import create_member
from tests.support.channels import create_channel
from tests.support.jobs import make_due

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE_MS = 60_000
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


async def test_a_show_is_planned_and_people_come(site: Site, browser: OpenPage) -> None:
    owner = await create_member(site.context, "selma", display_name="Selma")
    await create_member(site.context, "fabio", display_name="Fabio")
    await create_channel(site.context, Actor(user_id=owner.id, role="creator"), "selmas-show")
    first = datetime.now(UTC) + timedelta(days=2)

    hers = await browser("/login?next=/studio/schedule", timezone_id="Europe/Berlin", locale="en-GB")
    await log_in(hers, "selma")
    await _plan(hers, first)
    await expect(hers.get_by_role("dialog")).to_be_hidden(timeout=PATIENCE_MS)
    await expect(hers.get_by_text("Europe/Berlin").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(hers.get_by_role("listitem").filter(has_text="20:00 – 21:30")).to_have_count(4)

    his = await browser("/login?next=/channels/selmas-show", timezone_id="Asia/Tokyo", locale="en-GB")
    await log_in(his, "fabio")
    await is_logged_in(his)
    await his.get_by_role("tab", name="Schedule").click()
    await expect(his.get_by_text("Times are in your time zone: Asia/Tokyo")).to_be_visible(
        timeout=PATIENCE_MS
    )
    await his.get_by_role("button", name="Remind me").first.click()
    await expect(his.get_by_role("button", name="Reminder set")).to_be_visible(timeout=PATIENCE_MS)
    await his.get_by_role("link", name="Weekly tea").first.click()
    await his.wait_for_url("**/schedule/*", timeout=PATIENCE_MS)
    await expect(his.get_by_role("timer")).to_contain_text("h", timeout=PATIENCE_MS)
    await expect(his.get_by_role("button", name="Reminder set")).to_have_count(1, timeout=PATIENCE_MS)

    row = hers.get_by_role("listitem").filter(has_text="20:00 – 21:30").first
    await row.get_by_role("button", name="Change this one").click()
    await hers.get_by_role("menuitem", name="Cancel this one").click()
    await expect(hers.get_by_text("Cancelled")).to_be_visible(timeout=PATIENCE_MS)
    await make_due(site.context)  # the two minutes in which she may think better of it
    bell = his.get_by_role("banner").get_by_role("link", name="Notifications")
    await expect(bell).to_have_accessible_name("Notifications, 1 not read", timeout=PATIENCE_MS)


async def _plan(page: Page, first: datetime) -> None:
    await page.get_by_role("button", name="Plan a stream").first.click(timeout=PATIENCE_MS)
    form = page.get_by_role("dialog", name="Plan a stream")
    await form.get_by_role("textbox", name="Title").fill("Weekly tea")
    await form.get_by_label("Every week").check()
    await form.get_by_role("button", name="Plan it").click()
    await expect(form.get_by_text("Choose at least one weekday.")).to_be_visible(timeout=PATIENCE_MS)
    await form.get_by_label(WEEKDAYS[first.weekday()]).check()
    await form.get_by_label("Day, or the first of many").fill(f"{first:%Y-%m-%d}")
    await form.get_by_label("Begins at").fill("20:00")
    await form.get_by_label("Minutes").fill("90")
    await form.get_by_role("button", name="Plan it").click()
