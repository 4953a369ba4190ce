"""What many ask for at once is made once."""

import asyncio

import pytest

from aethex_live.services.kept import Kept


async def test_all_who_ask_meanwhile_get_the_same_answer():
    kept, made, go_on = Kept(), [], asyncio.Event()

    async def make() -> int:
        made.append(1)
        await go_on.wait()
        return len(made)

    asking = [asyncio.ensure_future(kept.get("n", 60, make)) for _ in range(5)]
    await asyncio.sleep(0)
    go_on.set()
    assert await asyncio.gather(*asking) == [1] * 5
    assert await kept.get("n", 60, make) == 1
    kept.forget("n")
    assert await kept.get("n", 60, make) == 2


async def test_an_answer_that_was_begun_before_something_happened_is_not_kept():
    kept, go_on = Kept(), asyncio.Event()

    async def old() -> str:
        await go_on.wait()
        return "old"

    async def new() -> str:
        return "new"

    asking = asyncio.ensure_future(kept.get("n", 60, old))
    await asyncio.sleep(0)
    kept.forget("n")
    assert await kept.get("n", 60, new) == "new"
    go_on.set()
    assert await asking == "old"
    assert await kept.get("n", 60, old) == "new"


async def test_a_failure_is_told_and_not_kept():
    kept = Kept()

    async def fail() -> str:
        raise LookupError("gone")

    async def work() -> str:
        return "there"

    with pytest.raises(LookupError):
        await kept.get("n", 60, fail)
    assert await kept.get("n", 60, work) == "there"
