"""Lets what is written to one chat at the same time be stored together.

A message that comes while nothing is being stored is stored at once; those that come in the meantime go together
next. So a quiet chat is as fast as the database, and a busy one costs a transaction for many messages. The order of
each chat is the order of coming.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from aethex_live.errors import AppError, TooMany

W = TypeVar("W")
R = TypeVar("R")
Write = Callable[[str, Sequence[W]], Awaitable[Sequence[R | AppError]]]

log = logging.getLogger(__name__)

MOST_TOGETHER = 200
MOST_WAITING = 20_000  # in one chat; beyond, people are asked to try again
AT_A_TIME = 4  # chats that are stored at the same time, so that others find connections too


class ChatQueue(Generic[W, R]):
    """One of a process."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[W, asyncio.Future[R]]]] = {}
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._gate = asyncio.Semaphore(AT_A_TIME)

    async def put(self, room: str, wish: W, write: Write[W, R]) -> R:
        """Have `wish` written; gives or raises what became of it, once it is stored."""
        waiting = self._waiting.setdefault(room, [])
        if len(waiting) >= MOST_WAITING:
            raise TooMany("Too many people write at once. Try again in a few seconds.", 5, code="chat_busy")
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        waiting.append((wish, future))
        if room not in self._at_work:
            self._at_work[room] = asyncio.create_task(self._work(room, write))
        return await future

    async def drain(self) -> None:
        """Wait until everything is stored."""
        while self._at_work:
            await asyncio.gather(*self._at_work.values())

    async def _work(self, room: str, write: Write[W, R]) -> None:
        try:
            while waiting := self._waiting[room]:
                async with self._gate:
                    batch, waiting[:MOST_TOGETHER] = waiting[:MOST_TOGETHER], []
                    await self._store(room, batch, write)
        finally:
            del self._waiting[room]
            del self._at_work[room]

    async def _store(self, room: str, batch: list[tuple[W, asyncio.Future[R]]], write: Write[W, R]) -> None:
        try:
            results = await write(room, [wish for wish, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # one of them may be the cause: none of the others shall suffer
                log.warning("Could not store %d messages together", len(batch), exc_info=error)
                for each in batch:
                    await self._store(room, [each], write)
                return
            results = [error]
        for (_, future), result in zip(batch, results, strict=True):
            if future.done():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
