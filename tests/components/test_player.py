"""The player on a page, with a stream that really plays: keys, panels, what it remembers, and parts of one's own."""

import inspect
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from aethex_live.pages.gallery import player as gallery
from tests.components.faulty_hls import FaultyServer, faulty_server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE = 60_000
TIME = "document.querySelector('#main video').currentTime"


@pytest.fixture(scope="module")
def server(pages: str) -> Iterator[FaultyServer]:
    with faulty_server() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def context(chromium: Browser) -> AsyncIterator[BrowserContext]:
    made = await chromium.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(pages: str, server: FaultyServer, context: BrowserContext) -> AsyncIterator[Page]:
    """The gallery of players, playing."""
    opened = await context.new_page()
    thrown: list[str] = []
    opened.on("pageerror", lambda error: thrown.append(str(error)))
    await opened.goto(f"{pages}/gallery/player/?src={server.url}/index.m3u8")
    await plays(opened)
    if await prop(opened, "muted"):  # this browser wants a gesture before sound
        await main(opened).locator(".player-unmute").click()
    yield opened
    assert thrown == []


async def plays(page: Page) -> None:
    await page.wait_for_function(
        f"document.querySelector('#main')?.dataset.phase === 'playing' && {TIME} > 0.5"
    )


def main(page: Page) -> Locator:
    return page.locator("#main")


async def prop(page: Page, name: str) -> object:
    return await page.evaluate(f"document.querySelector('#main video').{name}")


async def test_keys_do_what_the_help_says(page: Page) -> None:
    await page.keyboard.press("k")
    await expect(main(page).get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert await prop(page, "paused")
    before = await prop(page, "currentTime")
    await page.keyboard.press(",")
    assert await prop(page, "currentTime") < before
    await page.keyboard.press("k")
    await expect(main(page).get_by_role("button", name="Pause")).to_be_visible()

    await page.keyboard.press("m")
    await page.wait_for_function("document.querySelector('#main video').muted")
    await page.keyboard.press("m")
    await main(page).locator("video").focus()
    await page.keyboard.press("ArrowDown")
    assert await prop(page, "volume") == pytest.approx(0.95)

    await page.keyboard.press("?")
    keys = main(page).get_by_role("region", name="Keys")
    await expect(keys).to_be_visible()
    await expect(keys.locator("kbd")).to_have_count(17)
    await page.keyboard.press("Escape")
    await expect(keys).to_be_hidden()

    await page.keyboard.press("s")
    figures = main(page).get_by_role("region", name="Statistics")
    await expect(figures.locator("[data-figure=picture] dd")).to_contain_text("160×90")
    await expect(figures.locator("[data-figure=codecs] dd")).to_contain_text("avc1")
    await expect(figures.locator("[data-figure=latency] dd")).to_have_text(re.compile(r"\d+\.\d\d s"))

    await page.keyboard.press("f")
    await page.wait_for_function("document.fullscreenElement?.id === 'main'")
    await page.keyboard.press("f")
    await page.wait_for_function("document.fullscreenElement === null")


async def test_keys_in_a_field_belong_to_the_field(page: Page) -> None:
    search = page.get_by_role("combobox", name="Search")
    await search.press_sequentially("km sf")
    await expect(search).to_have_value("km sf")
    assert not await prop(page, "paused") and not await prop(page, "muted")


async def test_the_settings_offer_what_there_is(page: Page) -> None:
    await main(page).get_by_role("button", name="Playback settings").click()
    menu = main(page).get_by_role("group", name="Playback settings")
    await expect(menu.get_by_role("radio", name="Automatic")).to_be_checked()
    await menu.get_by_role("radio", name="90p", exact=True).check()
    await expect(menu.get_by_role("radio", name="90p", exact=True)).to_be_checked()
    latency = menu.get_by_role("checkbox", name="Low latency")
    await expect(latency).to_be_checked()
    await latency.uncheck()
    await plays(page)
    await page.reload()
    await plays(page)
    await main(page).get_by_role("button", name="Playback settings").click()
    await expect(menu.get_by_role("checkbox", name="Low latency")).not_to_be_checked()
    await expect(menu.get_by_role("radio", name="90p", exact=True)).to_be_checked()


async def test_going_back_and_to_live_again(page: Page) -> None:
    live = main(page).get_by_role("button", name="LIVE")
    await expect(live).to_have_attribute("data-edge", "true")
    await main(page).locator("video").focus()
    await page.keyboard.press("j")
    await expect(live).to_contain_text("-0:")
    await expect(live).to_have_attribute("data-edge", "false")
    await live.click()
    await expect(live).to_have_attribute("data-edge", "true")


async def test_sound_that_the_browser_refuses_is_offered(
    pages: str, server: FaultyServer, context: BrowserContext
) -> None:
    await context.add_init_script(
        "const play = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = function () {"
        " return this.muted ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError')); };"
    )
    page = await context.new_page()
    await page.goto(f"{pages}/gallery/player/?src={server.url}/index.m3u8")
    await plays(page)
    assert await prop(page, "muted")
    offer = main(page).locator(".player-unmute")
    await offer.click()
    await expect(offer).to_be_hidden()
    assert not await prop(page, "muted")


async def test_what_the_lock_screen_shows(page: Page) -> None:
    told = await page.evaluate(
        "[navigator.mediaSession.metadata.title, navigator.mediaSession.playbackState]"
    )
    assert told[1] == "playing" and told[0] in ("A stream", "Night radio")


async def test_controls_fade_and_come_back(page: Page) -> None:
    await page.mouse.move(400, 400)
    await expect(main(page)).to_have_attribute("data-shown", "true")
    await expect(main(page)).to_have_attribute("data-shown", "false", timeout=PATIENCE)
    await page.mouse.move(420, 420)
    await expect(main(page)).to_have_attribute("data-shown", "true")


async def test_a_player_of_other_parts(page: Page) -> None:
    radio = page.locator("#radio")
    await page.wait_for_function("document.querySelector('#radio')?.dataset.phase === 'playing'")
    await expect(radio.get_by_text(re.compile(r"Delay \d"))).to_be_visible()
    await expect(radio.get_by_role("button", name="Ten seconds back")).to_be_visible()
    await expect(radio.get_by_role("button", name="Full screen")).to_have_count(0)
    await page.get_by_role("button", name="Quiet").click()
    await page.wait_for_function("Math.abs(document.querySelector('#main video').volume - 0.2) < 0.01")


async def test_every_control_has_a_name(page: Page) -> None:
    nameless = await page.evaluate(
        "[...document.querySelectorAll('.player button, .player input, .player video')]"
        ".filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length))"
        ".map((each) => each.outerHTML)"
    )
    assert nameless == []


def test_the_document_shows_the_player_that_is_tested() -> None:
    code = re.search(r"```python\n(def radio.*?)```", Path("docs/player.md").read_text(), re.DOTALL)
    assert code[1] == inspect.getsource(gallery.radio)
