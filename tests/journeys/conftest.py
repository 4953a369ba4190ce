"""One running product for all journeys; for each a browser without a past, and a screenshot of its end."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from aethex_live.frontend import ROOT
from tests.journeys.site import Site, running_site
from tests.support.database import migrated_database, scratch_directory

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]
ARGUMENTS += ["--autoplay-policy=no-user-gesture-required"]
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    with scratch_directory() as path:
        yield path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(scratch: Path) -> AsyncIterator[Site]:
    """The product, running."""
    with migrated_database() as url:
        async with running_site(url, scratch) as running:
            yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(site: Site, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[OpenPage]:
    """Call it for a page in a browser of its own; `at` is where it opens, options are Playwright's.

    With `cookies`, the browser has been here before.

    Ends with a screenshot of each, and fails when a page has thrown an error that nobody caught.
    """
    opened: list[tuple[BrowserContext, Page]] = []
    thrown: list[str] = []

    async def open_page(at: str = "/", cookies: Sequence[dict[str, Any]] = (), **options: object) -> Page:
        context = await chromium.new_context(
            **{"base_url": site.url, "viewport": {"width": 1280, "height": 800}, **options}
        )
        context.set_default_timeout(PATIENCE_MS)
        await context.add_cookies(list(cookies))
        page = await context.new_page()
        page.on("pageerror", lambda error: thrown.append(f"{page.url}: {error}"))
        opened.append((context, page))
        await page.goto(at)
        return page

    yield open_page
    pictures = ROOT / ".screenshots"
    pictures.mkdir(exist_ok=True)
    for number, (context, page) in enumerate(opened, start=1):
        if not page.is_closed():
            await page.screenshot(path=pictures / f"{request.node.name}-{number}.png", timeout=20_000)
        await context.close()
    assert not thrown
