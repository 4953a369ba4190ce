"""Milestones: told to the owner, each once, whatever comes and goes."""

import pytest

from aethex_live.domain.milestone import ROUND, Measure
from aethex_live.domain.notification import Kind
from aethex_live.domain.stream import Event
from aethex_live.services import follow, milestone, notification
from tests.support.jobs import run_jobs
from tests.support.people import create_crowd
from tests.support.streams import Teller, past_stream

TEN = ROUND[Measure.FOLLOWERS][0]


@pytest.fixture
def channel_id(owls):
    return owls


async def told(context, owner) -> list[str]:
    """The milestones that the owner was told, the first one first."""
    found = await notification.mine(context, owner, kinds=[Kind.MILESTONE])
    return [each.text for each in reversed(found.data)]


async def test_a_round_number_of_followers_is_told_once(context, owner, channel_id):
    fans = await create_crowd(context, TEN + 1)
    for fan in fans:
        await follow.follow(context, fan, "night-owls")
    for fan in fans[:3]:
        await follow.unfollow(context, fan, "night-owls")
    (news,) = (await notification.mine(context, owner, kinds=[Kind.MILESTONE])).data
    await notification.remove(context, owner, [news.id])
    for fan in fans[:3]:
        await follow.follow(context, fan, "night-owls")
    assert news.text == f"followers:{TEN}" and await told(context, owner) == []


async def test_only_the_highest_of_several_is_told(context, owner, channel_id):
    async with context.transaction() as uow:
        await milestone.note_followers(context, uow, channel_id, owner.user_id, 1_234)
        await milestone.note_followers(context, uow, channel_id, owner.user_id, 12)
    assert await told(context, owner) == ["followers:1000"]


async def test_the_first_stream_is_told_when_it_is_over(context, owner, channel_id, clock):
    media = Teller(context)
    for broadcast in ("b1", "b2"):
        await media.tell(Event.STARTED, broadcast)
        clock.forward(hours=6)
        await media.tell(Event.ENDED, broadcast)
        await run_jobs(context)
    assert await told(context, owner) == ["streams:1", "hours:10"]


async def test_a_record_is_more_than_ever_before(context, owner, channel_id, clock):
    for number, peak in enumerate((50, 20, 60, 60)):
        clock.forward(hours=1)
        columns = {"broadcast": f"b{number}", "viewers": 0, "peak_viewers": peak}
        await milestone.look(context, await past_stream(context, channel_id, **columns))
    assert await told(context, owner) == ["streams:1", "peak:60"]
