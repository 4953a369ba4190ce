"""How long a click takes until the page has changed, in Chromium against the whole product. Asserts nothing.

    python -m tests.load.events [--clicks 200]

The page tells the times itself: from the click to the mutation of the element that shows what the server decided.
"""

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.site import running_site
from tests.support.database import migrated_database

# Pages forwards and back in the gallery of parts, and waits each time for the number to change.
CLICK = """async ({clicks}) => {
  const area = document.querySelector('.ui-pagination');
  const times = [];
  for (let number = 0; number < clicks; number++) {
    const [back, on] = area.querySelectorAll('button');
    const button = number % 2 ? back : on;
    const changed = new Promise((done) => new MutationObserver((_, observer) => {
      observer.disconnect();
      done(performance.now());
    }).observe(area, {subtree: true, characterData: true, childList: true}));
    const began = performance.now();
    button.click();
    times.push(await changed - began);
    await new Promise((done) => setTimeout(done, 50));
  }
  return times;
}"""


async def measure(clicks: int) -> None:
    """Start the product, click, report."""
    with migrated_database() as url, tempfile.TemporaryDirectory() as scratch:
        async with running_site(url, Path(scratch)) as site, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = await browser.new_page()
            await page.goto(site.url + "/gallery")
            await page.wait_for_timeout(3000)
            await page.evaluate(CLICK, {"clicks": 20})
            report(await page.evaluate(CLICK, {"clicks": clicks}))
            await browser.close()


def report(times: list[float]) -> None:
    """One line."""
    ordered = sorted(times)
    at = {q: ordered[min(len(ordered) - 1, int(len(ordered) * q / 100))] for q in (50, 95, 99)}
    print(", ".join(f"p{q} {value:.1f} ms" for q, value in at.items()), f"of {len(times)} clicks")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Load of the machine ({os.cpu_count()} cores): {load}; everything else that runs is in it")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clicks", type=int, default=200)
    asyncio.run(measure(parser.parse_args().clicks))


if __name__ == "__main__":
    main()
