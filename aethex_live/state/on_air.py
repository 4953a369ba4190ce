"""What is on right now, for everybody who looks for the same: streams come and go, and their viewers with them.

A room is named by what is looked for (`Wanted.query`). The cards, their order and the numbers are vars of their own,
because the numbers change all the time and the rest does not.
"""

import asyncio
import time
from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.discover import Sort, Wanted
from aethex_live.domain.happening import Happening
from aethex_live.errors import NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import discover, stream
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.cards import ListedCard, listed_card, trending_card
from aethex_live.state.room import RoomState, room_kind

EVERYWHERE = "everywhere"  # the name of the room of those who look for nothing in particular
MOST = 24
ROOMS_AT_ONCE = 50  # that are looked after together; more than that take turns


class Shelf(TypedDict):
    """What a room is told: the cards in their order, and how much there is in all."""

    cards: list[ListedCard]
    total: int


class OnAirRoom(LiveRoom):
    """The event is a Shelf."""

    async def open(self) -> None:
        self.apply(await shelf_of(self.name))

    def apply(self, event: Shelf) -> None:
        cards: dict[str, Any] = {card["slug"]: card for card in event["cards"]}
        self.show(
            order=list(cards),
            cards={slug: {**card, "viewers": 0} for slug, card in cards.items()},
            viewers={slug: card["viewers"] for slug, card in cards.items()},
            total=event["total"],
            looked=True,
        )


class OnAir(RoomState, rx.State):
    """The first of what is on."""

    looked: bool = False  # whether the room has been entered: nothing may be on
    order: list[str] = []
    cards: dict[str, ListedCard] = {}
    viewers: dict[str, int] = {}
    total: int = 0

    @rx.event
    async def enter(self) -> None:
        """See the best, and what becomes of them."""
        await look_for(self, Wanted(sort=Sort.TRENDING))

    @rx.event
    async def enter_category(self) -> None:
        """See what is on in the category of the address."""
        await look_for(self, Wanted.read(category=argument(self, "category_slug")))


async def look_for(shown: OnAir, wanted: Wanted) -> None:
    """Enter the room of those who look for this."""
    await shown._join(wanted.query or EVERYWHERE)


def look_away(state: rx.State) -> None:
    """Leave the room where the client is that sent the event which `state` handles."""
    hub.current().leave(KIND, state.router.session.session_id)


async def admit(_: Visitor, name: str) -> None:
    """Everybody: what is for adults is said by whoever asks, as on the pages of streams."""
    if name != EVERYWHERE and (not name or Wanted.of_query(name).query != name):
        raise NotFound("There is nothing of this kind.")


KIND = room_kind("on_air", OnAir, OnAirRoom, admit)


async def refresh() -> None:
    """Look again at what is on, for those rooms that this process keeps."""
    names = sorted(hub.current().counts(KIND))
    if not names:
        return
    current().kept.forget(discover.LIVE)
    begin = int(time.monotonic()) % len(names) if len(names) > ROOMS_AT_ONCE else 0
    for name in [*names[begin:], *names[:begin]][:ROOMS_AT_ONCE]:
        await hub.current().tell(KIND, name, await shelf_of(name))
        await asyncio.sleep(0)


async def follow(happening: Happening) -> None:
    """A stream has begun, changed or ended."""
    if happening.name in (stream.STARTED, stream.CHANGED, stream.ENDED):
        current().kept.forget(discover.LIVE)
        await refresh()


async def shelf_of(name: str) -> Shelf:
    """What the room of this name shows now."""
    wanted = Wanted.of_query("" if name == EVERYWHERE else name)
    found, total = await discover.shelf(current(), wanted, MOST)
    card = trending_card if wanted.sort is Sort.TRENDING else listed_card
    return Shelf(cards=[card(each) for each in found], total=total)
