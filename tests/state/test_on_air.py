"""The room of what is on: what it tells, and that only rooms that make sense can be entered."""

import pytest

from aethex_live.domain.discover import Sort, Wanted
from aethex_live.domain.stream import Event
from aethex_live.errors import NotFound
from aethex_live.realtime.visitor import NOBODY
from aethex_live.services import stream_desk
from aethex_live.state import on_air
from aethex_live.state.on_air import EVERYWHERE, OnAirRoom, admit
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.streams import Teller


async def test_the_numbers_are_told_apart_from_the_cards(context):
    room = OnAirRoom(EVERYWHERE)
    room.apply({"cards": [{"slug": "owls", "viewers": 5}, {"slug": "larks", "viewers": 9}], "total": 2})
    assert room.whole()["order"] == '["owls","larks"]'
    assert room.whole()["viewers"] in ('{"larks":9,"owls":5}', '{"owls":5,"larks":9}')


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
