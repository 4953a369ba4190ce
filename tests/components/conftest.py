"""The built pages in a real browser, without a server behind them: what a part does by itself."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from aethex_live import frontend

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]


# The theme is kept by the outermost effect of the page, which runs after all others.
_ALIVE = "localStorage.getItem('theme') !== null"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output to the tests."""


@pytest.fixture(scope="session")
def pages() -> Iterator[str]:
    """The address of the built pages."""
    frontend.bring_up_to_date()
    built: Path = frontend.web_dir() / "build" / "client"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(built)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, address: str, **options: object) -> AsyncIterator[Page]:
    """A page of its own, ready for a person."""
    context = await browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    page = await context.new_page()
    try:
        await page.goto(address)
        await page.wait_for_function(_ALIVE)
        yield page
    finally:
        await context.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def gallery(pages: str, chromium: Browser) -> AsyncIterator[Page]:
    """The gallery, as a person on a desktop sees it. Shared, for each test looks at a part of its own."""
    async with opened(chromium, f"{pages}/gallery/") as page:
        yield page
