"""What the page sees of the room, and what its people may do."""

from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

import reflex as rx

from aethex_live.realtime import hub
from aethex_live.realtime.visitor import Visitor
from aethex_live.state.room import NO_ENTRIES, RoomState, room_kind, room_of
from tests.realtime.site.ticker.room import TickerRoom

banned: set[UUID] = set()


class TickerState(RoomState, rx.State):
    count: int = 0
    viewers: int = 0
    lines: dict[str, Any] = NO_ENTRIES

    @rx.event
    async def enter(self) -> None:
        await self._join(self.router.url.query_parameters.get("room", "a"))

    @rx.event
    async def add(self, step: int) -> None:
        if room := room_of(self, KIND):
            await hub.current().post(KIND, room, ("count", int(step)))

    @rx.event
    async def say(self, key: str, text: str) -> None:
        if room := room_of(self, KIND):
            await hub.current().post(KIND, room, ("say", str(key)[:50], str(text)[:500]))

    @rx.event
    def forge(self) -> None:
        """What an author might do by mistake: show one reader something that the room does not."""
        self.reset()
        self.count = 99

    async def _visitor(self, backstage: bool) -> Visitor:
        name = self.router.headers.cookie.removeprefix("person=")
        session = uuid5(NAMESPACE_DNS, f"session of {name}")
        return Visitor(uuid5(NAMESPACE_DNS, name), session, self.router.session.client_ip)


async def admit(visitor: Visitor, name: str) -> None:
    """Everybody who has not been banned."""
    if visitor.person in banned:
        raise PermissionError("You are banned here.")


KIND = room_kind("ticker", TickerState, TickerRoom, admit)
