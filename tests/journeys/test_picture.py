"""Pictures: chosen, cut and shown."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.journeys.acts import log_in
from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.support.accounts import create_member
from tests.support.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


async def test_a_picture_of_oneself(site: Site, browser: OpenPage) -> None:
    await create_member(site.context, "pola")
    page = await browser("/login?next=/settings")
    await log_in(page, "pola")
    chooser = page.locator(".ui-drop-field", has_text="Avatar").locator("input[type=file]")
    broken = FilePayload(name="me.png", mimeType="image/png", buffer=b"\x89PNG no picture")
    await chooser.set_input_files(broken)
    await expect(page.get_by_text("This picture cannot be read. Try another file.")).to_be_visible()
    await chooser.set_input_files(FilePayload(name="me.png", mimeType="image/png", buffer=picture()))
    await page.get_by_role("button", name="Use this part").click()
    kept = 'img[src^="/images/avatar/"]'
    await expect(page.locator(f".ui-drop-field {kept}")).to_be_visible()
    await expect(page.get_by_role("button", name="Your account").locator(kept)).to_be_visible()
