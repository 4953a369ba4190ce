"""The site as an app: it can be installed, says so when it is offline, and shows what is pushed."""

import asyncio
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, async_playwright, expect

from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE_MS = 60_000
MESSAGE = '{"title": "Night Owls", "body": "Night Owls is live", "tag": "a", "path": "/categories"}'
# What the worker shows is noted there: a browser without a desktop soon forgets notifications that it cannot show.
NOTE_WHAT_IS_SHOWN = """() => {
  self.shown = [];
  const show = self.registration.showNotification.bind(self.registration);
  self.registration.showNotification = (title, options) => {
    self.shown.push([title, options.body, options.data.path]);
    return show(title, options);
  };
}"""


async def at_home(site: Site, folder: Path, playwright) -> BrowserContext:
    """A browser that keeps what it gets, as those of people do: others install nothing."""
    context = await playwright.chromium.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=ARGUMENTS, base_url=site.url
    )
    await context.grant_permissions(["notifications"])
    return context


async def test_the_site_is_an_app(site: Site, tmp_path: Path) -> None:
    async with async_playwright() as playwright:
        context = await at_home(site, tmp_path, playwright)
        page = context.pages[0]
        await page.goto("/")
        await page.evaluate("async () => { await navigator.serviceWorker.ready }")
        tools = await context.new_cdp_session(page)
        assert (await tools.send("Page.getInstallabilityErrors"))["installabilityErrors"] == []

        registered = asyncio.get_running_loop().create_future()
        tools.on("ServiceWorker.workerRegistrationUpdated", partial(_note, registered))
        await tools.send("ServiceWorker.enable")
        number = await asyncio.wait_for(registered, PATIENCE_MS / 1000)
        worker = context.service_workers[0]
        await worker.evaluate(NOTE_WHAT_IS_SHOWN)
        pushed = {"origin": site.url, "registrationId": number, "data": MESSAGE}
        await tools.send("ServiceWorker.deliverPushMessage", pushed)
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not (shown := await worker.evaluate("() => self.shown")):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert shown == [["Night Owls", "Night Owls is live", "/categories"]]

        await page.reload()  # from now on the service worker stands before its pages
        await context.set_offline(True)
        await page.goto("/categories")
        await expect(page.get_by_role("heading", name="This page cannot be reached")).to_be_visible()
        await context.set_offline(False)
        await page.get_by_role("link", name="Try again").click()
        await expect(page.get_by_role("heading", name="Categories", exact=True)).to_be_visible(
            timeout=PATIENCE_MS
        )
        await context.close()


def _note(registered: asyncio.Future, told: dict) -> None:
    """Of the registrations that the browser tells of, the first is ours."""
    if told["registrations"] and not registered.done():
        registered.set_result(told["registrations"][0]["registrationId"])
