"""What many ask for at once and is the same for all: made once, and kept for as long as it may be old."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 500  # names may be made up by strangers


class Kept:
    """Answers by name. While one is made, whoever asks for it waits for that one."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[float, Any]] = {}
        self._making: dict[str, asyncio.Task[Any]] = {}

    async def get(self, name: str, seconds: float, make: Callable[[], Awaitable[T]]) -> T:
        """The answer called `name`, at most so many seconds old."""
        until, answer = self._answers.get(name, (0.0, None))
        if until > time.monotonic():
            return answer
        if name not in self._making:
            task = asyncio.ensure_future(make())
            self._making[name] = task
            task.add_done_callback(lambda done: self._made(name, seconds, done))
        return await asyncio.shield(self._making[name])

    def forget(self, name: str) -> None:
        """Something has happened: the next who asks gets a new answer."""
        self._answers.pop(name, None)
        self._making.pop(name, None)

    def _made(self, name: str, seconds: float, task: asyncio.Task[Any]) -> None:
        if self._making.get(name) is not task:
            return
        del self._making[name]
        if not task.cancelled() and task.exception() is None:
            if len(self._answers) >= MOST:
                self._answers.clear()
            self._answers[name] = time.monotonic() + seconds, task.result()
