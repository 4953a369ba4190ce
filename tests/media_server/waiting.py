"""Waiting for something that announces itself to nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable


async def until(condition: Callable[[], object | Awaitable[object]], seconds: float = 60.0) -> None:
    """Returns once the condition holds; fails the test when it does not within the time."""
    async with asyncio.timeout(seconds):
        while not await _holds(condition):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _holds(condition: Callable[[], object | Awaitable[object]]) -> object:
    result = condition()
    return await result if isawaitable(result) else result
