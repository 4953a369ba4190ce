"""What is on right now, for everybody on the home page: streams come and go, and their viewers with them."""

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import stream
from aethex_live.services.context import current
from aethex_live.state.cards import LiveCard, live_card
from aethex_live.state.room import RoomState, room_kind

EVERYWHERE = "everywhere"  # the name of the only room
MOST = 24


class OnAirRoom(LiveRoom):
    """The event is the cards of what is on."""

    async def open(self) -> None:
        self.show(live=await _cards())

    def apply(self, event: list[LiveCard]) -> None:
        self.show(live=event)


class OnAir(RoomState, rx.State):
    """The most watched streams."""

    live: list[LiveCard] = []

    @rx.event
    async def enter(self) -> None:
        """See them, and what becomes of them."""
        await self._join(EVERYWHERE)


async def admit(_: Visitor, name: str) -> None:
    """Everybody."""
    if name != EVERYWHERE:
        raise LookupError("There is no such room.")


KIND = room_kind("on_air", OnAir, OnAirRoom, admit)


async def refresh() -> None:
    """Look again at what is on, if somebody sees it."""
    if await hub.current().is_open(KIND, EVERYWHERE):
        await hub.current().tell(KIND, EVERYWHERE, await _cards())


async def follow(happening: Happening) -> None:
    """A stream has begun, changed or ended."""
    if happening.name in (stream.STARTED, stream.CHANGED, stream.ENDED):
        await refresh()


async def _cards() -> list[LiveCard]:
    found = await stream.on_air_with_channels(current())
    return [live_card(*each) for each in found[:MOST]]
