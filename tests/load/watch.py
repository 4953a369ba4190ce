"""The page of a stream as its viewers have it: delay from the encoder's clock to the screen, with the chat going on;
time from a click on a card to the first picture; what is sent until then. Asserts nothing.

    python -m tests.load.watch [--seconds 30] [--clicks 7] [--only NAME]

The clock burnt into the picture is read back from a canvas when Chromium presents a frame. A run in which less than
95 % of the frames were presented says something about this machine, and is marked.
"""

import argparse
import asyncio
import gzip
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, async_playwright

from aethex_live import frontend
from aethex_live.domain.stream_key import Kind
from aethex_live.services import channel, stream_key
from tests.journeys.acts import log_in
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.site import Site, running_site
from tests.load.clock_publisher import BITS, BLOCK, COLUMNS
from tests.load.media_processes import Running, load_average, running
from tests.load.obs import installed, obs
from tests.support.accounts import create_member, member_actor
from tests.support.database import migrated_database, scratch_directory

SLUG, FPS = "clockwork", 30
SETTLE_S = 8.0  # the controller closes in on its target first
CHAT_PERIOD_S = 2.5  # within the limit of five messages in ten seconds
PATIENCE_MS = 90_000

PROBE = """([bits, columns, block]) => {
  const video = document.querySelector(".player-video");
  const canvas = new OffscreenCanvas(columns, bits / columns);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const figures = (window.figures = { delays: [], presented: 0, waits: 0 });
  video.addEventListener("waiting", () => { figures.waits += 1; });
  const onFrame = (_, meta) => {
    const now = performance.timeOrigin + performance.now();
    figures.presented = meta.presentedFrames;
    context.drawImage(video, 0, 0, columns * block, (bits / columns) * block, 0, 0, columns, bits / columns);
    const pixels = context.getImageData(0, 0, columns, bits / columns).data;
    let clock = 0;
    for (let i = 0; i < bits; i += 1) clock = clock * 2 + (pixels[i * 4] > 127 ? 1 : 0);
    if (now - clock > 0 && now - clock < 60000) figures.delays.push([now, now - clock]);
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
}"""

# The click and the first picture are on one page, for the app goes to another one without loading it anew.
CLICK = """(href) => new Promise((shown) => {
  const began = performance.now();
  const watch = () => {
    const video = document.querySelector(".player-video");
    if (!video) return requestAnimationFrame(watch);
    video.requestVideoFrameCallback(() => shown(performance.now() - began));
  };
  document.querySelector(`main a[href="${href}"]`).click();
  watch();
})"""


@dataclass(frozen=True)
class Encoder:
    """Options for `clock_publisher`, or a real OBS with none."""

    name: str
    options: tuple[str, ...] = ()
    real: bool = False

    def publish(self, server: str, key: str, seconds: float) -> AbstractContextManager[Running]:
        if self.real:
            return obs(server, key)
        command = [sys.executable, "-m", "tests.load.clock_publisher", f"{server}/{key}"]
        return running([*command, "--seconds", str(seconds), "--fps", str(FPS), *self.options])


ENCODERS = [
    Encoder("zero latency, keyframes 1 s"),
    Encoder("zero latency, keyframes 2 s", ("--gop-s", "2")),
    Encoder(
        "as OBS by default: veryfast, 3 B-frames, keyframes 2 s",
        ("--gop-s", "2", "--b-frames", "3", "--tune", "", "--preset", "veryfast"),
    ),
    *([Encoder("real OBS as it is installed", real=True)] if installed() else []),
]


async def main(seconds: float, clicks: int, only: str) -> None:
    with scratch_directory() as scratch, migrated_database() as url:
        async with running_site(url, scratch) as site, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            key = await _channel(site)
            for encoder in [each for each in ENCODERS if only in each.name]:
                with encoder.publish(site.rtmp_url, key, seconds + clicks * 20 + 120):
                    await _watch(site, browser, encoder, seconds, clicks)
            await browser.close()


async def _channel(site: Site) -> str:
    actor = await member_actor(site.context, "ada")
    made = await channel.create(site.context, actor, {"name": "Clockwork", "slug": SLUG})
    await create_member(site.context, "noor")
    return (await stream_key.create(site.context, actor, made.channel.id, "Load", Kind.LIVE)).secret


async def _watch(site: Site, browser: Browser, encoder: Encoder, seconds: float, clicks: int) -> None:
    async with _page(site, browser) as page:
        sent = Sent(page)
        await page.goto(f"/streams/{SLUG}")
        await page.wait_for_function("document.querySelector('.player-video')?.currentTime > 0")
        print(f"{encoder.name}: {sent.summary()}", flush=True)
        async with _chatter(site, browser):
            await _delay(page, encoder, seconds)
    times = [await _click(site, browser) for _ in range(clicks)]
    if times:
        print(
            f"{encoder.name}: click on a card to the first picture: median {statistics.median(times):.0f} ms,"
            f" worst {max(times):.0f} ms of {clicks}, load {load_average()}",
            flush=True,
        )


async def _delay(page: Page, encoder: Encoder, seconds: float) -> None:
    await page.evaluate(PROBE, [BITS, COLUMNS, BLOCK])
    await asyncio.sleep(SETTLE_S)
    now = "[performance.timeOrigin + performance.now(), window.figures]"
    before: Any = await page.evaluate(now)
    await asyncio.sleep(seconds)
    after: Any = await page.evaluate(now)
    delays = [delay for when, delay in after[1]["delays"] if when >= before[0]]
    presented = after[1]["presented"] - before[1]["presented"]
    share = presented / ((after[0] - before[0]) / 1000 * FPS)
    note = "" if share >= 0.95 else "  (too few frames to count)"
    lines = await page.locator(".chat-line").count()
    print(
        f"{encoder.name}: glass to glass median {statistics.median(delays):.0f} ms,"
        f" p95 {statistics.quantiles(delays, n=20)[18]:.0f} ms, presented {share:.1%},"
        f" waits {after[1]['waits']}, chat lines {lines}, load {load_average()}{note}",
        flush=True,
    )


async def _click(site: Site, browser: Browser) -> float:
    async with _page(site, browser) as page:
        await page.goto("/")
        await page.locator(f'main a[href="/streams/{SLUG}"]').first.wait_for()
        await page.wait_for_timeout(2000)  # somebody looks around before they click
        return await page.evaluate(CLICK, f"/streams/{SLUG}")


@asynccontextmanager
async def _page(site: Site, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield await context.new_page()
    finally:
        await context.close()


@asynccontextmanager
async def _chatter(site: Site, browser: Browser) -> AsyncIterator[None]:
    """Somebody who writes all the time."""
    async with _page(site, browser) as page:
        await page.goto(f"/login?next=/streams/{SLUG}")
        await log_in(page, "noor")
        box = page.locator(".chat [contenteditable], .chat textarea, .chat input[name=text]").first
        await box.wait_for()
        await page.evaluate("document.querySelector('.player-video')?.pause()")  # one decoder is enough here
        task = asyncio.create_task(_write(box))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _write(box: Any) -> None:
    for number in range(10_000):
        await box.fill(f"This is message {number} of somebody who has something to say.")
        await box.press("Enter")
        await asyncio.sleep(CHAT_PERIOD_S)


class Sent:
    """What a page has been sent: scripts by their size when packed with gzip."""

    def __init__(self, page: Page) -> None:
        self._scripts: set[str] = set()
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        path = urlsplit(url).path
        if path.endswith(".js"):
            self._scripts.add(path)

    def summary(self) -> str:
        built = frontend.web_dir() / "build" / "client"
        sizes = {path: len(gzip.compress((built / path[1:]).read_bytes())) for path in self._scripts}
        most = ", ".join(
            f"{path.split('/')[-1]} {sizes[path] / 1000:.0f}" for path in sorted(sizes, key=sizes.get)[-5:]
        )
        total = sum(sizes.values()) / 1000
        return f"scripts until the first picture: {len(sizes)} files, {total:.0f} kB gzipped ({most})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--clicks", type=int, default=7)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    asyncio.run(main(given.seconds, given.clicks, given.only))
