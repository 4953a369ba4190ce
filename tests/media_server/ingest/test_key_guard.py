"""Guessing of keys: cases 15 of what peers do on the wire."""

import asyncio

import pytest

from media_server.ingest.key_guard import MAX_ADDRESSES, KeyGuard, TooManyTriesError
from media_server.ingest.limits import IngestLimits

LIMITS = IngestLimits(wrong_keys_per_minute=3, waiting_tries_per_address=2, decisions_at_once=2)


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def try_once(guard: KeyGuard, address: str, wrong: bool = True) -> None:
    async with guard.turn(address):
        pass
    if wrong:
        guard.failed(address)


async def test_a_few_wrong_keys_cost_nothing():
    guard = KeyGuard(LIMITS, Clock())
    async with asyncio.timeout(0.5):
        for _ in range(3):
            await try_once(guard, "1.1.1.1")


async def test_more_tries_wait_their_turn_and_then_are_refused(monkeypatch):
    monkeypatch.setattr("media_server.ingest.key_guard.TRY_INTERVAL_S", 60.0)
    guard = KeyGuard(LIMITS, Clock())
    for _ in range(4):  # the fourth is the first to take a turn
        await try_once(guard, "1.1.1.1")
    waiting = [asyncio.create_task(try_once(guard, "1.1.1.1")) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyTriesError):
        await try_once(guard, "1.1.1.1")
    await try_once(guard, "2.2.2.2")  # another address does not notice
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_right_key_from_a_guessers_address_gets_in_after_a_wait(monkeypatch):
    monkeypatch.setattr("media_server.ingest.key_guard.TRY_INTERVAL_S", 0.05)
    guard = KeyGuard(LIMITS, asyncio.get_running_loop().time)
    for _ in range(6):
        await try_once(guard, "1.1.1.1")
    async with asyncio.timeout(2):
        await try_once(guard, "1.1.1.1", wrong=False)


async def test_a_minute_later_all_is_forgotten():
    clock = Clock()
    guard = KeyGuard(LIMITS, clock)
    for _ in range(3):
        await try_once(guard, "1.1.1.1")
    clock.now += 61
    async with asyncio.timeout(0.5):
        for _ in range(3):
            await try_once(guard, "1.1.1.1")


async def test_many_addresses_do_not_fill_the_memory():
    guard = KeyGuard(LIMITS, Clock())
    for n in range(MAX_ADDRESSES + 50):
        guard.failed(str(n))
    assert len(guard._addresses) == MAX_ADDRESSES


async def test_only_so_many_decisions_are_under_way():
    guard = KeyGuard(LIMITS, Clock())
    under_way = most = 0

    async def decide() -> None:
        nonlocal under_way, most
        async with guard.turn("1.1.1.1"):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.01)
            under_way -= 1

    await asyncio.gather(*(decide() for _ in range(10)))
    assert most == 2
