"""Tries are counted even when what they were for fails, and exactly, however many come at once."""

import asyncio
from datetime import timedelta

import pytest

from aethex_live.errors import TooMany
from aethex_live.services.throttle import forgive, limit, spend

THREE = limit("test", "somebody", 3, timedelta(minutes=1))


async def refused(context, *limits) -> float:
    try:
        await spend(context, *limits)
    except TooMany as error:
        return error.retry_after
    return 0


async def test_says_how_long_to_wait_and_keeps_the_word(context, clock):
    for _ in range(3):
        await spend(context, THREE)
    with pytest.raises(TooMany, match="Try again in 60 seconds") as error:
        await spend(context, THREE)
    clock.forward(seconds=error.value.retry_after)
    await spend(context, THREE)
    assert await refused(context, THREE) == 60


async def test_many_at_once_get_no_more_than_the_burst(context):
    waits = await asyncio.gather(*(refused(context, THREE) for _ in range(12)))
    assert sum(wait == 0 for wait in waits) == 3


async def test_one_exhausted_limit_leaves_the_others_untouched(context):
    wide = limit("test", "network", 4, timedelta(minutes=1))
    for _ in range(3):
        await spend(context, THREE, wide)
    for _ in range(5):
        assert await refused(context, THREE, wide) > 0
    await spend(context, wide)
    assert await refused(context, wide) > 0


async def test_each_for_themselves_and_nobody_in_particular_without_limit(context):
    nobody = limit("test", "", 1, timedelta(minutes=1))
    for number in range(3):
        await spend(context, limit("test", number, 1, timedelta(minutes=1)), nobody)


async def test_forgiven(context):
    for _ in range(3):
        await spend(context, THREE)
    await forgive(context, THREE)
    await spend(context, THREE)
