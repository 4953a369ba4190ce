"""What the chat of a channel costs: many viewers, and a burst of messages. Asserts nothing about time.

`python -m tests.load.chat [--only viewers|burst|memory] [--minutes 1]`; docs/benchmarks.md has the figures.
The server is the product's own, with a database that writes to disk; viewers are websockets that speak the browser's
side of the protocol, writers are people who are logged in.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import aiohttp
import httpx
import psutil

from aethex_live.clock import utc_now
from aethex_live.config import Settings
from aethex_live.data import database, migrations
from aethex_live.data.embedded import EmbeddedPostgres
from aethex_live.services import chat
from aethex_live.services.context import Context
from tests.load.chat_people import Person, channel, context_on, people
from tests.load.chat_viewers import Crowd
from tests.support.bare_site import SECRET_KEY, bare_site
from tests.support.database import scratch_directory

BURST_SECONDS, BURST_RATE = 10, 1000
CONNECTIONS = 64  # over which the burst is written


@dataclass(frozen=True)
class Site:
    """The product's web server on a database of its own."""

    port: int
    process: psutil.Process
    context: Context

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@asynccontextmanager
async def served() -> AsyncIterator[Site]:
    """A site that answers."""
    with scratch_directory() as scratch:
        postgres = EmbeddedPostgres(scratch / "data", home=scratch / "home", durable=True)
        url = await asyncio.to_thread(postgres.start)
        engine = database.create_engine(url)
        try:
            await asyncio.to_thread(migrations.upgrade, url)
            async with bare_site(url, scratch) as bare:
                settings = Settings(
                    base_url=bare.url, database_url=url, secret_key=SECRET_KEY, data_dir=scratch, demo=False
                )
                process = psutil.Process(bare.process.pid)
                yield Site(bare.port, process, context_on(settings, engine))
        finally:
            await engine.dispose()
            await asyncio.to_thread(postgres.stop)


async def watch(site: Site, slug: str, viewers: int, rate: float, seconds: float) -> None:
    """Print how long messages take from a writer's socket to what each viewer's browser holds."""
    writers = await people(site.context, f"w{viewers}", int(rate * 3))  # so that nobody writes too fast
    crowd = Crowd(site.port, slug)
    await crowd.fill([*writers, *([None] * (viewers - len(writers)))])
    count, start = int(rate * seconds), time.perf_counter()
    cpu = sum(site.process.cpu_times()[:2])
    for number in range(count):
        await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
        crowd.say(crowd.viewers[number % len(writers)], f"message {viewers}-{number} and some words more")
    await crowd.until_all_have(count)
    load = (sum(site.process.cpu_times()[:2]) - cpu) / (time.perf_counter() - start)
    print(
        f"{viewers} viewers, {rate:g} messages/s: {crowd.figures(count)}, app {load:.0%} of a core",
        flush=True,
    )
    await crowd.close()


async def burst(site: Site, slug: str, viewers: int) -> None:
    """Print what becomes of a thousand messages a second, written by people within their limit."""
    count = BURST_RATE * BURST_SECONDS
    writers = await people(site.context, "b", count // 4)
    crowd = Crowd(site.port, slug)
    await crowd.fill([None] * viewers)
    start = time.perf_counter()
    statuses = await _pour(site, slug, writers, count, start)
    took = time.perf_counter() - start
    await crowd.until_all_have(count)
    stored = await _stored(site.context, slug)
    said = [text for text in stored if text.startswith("burst ")]
    print(
        f"burst of {count} at {BURST_RATE}/s, {viewers} viewers: answers {statuses}, all answered after {took:.1f} s "
        f"({count / took:.0f}/s), stored {len(said)}, doubled {len(said) - len(set(said))}; {crowd.figures(count)}; "
        f"order as stored: {crowd.in_order(said)}",
        flush=True,
    )
    fast = [await _post(site, slug, writers[0], f"too fast {number}") for number in range(8)]
    print(f"one person, eight at once: {fast}", flush=True)
    await crowd.close()


async def _pour(site: Site, slug: str, writers: list[Person], count: int, start: float) -> dict[int, int]:
    statuses: dict[int, int] = {}
    numbers = iter(range(count))
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(site.url, connector=connector) as session:

        async def pour() -> None:
            for number in numbers:
                await asyncio.sleep(max(0.0, start + number / BURST_RATE - time.perf_counter()))
                body = {"text": f"burst {number:05}"}
                headers = writers[number % len(writers)].headers(site.url)
                path = f"/api/v1/channels/{slug}/chat/messages"
                async with session.post(path, json=body, headers=headers) as answer:
                    statuses[answer.status] = statuses.get(answer.status, 0) + 1

        await asyncio.gather(*(pour() for _ in range(CONNECTIONS)))
    return statuses


async def _post(site: Site, slug: str, writer: Person, text: str) -> int:
    async with httpx.AsyncClient() as client:
        url = f"{site.url}/api/v1/channels/{slug}/chat/messages"
        return (await client.post(url, json={"text": text}, headers=writer.headers(site.url))).status_code


async def _stored(context: Context, slug: str) -> list[str]:
    found: list[str] = []
    before: UUID | None = None
    while page := await chat.page(context, slug, before):
        found = [message.text for message in page] + found
        before = page[0].id
    return found


async def memory(site: Site, slug: str, minutes: float) -> None:
    """Print whether the app's memory grows while 200 people watch and write."""
    writers = await people(site.context, "m", 60)
    crowd = Crowd(site.port, slug)
    await crowd.fill([*writers, *([None] * 140)])
    began, number = time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < minutes * 60:
        crowd.say(crowd.viewers[number % 60], f"steady {number} and some words more")
        number += 1
        await asyncio.sleep(0.05)
        if number % max(1, int(minutes * 60 * 20 / 6)) == 0:
            rss = site.process.memory_full_info().uss
            print(f"memory after {passed / 60:.1f} min and {number} messages: {rss / 1e6:.1f} MB", flush=True)
            crowd.forget()
    await crowd.close()


async def main(options: argparse.Namespace) -> None:
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}, {utc_now():%H:%M} UTC", flush=True)
    async with served() as site:
        slug = await channel(site.context)
        if options.only in (None, "viewers"):
            await watch(site, slug, 500, 20, options.seconds)
            await watch(site, slug, 1000, 10, options.seconds)
        if options.only in (None, "burst"):
            await burst(site, slug, options.burst_viewers)
        if options.only in (None, "memory"):
            await memory(site, slug, options.minutes)
    print(f"load average {os.getloadavg()[0]:.1f} after the run")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=("viewers", "burst", "memory"))
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--burst-viewers", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=1)
    asyncio.run(main(parser.parse_args()))
