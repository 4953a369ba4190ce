"""The room of schedules: what is on as planned, and that something else is planned now."""

import json

import pytest

from aethex_live.domain.stream import Event
from aethex_live.errors import NotFound
from aethex_live.realtime.visitor import NOBODY
from aethex_live.services import schedule, schedule_desk
from aethex_live.state.plans import EVERYWHERE, PlansRoom, admit
from aethex_live.state.schedule import DAYS
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.plans import BEGIN, SUNDAY, plan
from tests.support.streams import Teller


def shown(room: PlansRoom) -> tuple[list[str], int]:
    seen = {name: json.loads(text) for name, text in room.whole().items()}
    return seen["on"], seen["edition"]


async def test_it_follows_the_stream_and_the_plan(context, clock):
    ada = await create_actor(context, "ada")
    owls = id_of(await create_channel(context, ada))
    entry = await plan(context, ada, owls, weekdays=["sun"])
    rooms = [PlansRoom("night-owls"), PlansRoom(EVERYWHERE)]
    for room in rooms:
        await room.open()
    assert [shown(room) for room in rooms] == [([], 0), ([], 0)]

    async def look() -> None:
        rooms[0].apply(("planned", await schedule.shown_of_channel(context, "night-owls", DAYS)))
        rooms[1].apply(("planned", [each.planned for each in await schedule.upcoming(context)]))

    clock.now = BEGIN
    await Teller(context).tell(Event.STARTED)
    await look()
    on = [f"{entry.id} {SUNDAY}"]
    assert [shown(room) for room in rooms] == [(on, 0), (on, 0)], "nothing else is planned"

    await schedule_desk.move(context, ada, entry.id, SUNDAY, "2026-11-22", "22:00")
    await look()
    assert [shown(room) for room in rooms] == [([], 1), ([], 1)]
    await look()
    assert [shown(room)[1] for room in rooms] == [1, 1]
    rooms[0].apply(("stream",))
    assert rooms[0].whole()["streams"] == "1"


async def test_everybody_may_follow_what_there_is(context):
    await admit(NOBODY, EVERYWHERE)
    with pytest.raises(NotFound):
        await admit(NOBODY, "no-such-channel")
