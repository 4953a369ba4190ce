"""A demo site lives: its channels get their keys, its people write, its DJ changes the track."""

import random

import pytest

from aethex_live.data import site_setting as stored
from aethex_live.domain.stream import Event
from aethex_live.services import chat, demo_life, stream, stream_desk, stream_key
from aethex_live.services.demo import DONE
from aethex_live.services.demo_lines import LINES, TRACKS
from aethex_live.services.demo_people import PEOPLE
from tests.support.channels import create_channel, id_of
from tests.support.people import actor_of, create_user
from tests.support.streams import Teller

DJ = "lumen-after-dark"


@pytest.fixture
async def lumen(context):
    async with context.transaction() as uow:
        await stored.put(uow, DONE, True, None, context.clock())
    names = {line.partition(":")[0] for line in LINES[DJ]}
    people = {name: await create_user(context, name, email=f"{name}@demo.example") for name in names}
    return actor_of(people["lumen"].id)


async def test_the_channels_of_the_demo_are_published_with_their_keys(context, lumen):
    made = await create_channel(context, lumen, DJ)
    ((programme, url),) = await demo_life.programmes(context)
    assert programme == "dance_floor"
    answer = await stream_key.authorise_publish(context, url.rpartition("/")[2])
    assert answer.accepted and answer.slug == DJ
    plan = await stream_desk.plan(context, lumen, id_of(made))
    assert plan.title == demo_life.TITLES[DJ]
    await stream_desk.change(context, lumen, id_of(made), {"title": "Mine"})
    await demo_life.programmes(context)
    assert (await stream_desk.plan(context, lumen, id_of(made))).title == "Mine"


async def test_what_others_have_under_the_same_name_is_left_alone(context, lumen):
    await create_channel(context, actor_of((await create_user(context, "eve")).id), DJ)
    assert await demo_life.programmes(context) == []


async def test_a_site_that_is_no_demo_publishes_nothing(context):
    assert await demo_life.programmes(context) == []


async def test_people_write_while_it_is_live_and_the_track_changes(context, lumen, clock):
    await create_channel(context, lumen, DJ)
    life = demo_life.Life(random.Random(1))
    await life.live(context)
    await Teller(context, DJ).tell(Event.STARTED)
    tracks = set()
    for _ in range(20):
        clock.forward(seconds=60)
        await life.live(context)
        tracks.add((await stream.on_air(context, DJ)).now_playing)
    said = [message.text for message in await chat.page(context, DJ)]
    spoken = {line.partition(": ")[2] for line in LINES[DJ]}
    assert len(said) >= 15 and set(said) <= spoken
    assert 2 <= len(tracks) and tracks <= set(TRACKS[DJ])


def test_lines_are_said_by_people_of_the_demo():
    known = {person.username for person in PEOPLE}
    for lines in LINES.values():
        assert {line.partition(": ")[0] for line in lines} <= known
        assert all(len(line.partition(": ")[2]) > 0 for line in lines)
