"""Whatever goes wrong between server and screen, the picture comes back without a reload."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.components.faulty_hls import FaultyServer, faulty_server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PATIENCE = 90_000
TIME = "document.getElementById('video').currentTime"


@pytest.fixture
def server(pages: str) -> Iterator[FaultyServer]:
    with faulty_server() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def page(server: FaultyServer, chromium: Browser) -> AsyncIterator[Page]:
    context = await chromium.new_context()
    context.set_default_timeout(PATIENCE)
    opened = await context.new_page()
    await opened.goto(server.url)
    await opened.wait_for_function("typeof window.begin === 'function'")
    yield opened
    await context.close()


async def begin(page: Page, options: str = "{}") -> None:
    await page.evaluate(f"begin('/index.m3u8', {options})")


async def plays(page: Page) -> None:
    """The picture moves, and goes on moving."""
    await page.wait_for_function("engine.phase === 'playing'")
    began = await page.evaluate(TIME)
    await page.wait_for_function(f"engine.phase === 'playing' && Math.abs({TIME} - {began}) > 1.5")


async def phase(page: Page, *expected: str) -> None:
    await page.wait_for_function(f"{list(expected)}.includes(engine.phase)")


async def test_a_server_that_is_not_there_yet(server: FaultyServer, page: Page) -> None:
    server.faults.status = {".m3u8": 503}
    await begin(page)
    await page.wait_for_function("troubles.length > 0")
    assert await page.evaluate("engine.phase") == "loading"
    server.faults.status = {}
    await plays(page)


@pytest.mark.parametrize("broken", ["media.m3u8", ".m4s"])
async def test_a_server_that_fails_for_a_while(server: FaultyServer, page: Page, broken: str) -> None:
    await begin(page)
    await plays(page)
    server.faults.status = {broken: 500}
    await phase(page, "waiting", "stalled")
    server.faults.status = {}
    await plays(page)


async def test_segments_that_are_nonsense(server: FaultyServer, page: Page) -> None:
    await begin(page)
    await plays(page)
    server.faults.garbage = True
    await page.wait_for_function("engine.errors > 0 && engine.phase !== 'playing'")
    server.faults.garbage = False
    await plays(page)


async def test_segments_that_never_come(server: FaultyServer, page: Page) -> None:
    await begin(page)
    await plays(page)
    server.faults.hang = True
    await phase(page, "waiting", "stalled")
    server.faults.hang = False
    await plays(page)


async def test_an_encoder_that_goes_away_and_comes_back(server: FaultyServer, page: Page) -> None:
    await begin(page)
    await plays(page)
    server.stop()
    await phase(page, "waiting")
    asked = server.asked("index.m3u8")
    await page.wait_for_timeout(3000)
    assert server.asked("index.m3u8") == asked  # nothing is broken: it waits, and does not start over
    server.resume()
    await plays(page)


async def test_an_end_and_the_next_stream_at_the_same_address(server: FaultyServer, page: Page) -> None:
    await begin(page)
    await plays(page)
    server.stop()
    server.faults.over = True
    await phase(page, "ended")
    server.faults.status = {".m3u8": 404}
    await page.wait_for_timeout(2000)
    assert await page.evaluate("engine.phase") == "ended"
    server.faults.status, server.faults.over = {}, False
    server.resume()
    await plays(page)


async def test_a_recording_that_is_no_longer_there(server: FaultyServer, page: Page) -> None:
    server.faults.status = {".m3u8": 404}
    await begin(page, "{recorded: true}")
    await phase(page, "missing")
    assert await page.evaluate("engine.hls ?? null") is None  # it has let go


async def test_an_address_that_is_no_longer_allowed(server: FaultyServer, page: Page) -> None:
    await begin(page)
    await plays(page)
    server.faults.status = {".m3u8": 403, ".m4s": 403}
    await phase(page, "denied")
    server.faults.status = {}
    await plays(page)


@pytest.mark.parametrize(
    "fault",
    [
        {"codecs": "av09.9.99"},
        {"key": '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://key",KEYFORMAT="com.apple.streamingkeydelivery"'},
    ],
    ids=["codec", "key system"],
)
async def test_what_this_browser_cannot_play_until_it_can(
    server: FaultyServer, page: Page, fault: dict[str, str]
) -> None:
    [(name, value)] = fault.items()
    setattr(server.faults, name, value)
    await begin(page)
    await phase(page, "failed", "waiting", "loading")
    await page.wait_for_function("troubles.length > 0")
    setattr(server.faults, name, "avc1.42c00c,mp4a.40.2" if name == "codecs" else "")
    await plays(page)


async def test_a_rendition_that_does_not_exist(server: FaultyServer, page: Page) -> None:
    server.faults.broken_second = True
    await begin(page)
    await plays(page)
    await page.evaluate("engine.choose('45')")
    await page.wait_for_function("engine.errors > 0")
    await plays(page)


async def test_a_line_that_is_cut(server: FaultyServer, page: Page) -> None:
    await begin(page)
    await plays(page)
    await page.context.set_offline(True)
    await phase(page, "waiting", "stalled")
    await page.context.set_offline(False)
    await plays(page)


async def test_every_error_of_hls_js(page: Page) -> None:
    """Whatever it says, and however fatal: it plays again."""
    await begin(page)
    await plays(page)
    names = await page.evaluate(
        "Object.values(engine.Hls.ErrorDetails).map((details) => [details,"
        " /^keySystem/.test(details) ? 'keySystemError' : /remux/.test(details) ? 'muxError'"
        " : /buffer|Parsing|attach|mediaSource|decrypt/i.test(details) ? 'mediaError'"
        " : /load|empty|unchanged|gap/i.test(details) ? 'networkError' : 'otherError'])"
    )
    assert len(names) > 40
    for details, kind in names:
        lasting = kind == "keySystemError" or "ncompatible" in details or details == "bufferAddCodecError"
        if lasting:
            continue  # told to the viewer and looked at again after a while: tested above
        before = len(await page.evaluate("troubles"))
        await page.evaluate(
            "([type, details]) => engine.hls.trigger(engine.Hls.Events.ERROR,"
            " { type, details, fatal: true, error: new Error(details) })",
            [kind, details],
        )
        assert (await page.evaluate("troubles"))[before:] == [details]
        await page.wait_for_function("engine.hls && engine.phase === 'playing' && engine.depth > 0.2")


async def test_low_latency_off_and_on_again(page: Page) -> None:
    await begin(page)
    await plays(page)
    await page.evaluate("engine.setLowLatency(false)")
    await plays(page)
    assert await page.evaluate("engine.controller") is None
    await page.evaluate("engine.setLowLatency(true)")
    await plays(page)
    assert await page.evaluate("engine.controller !== undefined")


async def test_captions_that_came_with_the_stream(server: FaultyServer, page: Page) -> None:
    server.faults.subtitles = True
    await begin(page)
    await plays(page)
    await page.wait_for_function("engine.captions.list().length === 1")
    assert await page.evaluate("engine.captions.list()") == ["English"]
    await page.evaluate("engine.captions.choose(0)")
    await page.wait_for_function(
        "[...(engine.captions.tracks[0].activeCues ?? [])].some(({ text }) => text === 'Good evening')"
    )
    await page.evaluate("engine.captions.toggle()")
    assert await page.evaluate("engine.captions.tracks[0].mode") == "disabled"
