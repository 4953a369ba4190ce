"""Who watches is written down without those who run the channel, and becomes trends and likenesses."""

import pytest_asyncio
from sqlalchemy import select

from aethex_live.data.models.stream import Stream
from aethex_live.data.models.watch import Watch
from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.discover import Sort, Wanted
from aethex_live.domain.recommendation import Why
from aethex_live.domain.stream import Event
from aethex_live.services import channel_role, discover, follow, ranking
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor, create_crowd
from tests.support.streams import Teller


@pytest_asyncio.fixture(loop_scope="session")
async def channel(context, ada):
    made = await create_channel(context, ada)
    await Teller(context).tell(Event.STARTED)
    return made


async def audience(context) -> int:
    async with context.transaction() as uow:
        return (await uow.session.scalars(select(Stream.audience))).one()


async def test_viewers_count_when_they_stay_and_do_not_run_the_channel(context, ada, channel):
    fan, helper = await create_actor(context, "fan"), await create_actor(context, "helper")
    await channel_role.grant(context, ada, "night-owls", "helper", ChannelRole.MODERATOR)
    sampler = ranking.Sampler()
    here = {
        ada.user_id: "a",
        helper.user_id: "b",
        fan.user_id: "c",
        **{f"guest{n}": "farm" for n in range(9)},
    }
    await sampler.note(context, {"night-owls": here})
    assert await audience(context) == 0
    await sampler.note(context, {"night-owls": here})
    assert await audience(context) == 1 + 3
    async with context.transaction() as uow:
        (row,) = (await uow.session.scalars(select(Watch))).all()
    assert (row.user_id, row.channel_id, row.minutes) == (fan.user_id, id_of(channel), 1)
    assert await ranking.with_audience(context) == ["night-owls"]
    await sampler.note(context, {}, gone=["night-owls"])
    assert await audience(context) == 0


async def test_trends_follow_the_audience_and_fade(context, channel, clock):
    sampler = ranking.Sampler()
    crowd = {f"guest{n}": f"network {n}" for n in range(40)}
    await sampler.note(context, {"night-owls": crowd})
    await sampler.note(context, {"night-owls": crowd})
    await ranking.reckon_trends(context)
    clock.forward(minutes=30)
    await ranking.reckon_trends(context)
    (best,), _ = await discover.shelf(context, Wanted(sort=Sort.TRENDING), 1)
    assert best.now.score > 3
    await Teller(context).tell(Event.ENDED, sequence=9)
    clock.forward(hours=9)
    await ranking.reckon_trends(context)
    context.kept.forget(discover.LIVE)
    await Teller(context).tell(Event.STARTED, broadcast="b2", sequence=10)
    (best,), _ = await discover.shelf(context, Wanted(sort=Sort.TRENDING), 1)
    assert best.now.score == 0


async def test_followers_of_the_same_lead_from_one_channel_to_another(context, ada, channel):
    await create_channel(context, ada, "day-owls")
    for fan in await create_crowd(context, 6):
        for slug in ("night-owls", "day-owls"):
            await follow.follow(context, fan, slug)
    await ranking.reckon_neighbours(context)
    bob = await create_actor(context, "bob")
    await follow.follow(context, bob, "night-owls")
    (suggested,) = await discover.for_you(context, bob)
    assert (suggested.listed.slug, suggested.why, suggested.name) == ("day-owls", Why.FOLLOWED, "Night Owls")
    stranger = await create_actor(context, "carol")
    assert [each.why for each in await discover.for_you(context, stranger)] == [Why.POPULAR]
    assert await discover.for_you(context, stranger, besides={"night-owls"}) == []
    assert "night-owls" not in [each.listed.slug for each in await discover.for_you(context, ada)]
