"""The room of what is on: cards keep their places for a while, and only rooms that make sense can be entered."""

import pytest

from aethex_live.domain.discover import Sort, Wanted
from aethex_live.domain.stream import Event
from aethex_live.errors import NotFound
from aethex_live.realtime.visitor import NOBODY
from aethex_live.services import stream_desk
from aethex_live.state import on_air
from aethex_live.state.on_air import EVERYWHERE, ORDERED_ANEW, OnAirRoom, Shelf, admit
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.streams import Teller


def shelf(**viewers: int) -> Shelf:
    best = sorted(viewers.items(), key=lambda each: -each[1])
    return {"cards": [{"slug": slug, "viewers": number} for slug, number in best], "total": len(best)}


async def test_cards_change_places_only_now_and_then(context):
    room = OnAirRoom(EVERYWHERE)
    await room.open()
    room._ordered_at = float("-inf")
    room.apply(shelf(owls=5, larks=3))
    room.apply(shelf(owls=5, larks=9))
    assert room.whole()["order"] == '["owls","larks"]'
    assert room.whole()["viewers"] in ('{"larks":9,"owls":5}', '{"owls":5,"larks":9}')
    room.apply(shelf(swifts=20, larks=9))
    assert room.whole()["order"] == '["larks","swifts"]'
    room._ordered_at -= ORDERED_ANEW
    room.apply(shelf(swifts=20, larks=9))
    assert room.whole()["order"] == '["swifts","larks"]'


@pytest.mark.parametrize("name", ["", "nonsense", "sort=viewers", "tag=Owl", "adult=1&tag=owl", "x" * 9999])
async def test_rooms_that_nobody_links_to_do_not_exist(name: str):
    with pytest.raises(NotFound):
        await admit(NOBODY, name)


async def test_everybody_may_look_for_what_there_may_be():
    for wanted in (Wanted(sort=Sort.TRENDING), Wanted("music", "vinyl", "de", Sort.NEWEST, adult=True)):
        await admit(NOBODY, wanted.query)


async def test_a_room_shows_what_fits_and_nothing_for_adults(context):
    ada = await create_actor(context, "ada")
    made = await create_channel(context, ada, "owls")
    await create_channel(context, ada, "larks")
    await stream_desk.change(context, ada, id_of(made), {"mature": True})
    for number, slug in enumerate(("owls", "larks"), 1):
        await Teller(context, slug).tell(Event.STARTED, broadcast=slug, sequence=number)
    assert [card["slug"] for card in (await on_air.shelf_of(EVERYWHERE))["cards"]] == ["larks"]
    assert (await on_air.shelf_of("adult=1"))["total"] == 2
