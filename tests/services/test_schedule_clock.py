"""A stream that begins as planned is about what the schedule says, unless its creator has said otherwise since."""

from datetime import timedelta

import pytest

from aethex_live.domain.stream import Event
from aethex_live.domain.user import Role
from aethex_live.services import category, schedule_desk, stream, stream_desk
from tests.support.people import actor_of
from tests.support.plans import BEGIN, plan
from tests.support.streams import Teller


@pytest.fixture
def teller(context, owls):
    return Teller(context)


async def title_now(context) -> str:
    return (await stream.on_air(context, "night-owls")).title


async def test_title_and_category_come_from_the_schedule(context, ada, owls, teller, clock):
    admin = actor_of(ada.user_id, Role.ADMIN)
    await category.create(context, admin, name="Music", slug="music", icon="music")
    await plan(context, ada, owls, category="music", use_title=True)
    clock.now = BEGIN - timedelta(minutes=20)
    await teller.tell(Event.STARTED)
    now = await stream.on_air(context, "night-owls")
    assert (now.title, now.category.slug) == ("Night shift", "music")
    assert (await stream_desk.plan(context, ada, owls)).title == "Night shift", "the form agrees"


@pytest.mark.parametrize(
    ("fields", "late"),
    [({}, 0), ({"use_title": True}, 31), ({"use_title": True}, -31)],
    ids=["not wanted", "too late", "too early"],
)
async def test_otherwise_the_title_is_the_creators(context, ada, owls, teller, clock, fields, late):
    await plan(context, ada, owls, **fields)
    clock.now = BEGIN + timedelta(minutes=late)
    await teller.tell(Event.STARTED)
    assert await title_now(context) == "Night Owls"


async def test_a_title_for_this_very_stream_stays_and_the_next_time_it_is_the_schedules_again(
    context, ada, owls, teller, clock
):
    await plan(context, ada, owls, weekdays=["sun"], use_title=True)
    clock.now = BEGIN - timedelta(hours=1)
    await stream_desk.change(context, ada, owls, {"title": "A special evening"})
    clock.now = BEGIN
    await teller.tell(Event.STARTED)
    assert await title_now(context) == "A special evening"
    clock.forward(hours=1)
    await teller.tell(Event.ENDED)
    clock.now = BEGIN + timedelta(days=7)
    await teller.tell(Event.STARTED, broadcast="b2")
    assert await title_now(context) == "Night shift"


async def test_a_cancelled_evening_names_nothing_and_tests_neither(context, ada, owls, clock):
    entry = await plan(context, ada, owls, use_title=True)
    clock.now = BEGIN
    await Teller(context, "test--night-owls").tell(Event.STARTED, broadcast="t1", sequence=1)
    assert (await stream_desk.plan(context, ada, owls)).title == "Night Owls"
    await schedule_desk.cancel(context, ada, entry.id, entry.starts_on)
    await Teller(context).tell(Event.STARTED, sequence=2)
    assert await title_now(context) == "Night Owls"
