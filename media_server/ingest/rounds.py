"""Reads many publishers in rounds, so that the event loop is woken once for all of them.

To be woken costs more than what is then read, because the processor's caches forget in between; one stream
alone would wake the loop with every picture. In a round the second stream finds everything warm.
"""

import asyncio
from typing import Protocol

ROUND_S = 0.025  # what was sent waits for half of it on average
AT_ONCE = 16  # so many a turn: more of them share the round out, and nobody has to wait for its end


class Reader(Protocol):
    """A connection."""

    def read(self) -> None:
        """Takes what has come, if anything."""
        ...


class Rounds:
    """One for the whole listener."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._readers: dict[Reader, None] = {}
        self._turn = 0
        self._due = 0.0
        self._running = False

    def __len__(self) -> int:
        return len(self._readers)

    def join(self, reader: Reader) -> None:
        self._readers[reader] = None
        if not self._running:
            self._running = True
            self._due = self._loop.time()
            self._loop.call_at(self._due, self._read)

    def leave(self, reader: Reader) -> None:
        self._readers.pop(reader, None)

    def _read(self) -> None:
        readers = list(self._readers)
        turns = -(-len(readers) // AT_ONCE)
        if not turns:
            self._running = False
            return
        self._turn += 1
        self._due = max(self._due + ROUND_S / turns, self._loop.time())
        self._loop.call_at(self._due, self._read)
        for reader in readers[self._turn % turns :: turns]:
            reader.read()
