"""Who is writing in a live room right now, told at most once a second."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import TypedDict

LASTS = 5.0  # seconds after the last word of it
TELL_EVERY = 1.0
MOST_NAMED = 3
MOST_KNOWN = 200


class Typist(TypedDict):
    """Somebody who writes."""

    username: str
    name: str


class Typists(TypedDict):
    """The first ones, and how many more there are."""

    people: list[Typist]
    more: int


NOBODY_TYPES = Typists(people=[], more=0)


class Typing:
    """Calls `show` when it has changed."""

    def __init__(self, show: Callable[[Typists], None]):
        self._show = show
        self._typists: OrderedDict[str, tuple[str, float]] = OrderedDict()  # username -> name, until
        self._timer: asyncio.TimerHandle | None = None

    def types(self, username: str, name: str) -> None:
        """Somebody is writing."""
        if username in self._typists or len(self._typists) < MOST_KNOWN:
            self._typists[username] = (name, asyncio.get_running_loop().time() + LASTS)
            self._tell_soon()

    def wrote(self, usernames: set[str]) -> None:
        """Some have sent what they wrote."""
        for username in usernames & set(self._typists):
            del self._typists[username]

    def stop(self) -> None:
        """Tell nothing more."""
        if self._timer is not None:
            self._timer.cancel()

    def _tell_soon(self) -> None:
        if self._timer is None:
            self._tell()

    def _tell(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for username in [username for username, (_, until) in self._typists.items() if until <= now]:
            del self._typists[username]
        named = [
            Typist(username=username, name=name)
            for username, (name, _) in list(self._typists.items())[:MOST_NAMED]
        ]
        self._show(Typists(people=named, more=len(self._typists) - len(named)))
        self._timer = loop.call_later(TELL_EVERY, self._tell) if self._typists else None
