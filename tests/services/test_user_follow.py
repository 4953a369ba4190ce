"""Following people: friends, switches, counts that are true, and who is told of it."""

import asyncio

import pytest

from aethex_live.domain.notification import Kind
from aethex_live.errors import Conflict, NotFound, NotLoggedIn
from aethex_live.services import block, follow, notification, stream_life, user_follow
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel
from tests.support.jobs import run_jobs
from tests.support.people import create_actor, create_crowd

CLIENTS = 24
AT_A_TIME = 15


async def test_follow_and_leave_again(context, ada, bob, clock):
    begun = await user_follow.follow(context, bob, "Ada")
    assert (begun.followers, begun.since, begun.notify, begun.friends) == (1, clock(), True, False)
    assert await user_follow.follow(context, bob, "ada") == begun
    assert [each.username for each in (await user_follow.mine(context, bob)).data] == ["ada"]
    ended = await user_follow.unfollow(context, bob, "ada")
    assert (ended.followers, ended.following) == (0, False)
    assert await user_follow.unfollow(context, bob, "ada") == ended


async def test_who_follow_each_other_are_friends(context, ada, bob):
    await user_follow.follow(context, bob, "ada")
    assert (await user_follow.standing(context, ada, "bob")).follows_me
    assert (await user_follow.follow(context, ada, "bob")).friends
    (row,) = (await follow.followers(context, ada, "ada")).data
    assert (row.username, row.following, row.follows_me) == ("bob", True, True)
    await user_follow.unfollow(context, bob, "ada")
    assert not (await user_follow.standing(context, ada, "bob")).friends


async def test_the_followers_of_a_person_and_of_their_channels_are_counted_once(context, ada, bob):
    await create_channel(context, ada)
    await follow.follow(context, bob, "night-owls")
    assert (await user_follow.follow(context, bob, "ada")).followers == 1
    cleo = await create_actor(context, "cleo")
    await user_follow.follow(context, cleo, "ada")
    assert (await follow.followers(context, ANONYMOUS, "ada")).total == 2
    assert (await follow.followers_of_channel(context, ANONYMOUS, "night-owls")).total == 1


async def test_strangers_and_people_themselves_do_not_follow(context, ada):
    for act in (user_follow.follow, user_follow.unfollow):
        with pytest.raises(NotLoggedIn):
            await act(context, ANONYMOUS, "ada")
    with pytest.raises(Conflict):
        await user_follow.follow(context, ada, "ada")
    with pytest.raises(NotFound):
        await user_follow.set_notify(context, ada, "ada", True)
    for name in ("nobody_here", "", "\x00", "x" * 5000):
        with pytest.raises(NotFound):
            await user_follow.follow(context, ada, name)


async def test_a_block_ends_both_follows_and_allows_no_new_ones(context, ada, bob):
    await user_follow.follow(context, bob, "ada")
    await user_follow.follow(context, ada, "bob")
    await block.block(context, ada, "bob")
    for actor, name in ((ada, "bob"), (bob, "ada")):
        assert not (await user_follow.standing(context, actor, name)).following
        with pytest.raises(Conflict):
            await user_follow.follow(context, actor, name)


async def test_nobody_follows_without_end(context, ada, bob, monkeypatch):
    monkeypatch.setattr(user_follow, "MOST_PEOPLE", 0)
    with pytest.raises(Conflict):
        await user_follow.follow(context, bob, "ada")


async def test_many_at_once_end_in_the_true_number(context, ada):
    people = await create_crowd(context, CLIENTS)
    turns = asyncio.Semaphore(AT_A_TIME)  # as many as there are connections to the database

    async def act(actor, *steps):
        for step in steps:
            async with turns:
                await step(context, actor, "ada")

    async with asyncio.TaskGroup() as group:
        for number, actor in enumerate(people):
            group.create_task(act(actor, user_follow.follow, *[user_follow.unfollow] * (number % 3 == 0)))
            if number % 10 == 1:
                group.create_task(act(actor, user_follow.follow))
    standing = await user_follow.standing(context, ANONYMOUS, "ada")
    assert standing.followers == CLIENTS - len(range(0, CLIENTS, 3))


async def test_a_new_follower_is_news_once(context, ada, bob):
    for act in (user_follow.follow, user_follow.unfollow, user_follow.follow):
        await act(context, bob, "ada")
    (news,) = (await notification.mine(context, ada)).data
    assert (news.kind, news.actor_username, news.channel) == (Kind.USER_FOLLOW, "bob", "")


async def test_who_follows_a_person_hears_that_they_are_live(context, ada, bob):
    """Once, also when they follow the channel too; and the bell of the channel counts more than the person's."""
    await create_channel(context, ada)
    both, quiet, off = [await create_actor(context, name) for name in ("both", "quiet", "off")]
    for actor in (bob, both, quiet, off):
        await user_follow.follow(context, actor, "ada")
    for actor in (both, quiet):
        await follow.follow(context, actor, "night-owls")
    await follow.set_notify(context, quiet, "night-owls", False)
    await user_follow.set_notify(context, off, "ada", False)
    async with context.transaction() as uow:
        await stream_life.begin(context, uow, "night-owls", "b1", context.clock(), server="s")
    await run_jobs(context)
    assert [await notification.unread(context, each) for each in (bob, both, quiet, off)] == [1, 1, 0, 0]
