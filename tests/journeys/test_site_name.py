"""An operator's site carries the operator's name, from the first moment that a page is seen."""

import pytest
from playwright.async_api import Page, expect

from aethex_live.domain.user import Role
from tests.journeys.acts import is_logged_in, log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.support.accounts import create_member

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

NAME = "Night & Day"


async def call_it(page: Page, name: str) -> None:
    """What an admin does on the desk."""
    await page.goto("/desk/settings")
    field = page.get_by_label("Name", exact=True)
    await expect(field).not_to_have_value("")
    await field.fill(name)
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()


async def is_called(page: Page, name: str, title: str) -> None:
    await expect(page).to_have_title(title)
    await expect(page.get_by_role("banner").get_by_role("link", name=name, exact=True)).to_have_text(name)


async def test_the_name_is_everywhere_with_and_without_scripts(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "norma", role=Role.ADMIN)
    admin = await browser("/login")
    await log_in(admin, "norma")
    await is_logged_in(admin)
    await call_it(admin, NAME)
    try:
        for scripts in (False, True):
            page = await browser("/login", java_script_enabled=scripts)
            await is_called(page, NAME, f"Log in · {NAME}")
            await page.goto("/")
            await is_called(page, NAME, NAME)
        await page.get_by_role("navigation").get_by_role("link", name="Discover").first.click()
        await is_called(page, NAME, f"Discover · {NAME}")
        await page.goto("/nowhere")
        await is_called(page, NAME, f"Not found · {NAME}")
    finally:
        await call_it(admin, "AeThex LIVE")
    fresh = await browser("/login")
    await expect(fresh.get_by_role("link", name="AeThex LIVE")).to_be_visible()
