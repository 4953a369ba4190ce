"""What a page costs: from a click to the changed page, and the memory of idle viewers. Asserts nothing.

`python -m tests.load.pages [--clicks 300] [--viewers 300]`; docs/benchmarks.md has the figures.
"""

import argparse
import asyncio
import gc
from statistics import median, quantiles

import psutil
from playwright.async_api import async_playwright

from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.site import Site, running_site
from tests.realtime.browser import boot_event
from tests.realtime.viewer import Viewer
from tests.support.accounts import create_member, log_in
from tests.support.database import migrated_database, scratch_directory

VIEWER = "reflex___state____state.aethex_live___state___viewer____viewer"

# A press on a column's head travels to the server, changes the state, and comes back as another arrow.
CLICKS = """async (clicks) => {
  const head = document.querySelector("th[aria-sort] button, th button");
  const table = head.closest("table");
  const times = [];
  for (let click = 0; click < clicks; click++) {
    const began = performance.now();
    await new Promise((changed) => {
      const observer = new MutationObserver(() => { observer.disconnect(); changed(); });
      observer.observe(table, { subtree: true, attributes: true, attributeFilter: ["aria-sort"] });
      head.click();
    });
    times.push(performance.now() - began);
    await new Promise((rest) => setTimeout(rest, 20));
  }
  return times;
}"""


async def main(clicks: int, viewers: int) -> None:
    with scratch_directory() as scratch, migrated_database() as url:
        async with running_site(url, scratch) as site:
            await round_trips(site, clicks)
            await memory(site, viewers)


async def round_trips(site: Site, clicks: int) -> None:
    """Print how long a click takes to change the page."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page()
        await page.goto(f"{site.url}/gallery")
        await page.wait_for_function("localStorage.getItem('theme') !== null")
        await page.wait_for_timeout(2000)
        await page.evaluate(CLICKS, 20)
        times = await page.evaluate(CLICKS, clicks)
        await browser.close()
    p95 = quantiles(times, n=20)[-1]
    print(f"click to changed page, {clicks} clicks: median {median(times):.1f} ms, p95 {p95:.1f} ms")


async def memory(site: Site, number: int) -> None:
    """Print what each of `number` people who have the home page open adds to the app's memory.

    As many come before them, so that what is loaded or grown once is not counted.
    """
    app = _app(site)
    token = await _member(site)
    earlier = [await _visit(site, token) for _ in range(number)]
    before = await _settled(app)
    idle = [await _visit(site, token) for _ in range(number)]
    after = await _settled(app)
    each = (after - before) / number / 1e3
    print(f"memory of an idle viewer who is logged in, {number} of them: {each:.0f} kB each")
    await asyncio.gather(*(viewer.close() for viewer in [*earlier, *idle]))


def _app(site: Site) -> psutil.Process:
    """The process that answers: the largest of the web server's."""
    family = psutil.Process(site.pid).children(recursive=True)
    web = [each for each in family if "aethex_live.web_server" in " ".join(each.cmdline())]
    return max(web, key=lambda process: process.memory_info().rss)


async def _member(site: Site) -> str:
    await create_member(site.context, "ada")
    return await log_in(site.context, "ada")


async def _visit(site: Site, token: str) -> Viewer:
    headers = {"Cookie": f"aethex_session={token}"}
    viewer = await Viewer.connect(
        site.port, auth={"event": boot_event("")}, origin=site.url, additional_headers=headers
    )
    await viewer.until(lambda: viewer.shows(VIEWER).get("logged_in"))
    return viewer


async def _settled(app: psutil.Process) -> int:
    gc.collect()
    await asyncio.sleep(5)
    return app.memory_full_info().uss


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clicks", type=int, default=300)
    parser.add_argument("--viewers", type=int, default=300)
    given = parser.parse_args()
    asyncio.run(main(given.clicks, given.viewers))
