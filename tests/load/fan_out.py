"""How long it takes to tell 10,000 followers that a channel is live, and what a page waits for meanwhile.

.venv/bin/python -m pytest -q -s tests/load/fan_out.py
"""

import asyncio
import time

from aethex_live.services import stream, stream_life
from tests.services.test_notification import crowd
from tests.support.channels import create_channel
from tests.support.jobs import run_jobs
from tests.support.people import create_actor


async def test_ten_thousand_followers(context, clock) -> None:
    owner = await create_actor(context, "ada")
    await create_channel(context, owner)
    await crowd(context)
    stop = asyncio.Event()
    waits: list[float] = []

    async def read_page() -> None:
        while not stop.is_set():
            began = time.perf_counter()
            await stream.on_air(context, "night-owls")
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(0.01)

    quiet = asyncio.create_task(read_page())
    await asyncio.sleep(2)
    stop.set()
    await quiet
    before, waits = sorted(waits), []
    stop.clear()
    async with context.transaction() as uow:
        await stream_life.begin(context, uow, "night-owls", "b1", clock(), server="s")
    reader = asyncio.create_task(read_page())
    began = time.perf_counter()
    await run_jobs(context)
    took = time.perf_counter() - began
    stop.set()
    await reader
    during = sorted(waits)
    print(f"\n10,000 followers told in {took:.2f} s")
    for name, values in (("quiet", before), ("meanwhile", during)):
        print(
            f"a page's question, {name}: p50 {_ms(values, 0.5)} ms, p99 {_ms(values, 0.99)} ms, {len(values)} asked"
        )


def _ms(values: list[float], part: float) -> str:
    return f"{values[min(len(values) - 1, int(len(values) * part))] * 1000:.1f}" if values else "-"
