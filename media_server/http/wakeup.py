"""Waking everybody who waits for the next part, all at once."""

import asyncio
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


class Wakeup:
    """An event without memory: `notify` ends every wait that is under way, and none that begins later."""

    def __init__(self) -> None:
        self._waiting: set[Callable[[], None]] = set()
        self._due = False

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, call: Callable[[], None]) -> None:
        """`call` is made once, at the next `notify`."""
        self._waiting.add(call)

    def discard(self, call: Callable[[], None]) -> None:
        self._waiting.discard(call)

    def notify(self) -> None:
        """At the next turn of the event loop, so that whoever made the part is not held up by its viewers."""
        if not self._due and self._waiting:
            self._due = True
            asyncio.get_running_loop().call_soon(self._wake)

    def _wake(self) -> None:
        self._due = False
        waiting, self._waiting = self._waiting, set()
        for call in waiting:
            try:
                call()
            except Exception:
                log.exception("an answer failed")

    def future(self) -> "asyncio.Future[None]":
        """The same to be awaited."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not future.done():
                future.set_result(None)

        self.add(wake)
        future.add_done_callback(lambda _: self.discard(wake))
        return future
