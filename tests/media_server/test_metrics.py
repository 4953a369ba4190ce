"""The event loop's lag. Case 23."""

import asyncio
import time

from prometheus_client import CollectorRegistry

from media_server.metrics import LoopLag
from tests.media_server.waiting import until


def above(registry: CollectorRegistry, seconds: float) -> float:
    """How often it was later than that."""
    name = "media_loop_lag_seconds"
    every = registry.get_sample_value(f"{name}_count") or 0.0
    return every - (registry.get_sample_value(f"{name}_bucket", {"le": str(seconds)}) or 0.0)


async def test_a_loop_that_stands_still_is_seen():
    registry = CollectorRegistry()
    task = asyncio.create_task(LoopLag(registry).run())
    await until(lambda: registry.get_sample_value("media_loop_lag_seconds_count"))
    before = above(registry, 0.25)
    time.sleep(0.5)  # noqa: ASYNC251  (what it is about)
    await until(lambda: above(registry, 0.25) > before)
    task.cancel()
