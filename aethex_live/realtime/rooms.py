"""A live room: the one object that knows what everybody in it sees. Subclass it for a kind of room.

A room lives in one process and is changed by `apply` alone, which never waits: an event is either applied
whole or refused. What it shows are vars of the Reflex state class of its kind; whoever changes them here need
not think of sockets, the host (host.py) sends what has changed.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from aethex_live.realtime.feed import Feed
from aethex_live.realtime.wire import encode


class LiveRoom:
    """`name` says which one of its kind it is, such as the id of a channel."""

    def __init__(self, name: str):
        self.name = name
        self._life = ""
        self._known: frozenset[str] | None = None
        self._wake: Callable[[], None] | None = None
        self._people: Callable[[], list[UUID]] = list
        self._shown: dict[str, str] = {}
        self._changed: dict[str, None] = {}
        self._feeds: dict[str, Feed] = {}

    # What a kind of room writes

    async def open(self) -> None:
        """Load what the room starts with. Called once, before anybody enters."""

    async def close(self) -> None:
        """Save what must outlive the room. Called when it has been empty for a while, and at shutdown."""

    def apply(self, event: Any) -> Any:
        """Change the room; what is returned or raised goes to whoever posted the event."""
        raise NotImplementedError(f"{type(self).__name__} must say what an event does to it.")

    def counted(self, viewers: int) -> None:
        """Take note of how many people are here; called at most once a second."""

    # What a kind of room calls

    def show(self, **values: Any) -> None:
        """Set vars that everybody sees; what already has this value is not sent."""
        for name, value in values.items():
            self._check(name)
            text = encode(value)
            if self._shown.get(name) != text:
                self._shown[name] = text
                self._changed[name] = None
                self._touch()

    def feed(self, name: str, keep: int) -> Feed:
        """The list that everybody sees as var `name`; a newcomer gets its newest `keep` entries."""
        self._check(name)
        return self._feeds.setdefault(name, Feed(keep, self._touch))

    def people(self) -> list[UUID]:
        """Who is here, of those who are logged in."""
        return self._people()

    # What the host calls

    def attach(
        self,
        life: str,
        known: frozenset[str],
        wake: Callable[[], None],
        people: Callable[[], list[UUID]] = list,
    ) -> None:
        """Begin the life `life`: from now on `wake` is called when there is something to send."""
        self._life, self._known, self._people = life, known, people
        for name in (*self._shown, *self._feeds):
            self._check(name)
        self.take_changes()
        self._wake = wake

    def whole(self) -> dict[str, str]:
        """Every var that the room shows, as JSON."""
        return {**self._shown, **{name: feed.whole(self._life) for name, feed in self._feeds.items()}}

    def take_changes(self) -> dict[str, str]:
        """The vars that have changed since the last call, as JSON."""
        changes = {name: self._shown[name] for name in self._changed}
        self._changed.clear()
        for name, feed in self._feeds.items():
            if (change := feed.take_change(self._life)) is not None:
                changes[name] = change
        return changes

    def _touch(self) -> None:
        if self._wake is not None:
            self._wake()

    def _check(self, name: str) -> None:
        if self._known is not None and name not in self._known:
            raise AttributeError(
                f"{type(self).__name__} shows {name!r}, which its state class does not declare."
            )
