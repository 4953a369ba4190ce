"""Reporting what breaks the rules, from where it is seen."""

import re

import pytest
from playwright.async_api import Page, expect

from aethex_live.services import report
from tests.journeys.acts import is_logged_in, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.creator import PATIENCE, create_creator, plays
from tests.journeys.site import Site
from tests.support.accounts import member_actor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


async def report_by(page: Page, item: str, why: str) -> None:
    """From the menu to the thanks."""
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name=item).click()
    dialog = page.get_by_role("dialog", name=re.compile("^Report"))
    await dialog.get_by_role("radio", name=why).check()
    await dialog.get_by_label("More about it").fill("Since an hour.")
    await dialog.get_by_role("button", name="Send report").click()
    await expect(dialog).to_be_hidden(timeout=PATIENCE)


async def blocks_and_forgives(page: Page) -> None:
    """The person whose page this is."""
    for act, told in (("Block", "You do not see"), ("Unblock", "again.")):
        await page.get_by_role("button", name="More", exact=True).click()
        await page.get_by_role("menuitem", name=act, exact=True).click()
        await expect(page.get_by_text(told)).to_be_visible(timeout=PATIENCE)


async def test_streams_channels_and_people_can_be_reported(site: Site, browser: OpenPage) -> None:
    ada = await create_creator(site, "rowdy")
    witness = await member_actor(site.context, "witness")
    with await ada.publishing():
        page = await browser(f"/login?next=/streams/{ada.slug}")
        await log_in(page, "witness")
        await plays(page)
        await is_logged_in(page)
        await report_by(page, "Report this stream", "Violence or threats")
        await report_by(page, "Report this channel", "Against the law")
        await page.goto(f"/users/{ada.name}")
        await is_logged_in(page)
        await report_by(page, "Report this person", "Pretends to be somebody else")
        await blocks_and_forgives(page)
    made = (await report.mine(site.context, witness)).data
    assert {(str(each.kind), str(each.why)) for each in made} == {
        ("stream", "violence"),
        ("channel", "illegal"),
        ("user", "impersonation"),
    }
    assert {each.details for each in made} == {"Since an hour."}

    stranger = await browser(f"/channels/{ada.slug}")
    await stranger.get_by_role("button", name="More", exact=True).click()
    await stranger.get_by_role("menuitem", name="Report this channel").click()
    await expect(stranger).to_have_url(re.compile("/login"), timeout=PATIENCE)
    await log_in(stranger, ada.name)
    await expect(stranger.get_by_role("heading", name="Rowdy Tv", level=1)).to_be_visible()
    await expect(stranger.get_by_role("button", name="More", exact=True)).to_have_count(0, timeout=PATIENCE)
