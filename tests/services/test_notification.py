"""Notifications: each thing once, to those whom it concerns and who want to know."""

from uuid import UUID, uuid4

import pytest

from aethex_live.data import follow as follows
from aethex_live.data import stream as streams
from aethex_live.data.models.block import Block
from aethex_live.domain.image import Kind as ImageKind
from aethex_live.domain.notification import KEPT, Kind, Road
from aethex_live.domain.stream import carried_as
from aethex_live.errors import InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import (
    channel,
    channel_admin,
    channel_role,
    follow,
    notification,
    profile,
    stream_life,
)
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import upload
from tests.support.jobs import jobs, run_jobs
from tests.support.people import create_actor, create_crowd

CROWD = 2 * notification.BATCH + 1


@pytest.fixture
async def fan(context, owner, bob, keep):
    await keep("bob_follows", lambda: follow.follow(context, bob, "night-owls"))
    return bob


async def start(context, broadcast="b1") -> UUID:
    async with context.transaction() as uow:
        return (
            await stream_life.begin(context, uow, "night-owls", broadcast, context.clock(), server="s")
        ).id


async def told(context, actor):
    return [(each.kind, each.text) for each in (await notification.mine(context, actor)).data]


async def test_a_channel_without_a_picture_has_its_owners_and_people_only_their_own(context, owner, fan):
    picture = await upload(context, owner, ImageKind.AVATAR)
    shown = (await profile.set_image(context, owner, ImageKind.AVATAR, picture)).avatar_url
    (news,) = (await notification.mine(context, owner)).data
    assert (news.actor, news.channel_avatar, news.actor_avatar) == ("bob", shown, "")


async def test_followers_are_told_once_that_the_channel_is_live(context, owner, fan, clock):
    stream_id = await start(context)
    await run_jobs(context)
    (told_of,) = (await notification.mine(context, fan)).data
    assert (told_of.kind, told_of.channel_slug, told_of.read) == (Kind.LIVE, "night-owls", False)
    assert (await notification.unread(context, fan), await told(context, owner)) == (1, [("follower", "")])
    await notification.tell_followers(context, stream_id)  # as when a worker died half-way
    assert await notification.unread(context, fan) == 1
    clock.forward(hours=3)
    await start(context, "b2")
    await run_jobs(context)
    assert await notification.unread(context, fan) == 2


async def test_a_stream_that_is_over_is_told_nobody(context, fan, clock):
    stream_id = await start(context)
    async with context.transaction() as uow:
        row, channel = await streams.by_broadcast(uow, "b1")
        await stream_life.finish(uow, row, channel, clock(), "unpublished", None)
    assert await notification.tell_followers(context, stream_id) == 0
    assert await notification.tell_followers(context, uuid4()) == 0


async def test_test_streams_are_told_nobody(context, fan):
    async with context.transaction() as uow:
        await stream_life.begin(
            context, uow, carried_as("night-owls", test=True), "b1", context.clock(), server="s"
        )
    assert await jobs(context) == []


async def test_who_does_not_want_to_know_is_not_told(context, fan):
    quiet, muted = await create_actor(context, "cleo"), await create_actor(context, "dora")
    for actor in (quiet, muted):
        await follow.follow(context, actor, "night-owls")
    await follow.set_notify(context, quiet, "night-owls", False)
    await notification.choose(context, muted, {"live": {"site": False}})
    await start(context)
    await run_jobs(context)
    assert [await notification.unread(context, each) for each in (fan, quiet, muted)] == [1, 0, 0]


async def test_thousands_of_followers_are_told_in_batches(context, owner, happened):
    await crowd(context)
    stream_id = await start(context)
    happened.happenings.clear()
    assert await notification.tell_followers(context, stream_id) == CROWD
    batches = [len(each.data["user_ids"]) for each in happened.happenings]
    assert (sum(batches), max(batches)) == (CROWD, notification.BATCH)


async def crowd(context) -> None:
    people = await create_crowd(context, CROWD)
    async with context.transaction() as uow:
        channel = await streams.channel_by_slug(uow, "night-owls")
        await follows.add_all(uow, channel.id, {each.required(): context.clock() for each in people})


async def test_a_follower_is_news_once(context, owner, fan):
    await follow.unfollow(context, fan, "night-owls")
    await follow.follow(context, fan, "night-owls")
    (news,) = (await notification.mine(context, owner)).data
    assert (news.kind, news.actor_username, news.channel_slug) == (Kind.FOLLOWER, "bob", "night-owls")


async def test_nothing_is_told_of_somebody_who_is_blocked(context, owner):
    pest = await create_actor(context, "pest")
    async with context.transaction() as uow:
        uow.session.add(Block(user_id=owner.user_id, blocked_id=pest.user_id))
    await follow.follow(context, pest, "night-owls")
    assert await told(context, owner) == []


async def test_a_new_role_is_news(context, owner, fan):
    await channel_role.grant(context, owner, "night-owls", "bob", "moderator")
    assert await told(context, fan) == [("role", "moderator")]


async def test_the_owner_hears_that_a_stream_is_over(context, owner, clock):
    await start(context)
    clock.forward(minutes=75)
    async with context.transaction() as uow:
        row, channel = await streams.by_broadcast(uow, "b1")
        await stream_life.finish(uow, row, channel, clock(), "lost", None)
    assert ("ended", "1:15 h") in await told(context, owner)


async def test_the_owner_hears_what_staff_do_to_the_channel(context, owner, clock):
    staff = await create_actor(context, "root", role="admin")
    (managed,) = await channel.mine(context, owner)
    await channel_admin.suspend(context, staff, managed.channel.id, reason="Spam")
    clock.forward(minutes=1)
    await channel_admin.unsuspend(context, staff, managed.channel.id, reason="A mistake")
    assert await told(context, owner) == [("unsuspended", ""), ("suspended", "Spam")]


async def test_reading_and_deleting(context, owner, fan, happened):
    (news,) = (await notification.mine(context, owner)).data
    for act in (notification.mark_read, notification.remove):
        if act is notification.remove:
            with pytest.raises(NotFound):
                await act(context, fan, [news.id])
        else:
            await act(context, fan, [news.id])
    assert await notification.unread(context, owner) == 1
    await notification.mark_read(context, owner, [news.id])
    assert await notification.unread(context, owner) == 0
    assert happened.happenings[-1].data == {"user_id": str(owner.user_id), "unread": 0}
    await notification.remove(context, owner, [news.id])
    assert await told(context, owner) == []


async def test_all_at_once_are_read(context, owner, fan):
    await follow.follow(context, await create_actor(context, "cleo"), "night-owls")
    assert await notification.unread(context, owner) == 2
    await notification.mark_read(context, owner)
    assert await notification.unread(context, owner) == 0


async def test_strangers_have_none(context):
    for ask in (notification.mine, notification.unread, notification.mark_read, notification.choices):
        with pytest.raises(NotLoggedIn):
            await ask(context, ANONYMOUS)


@pytest.mark.parametrize(
    "change", [{"weather": {"site": True}}, {"live": {"pigeon": True}}, {"live": {"site": 1}}]
)
async def test_unknown_kinds_and_roads_are_refused(context, fan, change):
    before = await notification.choices(context, fan)
    with pytest.raises(InvalidInput):
        await notification.choose(context, fan, change)
    assert await notification.choices(context, fan) == before


async def test_what_is_not_named_stays_as_it_is(context, fan):
    await notification.choose(context, fan, {"live": {"email": False}, "role": {"push": False}})
    after = await notification.choose(context, fan, {"live": {"email": True, "site": False}})
    assert after == await notification.choices(context, fan)
    assert after[Kind.LIVE] == {Road.SITE: False, Road.EMAIL: True, Road.PUSH: True}
    assert not after[Kind.ROLE][Road.PUSH] and after[Kind.FOLLOWER][Road.SITE]


async def test_some_kinds_and_what_is_not_read_can_be_asked_for(context, owner, fan):
    await channel_role.grant(context, owner, "night-owls", "bob", "moderator")
    await start(context)
    await run_jobs(context)
    only = await notification.mine(context, fan, kinds=[Kind.ROLE])
    assert ([each.kind for each in only.data], only.total) == ([Kind.ROLE], 1)
    await notification.mark_read(context, fan, [only.data[0].id])
    assert [each.kind for each in (await notification.mine(context, fan, unread_only=True)).data] == ["live"]


async def test_all_can_be_deleted_and_nobody_elses(context, owner, fan):
    await channel_role.grant(context, owner, "night-owls", "bob", "moderator")
    await notification.remove_all(context, owner)
    assert (await told(context, owner), await told(context, fan)) == ([], [("role", "moderator")])


async def test_only_the_newest_are_kept(context, owner, monkeypatch, clock):
    assert KEPT >= 100
    monkeypatch.setattr("aethex_live.data.notification.KEPT", 2)
    for name in ("bob", "cleo", "dora"):
        await follow.follow(context, await create_actor(context, name), "night-owls")
    await notification.tidy(context)
    assert [each.actor_username for each in (await notification.mine(context, owner)).data] == [
        "dora",
        "cleo",
    ]
