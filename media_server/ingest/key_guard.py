"""Slows down guessing of stream keys without locking out the creator who shares the guesser's address."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from media_server.ingest.limits import IngestLimits

WINDOW_S = 60.0
TRY_INTERVAL_S = 1.0  # for an address that has used up its wrong keys
MAX_ADDRESSES = 10_000  # remembered; the oldest are forgotten first


class TooManyTriesError(Exception):
    """No try may wait any more; the text is for the creator."""


class _Address:
    __slots__ = ("failures", "next_try", "waiting")

    def __init__(self) -> None:
        self.failures: list[float] = []
        self.next_try = 0.0
        self.waiting = 0


class KeyGuard:
    """One for the whole listener."""

    def __init__(self, limits: IngestLimits, now: Callable[[], float]) -> None:
        self._limits = limits
        self._now = now
        self._addresses: OrderedDict[str, _Address] = OrderedDict()
        self._decisions = asyncio.Semaphore(limits.decisions_at_once)

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """Holds one of the decisions that may be under way; an address with many wrong keys waits before."""
        entry = self._addresses.get(address)
        if entry is not None and self._exhausted(entry):
            await self._wait(entry)
        async with self._decisions:
            yield

    def failed(self, address: str) -> None:
        """A key from this address was wrong."""
        entry = self._addresses.setdefault(address, _Address())
        self._addresses.move_to_end(address)
        entry.failures.append(self._now())
        while len(self._addresses) > MAX_ADDRESSES:
            self._addresses.popitem(last=False)

    def _exhausted(self, entry: _Address) -> bool:
        oldest = self._now() - WINDOW_S
        entry.failures = [moment for moment in entry.failures if moment > oldest]
        return len(entry.failures) >= self._limits.wrong_keys_per_minute

    async def _wait(self, entry: _Address) -> None:
        if entry.waiting >= self._limits.waiting_tries_per_address:
            raise TooManyTriesError("Too many wrong stream keys from your address. Wait a minute.")
        moment = max(self._now(), entry.next_try)
        entry.next_try = moment + TRY_INTERVAL_S
        entry.waiting += 1
        try:
            await asyncio.sleep(moment - self._now())
        finally:
            entry.waiting -= 1
