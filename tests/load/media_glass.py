"""Glass to glass: the clock burnt into the picture against the clock when Chromium presents the frame.

    python -m tests.load.media_glass [--runs 3] [--seconds 20] [--only NAME]

A run in which the browser presented less than 95 % of the frames says something about the browser on this
machine, not about the server: it is shown as invalid and left out of the medians.
"""

import argparse
import asyncio
import statistics
import sys
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Page, async_playwright

from tests.load.clock_publisher import BITS, BLOCK, COLUMNS
from tests.load.media_processes import load_average, media_server, running

PRESENTED_GATE = 0.95
SETTLE_S = 5.0  # the controller closes in on its target first
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]

PROBE = """
([bits, columns, block]) => {
  const video = document.getElementById("video");
  const canvas = new OffscreenCanvas(columns, bits / columns);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const figures = { delays: [], first: null, holes: 0, presented: 0, errors: 0, waits: 0, last: null };
  window.figures = figures;
  video.addEventListener("waiting", () => { figures.waits += 1; });
  const onFrame = (_, meta) => {
    const now = performance.timeOrigin + performance.now();
    const script = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/player.js"));
    figures.first ??= performance.now() - script.responseEnd;
    figures.presented = meta.presentedFrames;
    context.drawImage(video, 0, 0, columns * block, (bits / columns) * block, 0, 0, columns, bits / columns);
    const pixels = context.getImageData(0, 0, columns, bits / columns).data;
    let clock = 0;
    for (let i = 0; i < bits; i += 1) clock = clock * 2 + (pixels[i * 4] > 127 ? 1 : 0);
    const delay = now - clock;
    if (delay > 0 && delay < 60000) figures.delays.push([now, delay]);
    else figures.errors += 1;
    if (figures.last !== null && Math.abs(meta.mediaTime - figures.last) > 0.5) figures.holes += 1;
    figures.last = meta.mediaTime;
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
}
"""


@dataclass(frozen=True)
class Scenario:
    name: str
    query: str = ""  # of the player page: `stock` leaves our controller out
    publisher: tuple[str, ...] = ()
    fps: int = 30


SCENARIOS = [
    Scenario("own controller, keyframes 1 s, zero latency"),
    Scenario("own controller, keyframes 2 s, zero latency", publisher=("--gop-s", "2")),
    Scenario(
        "own controller, keyframes 2 s, 2 B-frames, no tuning, ultrafast",
        publisher=("--gop-s", "2", "--b-frames", "2", "--tune", ""),
    ),
    Scenario(
        "own controller, keyframes 2 s, 3 B-frames, no tuning, veryfast",
        publisher=("--gop-s", "2", "--b-frames", "3", "--tune", "", "--preset", "veryfast"),
    ),
    Scenario("stock hls.js, keyframes 1 s, zero latency", query="&stock"),
    Scenario("stock hls.js, keyframes 2 s, zero latency", query="&stock", publisher=("--gop-s", "2")),
]


@dataclass
class Result:
    delays: list[float] = field(default_factory=list)
    first_ms: float = 0.0
    presented: float = 0.0
    holes: int = 0
    waits: int = 0

    @property
    def valid(self) -> bool:
        return self.presented >= PRESENTED_GATE

    @property
    def p50(self) -> float:
        return statistics.median(self.delays) if self.delays else 0.0

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.delays, n=20)[18] if len(self.delays) > 20 else 0.0


async def measure(scenario: Scenario, seconds: float) -> Result:
    with media_server() as server:
        command = [sys.executable, "-m", "tests.load.clock_publisher", server.publish_url()]
        command += ["--seconds", str(seconds + 40), "--fps", str(scenario.fps), *scenario.publisher]
        with running(command):
            await _wait_until_live(server.http)
            await asyncio.sleep(6)  # a stream that has been running, as most viewers find it
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
                page = await browser.new_page()
                url = f"http://127.0.0.1:{server.http}/?stream=show0000{scenario.query}"
                result = await _watch(page, url, scenario, seconds)
                await browser.close()
                return result


async def _wait_until_live(port: int) -> None:
    from aiohttp import ClientError, ClientSession

    async with ClientSession() as http:
        for _ in range(100):
            try:
                async with http.get(f"http://127.0.0.1:{port}/live/show0000/index.m3u8") as answer:
                    if answer.status == 200:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.2)
    raise TimeoutError("the stream did not start")


async def _watch(page: Page, url: str, scenario: Scenario, seconds: float) -> Result:
    await page.goto(url, wait_until="commit")
    await page.wait_for_selector("#video", state="attached")
    await page.evaluate(PROBE, [BITS, COLUMNS, BLOCK])
    await asyncio.sleep(SETTLE_S)
    before: Any = await page.evaluate(
        "[performance.timeOrigin + performance.now(), window.figures.presented]"
    )
    await asyncio.sleep(seconds)
    after: Any = await page.evaluate("[performance.timeOrigin + performance.now(), window.figures]")
    figures = after[1]
    expected = (after[0] - before[0]) / 1000 * scenario.fps
    return Result(
        delays=[delay for when, delay in figures["delays"] if when >= before[0]],
        first_ms=figures["first"] or 0.0,
        presented=(figures["presented"] - before[1]) / expected,
        holes=figures["holes"],
        waits=figures["waits"],
    )


async def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    for scenario in [s for s in SCENARIOS if arguments.only in s.name]:
        valid = []
        for _ in range(arguments.runs):
            result = await measure(scenario, arguments.seconds)
            note = "" if result.valid else "  INVALID"
            print(
                f"{scenario.name}: p50 {result.p50:.0f} p95 {result.p95:.0f} ms, first frame"
                f" {result.first_ms:.0f} ms, presented {result.presented:.1%}, jumps {result.holes},"
                f" waits {result.waits}, load {load_average()}{note}",
                flush=True,
            )
            if result.valid:
                valid.append(result)
        if valid:
            p50, p95 = (statistics.median([getattr(r, name) for r in valid]) for name in ("p50", "p95"))
            first = statistics.median([r.first_ms for r in valid])
            figures = f"p50 {p50:.0f}, p95 {p95:.0f}, first {first:.0f}"
            print(f"==> {scenario.name}: medians of {len(valid)}: {figures}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
