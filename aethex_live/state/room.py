"""Lets a page see a live room: a state class whose vars the room sets, the same for everybody in it.

docs/realtime.md shows a whole example.
"""

import builtins
from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex.state import _override_base_method
from reflex_base.constants.state import FIELD_MARKER

from aethex_live.realtime import hub, kinds
from aethex_live.realtime.feed import NO_ENTRIES
from aethex_live.realtime.kinds import Admit, RoomKind
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.realtime.wire import StateWire
from aethex_live.services import viewing
from aethex_live.services.context import current
from aethex_live.state import door

__all__ = ["NO_ENTRIES", "RoomState", "room_kind", "room_of"]

_kinds: dict[str, RoomKind] = {}


def room_kind(
    name: str, state: "type[RoomState]", create: Callable[[str], LiveRoom], admit: Admit, **options: Any
) -> RoomKind:
    """Declare a kind of room that `state` shows. RoomKind explains `create`, `admit` and the options."""
    blank = {var: state.__fields__[var].default_value() for var in state.base_vars}
    wire = StateWire(state=state.get_full_name(), blank=blank, marker=FIELD_MARKER)
    kind = RoomKind(name, wire, create, admit, **options)
    _kinds[wire.state] = kind
    return kinds.declare(kind)


def room_of(state: rx.State, kind: RoomKind) -> str | None:
    """The name of the room of this kind where the client is that sent the event which `state` handles."""
    return hub.current().room_of(kind, state.router.session.session_id)


class RoomState(rx.State, mixin=True):
    """Every var of a subclass is set by the room, never by a handler; what is personal goes elsewhere.

    A client is in one room of a kind at a time. `refusal` tells why it was put out.
    """

    refusal: str = ""

    async def _join(self, name: str, *, backstage: bool = False) -> None:
        """Enter the room `name` and leave the one of the same kind. Raises what the kind's `admit` raises.

        Who is `backstage` does not count as a viewer.
        Call it in the page's on_load handler, which runs again whenever the browser has reconnected.
        """
        sid = self.router.session.session_id
        await hub.current().join(self._room_kind(), name, sid, await self._visitor(backstage))

    async def _visitor(self, backstage: bool) -> Visitor:
        actor = await door.actor_of(self)
        guest = viewing.guest_of(current(), self.router.headers.cookie)
        return Visitor(actor.user_id, actor.session_id, actor.network, guest, backstage)

    @rx.event
    def leave_room(self) -> None:
        """Leave the room, as when its page closes."""
        hub.current().leave(self._room_kind(), self.router.session.session_id)

    @rx.event
    def send_whole(self) -> None:
        """The browser has noticed that it missed something."""
        hub.current().send_whole(self._room_kind(), self.router.session.session_id)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in type(self).base_vars:
            super().__setattr__(name, value)
        elif value != self.get_value(name):  # a reset sets what it is anyway
            raise TypeError(f"Everybody in the room sees {name!r}: post an event to the room instead.")

    @_override_base_method
    def dict(
        self, include_computed: bool = True, initial: bool = False, **options: Any
    ) -> builtins.dict[str, Any]:
        """Leave the room's vars out when a browser asks for its state: what it shows already is newer."""
        states = super().dict(include_computed=include_computed, initial=initial, **options)
        if not initial:
            own = states[self.get_full_name()]
            for name in self.base_vars:
                own.pop(name + FIELD_MARKER, None)
        return states

    @classmethod
    def _room_kind(cls) -> RoomKind:
        try:
            return _kinds[cls.get_full_name()]
        except KeyError:
            raise LookupError(f"Declare with room_kind() which rooms {cls.__name__} shows.") from None
