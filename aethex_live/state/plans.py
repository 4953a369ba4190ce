"""What is on as planned, and that something else is planned now, for all who look at schedules.

A room is named by a channel, or EVERYWHERE for what comes up on all of them.
"""

import asyncio
from dataclasses import replace

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.domain.schedule import Planned
from aethex_live.errors import NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import channel, schedule, stream
from aethex_live.services.context import current
from aethex_live.state.address import argument, query
from aethex_live.state.room import RoomState, room_kind
from aethex_live.state.schedule import DAYS, UPCOMING, EntryPage, key_of

EVERYWHERE = "*"  # no channel has this name


class PlansRoom(LiveRoom):
    """Events: ("planned", what is planned now) and ("stream",) when one has begun or ended."""

    async def open(self) -> None:
        self._edition = self._streams = 0
        self._planned: list[Planned] | None = None
        self._look(await _planned(self.name))

    def apply(self, event: tuple) -> None:
        match event:
            case "planned", planned:
                self._look(planned)
            case ("stream",):
                self._streams += 1
                self.show(streams=self._streams)

    def _look(self, planned: list[Planned]) -> None:
        plain = [replace(each, live=False) for each in planned]
        if self._planned not in (None, plain):
            self._edition += 1
        self._planned = plain
        self.show(on=[key_of(each) for each in planned if each.live], edition=self._edition, looked=True)


class Plans(RoomState, rx.State):
    """Which occurrences are on, by their keys."""

    looked: bool = False
    on: list[str] = []
    edition: int = 0  # counts up when something else is planned, or comes next: pages load it again
    streams: int = 0  # counts up when a stream of the channel begins or ends

    @rx.event
    async def enter(self) -> None:
        """Follow the channel in the address."""
        await self._follow(argument(self, "channel_slug")[:100].lower())

    @rx.event
    async def enter_entry(self) -> None:
        """Follow the channel of the entry whose page was loaded."""
        await self._follow(await self.get_var_value(EntryPage.slug))

    @rx.event
    async def enter_upcoming(self) -> None:
        """Follow all channels, when the address asks for what comes up."""
        if query(self, "tab") == UPCOMING:
            await self._follow(EVERYWHERE)

    async def _follow(self, name: str) -> None:
        try:
            await self._join(name)
        except NotFound:
            return


async def admit(_: Visitor, name: str) -> None:
    """Everybody who may see the channel."""
    if name != EVERYWHERE:
        await channel.by_slug(current(), name)


KIND = room_kind("plans", Plans, PlansRoom, admit)


async def follow(happening: Happening) -> None:
    """A stream has begun or ended, or a schedule has changed."""
    if happening.name not in (stream.STARTED, stream.ENDED, schedule.CHANGED):
        return
    slug = happening.data["slug"]
    if happening.name != schedule.CHANGED:
        await hub.current().tell(KIND, slug, ("stream",))
    for name in (slug, EVERYWHERE):
        await _look(name)


async def refresh() -> None:
    """Time has passed: look again at what is on, in rooms that this process keeps."""
    for name in hub.current().counts(KIND):
        await _look(name)
        await asyncio.sleep(0)


async def _look(name: str) -> None:
    if await hub.current().is_open(KIND, name):
        try:
            planned = await _planned(name)
        except NotFound:
            return
        await hub.current().tell(KIND, name, ("planned", planned))


async def _planned(name: str) -> list[Planned]:
    if name != EVERYWHERE:
        return await schedule.shown_of_channel(current(), name, DAYS)
    return [each.planned for each in await schedule.upcoming(current(), adult=True)]
