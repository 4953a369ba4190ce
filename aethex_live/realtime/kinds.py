"""What kinds of live rooms there are. A feature declares its kind once, where its state class is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.realtime.wire import StateWire

Admit = Callable[[Visitor, str], Awaitable[None]]


@dataclass(frozen=True)
class RoomKind:
    """`create(name)` makes the room. `admit(visitor, name)` returns for those who may be in it and raises for
    others.

    It is asked at the door, and again whenever something has changed about a person or a room. A room that
    has been empty for `linger` seconds is closed.
    """

    name: str
    wire: StateWire
    create: Callable[[str], LiveRoom]
    admit: Admit
    linger: float = 30.0

    def key(self, name: str) -> str:
        """The room `name` of this kind among all rooms."""
        return f"{self.name}:{name}"


_kinds: dict[str, RoomKind] = {}


def declare(kind: RoomKind) -> RoomKind:
    """Make a kind known; a later declaration of the same name takes the place of the earlier (hot reload)."""
    _kinds[kind.name] = kind
    return kind


def kind_of(name: str) -> RoomKind:
    """The kind of this name."""
    try:
        return _kinds[name]
    except KeyError:
        known = ", ".join(sorted(_kinds)) or "none"
        raise LookupError(f"No kind of room is called {name!r}; declared are: {known}.") from None
