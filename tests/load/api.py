"""What reading `/api/v1` takes, at a steady rate from a process of its own. Asserts nothing.

    python -m tests.load.api [--rate 200] [--seconds 20]

Requests leave on time whether or not earlier ones are answered; they are timed from when they should leave.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

import aiohttp
import psutil

from tests.journeys.site import Site, running_site
from tests.support.database import migrated_database
from tests.support.http import token_of
from tests.support.people import actor_of, create_user

PEOPLE = 80  # each may ask 300 times a minute
CHANNELS = 40
PATHS = ("/channels?limit=20", "/channels/channel-7", "/categories", "/me", "/me/channels")


async def make(site: Site) -> list[str]:
    """People with a channel each (the first ones) and a token; gives the tokens."""
    from aethex_live.domain.access_token import Scope
    from aethex_live.services import channel

    tokens = []
    for number in range(PEOPLE):
        user = await create_user(site.context, f"person_{number}")
        if number < CHANNELS:
            name = {"name": f"Channel {number}", "slug": f"channel-{number}"}
            await channel.create(site.context, actor_of(user.id), name)
        headers = await token_of(site.context, user, Scope.ACCOUNT_READ)
        tokens.append(headers["Authorization"])
    return tokens


async def generate(url: str, tokens: list[str], rate: float, seconds: float) -> dict[str, list[float]]:
    """Ask in turns for every path; gives milliseconds by path, and under "refused" those that were."""
    found: dict[str, list[float]] = {path: [] for path in PATHS} | {"refused": []}

    async def ask(number: int, due: float) -> None:
        path = PATHS[number % len(PATHS)]
        headers = {"Authorization": tokens[number % len(tokens)]}
        async with web.get(f"{url}/api/v1{path}", headers=headers) as answer:
            await answer.read()
        kind = path if answer.status == 200 else "refused"
        found[kind].append((time.perf_counter() - due) * 1000)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as web:
        began = time.perf_counter()
        asked = []
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            asked.append(asyncio.create_task(ask(number, due)))
        await asyncio.gather(*asked)
    return found


def report(found: dict[str, list[float]], cpu: float, seconds: float) -> None:
    """One line a path."""
    print(f"{'path':<24}{'n':>6}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms")
    for path, times in (*found.items(), ("all", [*chain(*found.values())])):
        if times:
            ordered = sorted(times)
            at = [ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95, 0.99, 1)]
            print(f"{path:<24}{len(times):>6}" + "".join(f"{value:>9.1f}" for value in at))
    asked = sum(map(len, found.values()))
    print(f"CPU of the app: {cpu / seconds:.0%} of a core, {1000 * cpu / asked:.2f} ms a request")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Load of the machine ({os.cpu_count()} cores): {load}; everything else that runs is in it")


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process and its children have used."""
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    used = [
        process.cpu_times()
        for process in processes
        if "aethex_live.web_server" in " ".join(process.cmdline())
    ]
    return sum(times.user + times.system for times in used)


async def measure(rate: float, seconds: float) -> None:
    """Start the product, fill it, load it, report."""
    with migrated_database() as url, tempfile.TemporaryDirectory() as scratch:
        async with running_site(url, Path(scratch)) as site:
            tokens = await make(site)
            for warm_up in (True, False):
                length = 3 if warm_up else seconds
                before = cpu_of(site.pid)
                wish = json.dumps([site.url, tokens, rate, length])
                command = [sys.executable, "-m", "tests.load.api", "--generate"]
                done = await asyncio.to_thread(
                    subprocess.run, command, input=wish, stdout=subprocess.PIPE, text=True, check=True
                )
                if not warm_up:
                    report(json.loads(done.stdout), cpu_of(site.pid) - before, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--generate", action="store_true", help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.generate:
        print(json.dumps(asyncio.run(generate(*json.load(sys.stdin)))))
    else:
        asyncio.run(measure(wish.rate, wish.seconds))


if __name__ == "__main__":
    main()
