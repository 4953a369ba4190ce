"""Following: counts that are true whatever happens at once, and lists that show what may be seen."""

import asyncio

import pytest

from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.domain.follow import MOST_FOLLOWED
from aethex_live.domain.page import PageRequest
from aethex_live.errors import Conflict, NotFound, NotLoggedIn
from aethex_live.services import channel, follow
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel
from tests.support.people import actor_of, create_actor, create_crowd, create_user

CLIENTS = 36
AT_A_TIME = 15


@pytest.fixture
def fan(owner, bob):
    return bob


async def private(context, username, level="private"):
    user = await create_user(context, username)
    async with context.transaction() as uow:
        (await uow.session.get(UserSettings, user.id)).privacy_level = level
    return user


async def names(context, asker, username="ada"):
    return [each.username for each in (await follow.followers(context, asker, username)).data]


async def test_follow_and_leave_again(context, fan, clock, happened):
    assert await follow.standing(context, fan, "night-owls") == await follow.standing(
        context, ANONYMOUS, "night-owls"
    )
    begun = await follow.follow(context, fan, "night-owls")
    assert (begun.followers, begun.following, begun.notify, begun.since) == (1, True, True, clock())
    assert await follow.follow(context, fan, "Night-Owls") == begun
    assert [each.slug for each in (await follow.mine(context, fan)).data] == ["night-owls"]
    ended = await follow.unfollow(context, fan, "night-owls")
    assert (ended.followers, ended.following) == (0, False)
    assert await follow.unfollow(context, fan, "night-owls") == ended
    own = [name for name in happened.names() if name in (follow.FOLLOWED, follow.UNFOLLOWED)]
    assert own == [follow.FOLLOWED, follow.UNFOLLOWED]


async def test_each_follow_has_its_own_switch(context, fan, owner):
    await create_channel(context, owner, "day-owls")
    for slug in ("night-owls", "day-owls"):
        await follow.follow(context, fan, slug)
    assert not (await follow.set_notify(context, fan, "night-owls", False)).notify
    assert not (await follow.follow(context, fan, "night-owls")).notify
    assert (await follow.standing(context, fan, "day-owls")).notify
    await follow.unfollow(context, fan, "day-owls")
    with pytest.raises(NotFound):
        await follow.set_notify(context, fan, "day-owls", True)


async def test_strangers_and_owners_do_not_follow(context, owner):
    for act in (follow.follow, follow.unfollow):
        with pytest.raises(NotLoggedIn):
            await act(context, ANONYMOUS, "night-owls")
    with pytest.raises(Conflict):
        await follow.follow(context, owner, "night-owls")


@pytest.mark.parametrize("slug", ["nobody-here", "", "NIGHT OWLS", "\x00", "x" * 5000])
async def test_what_is_no_channel_is_not_there(context, fan, slug):
    with pytest.raises(NotFound):
        await follow.follow(context, fan, slug)


async def test_nobody_follows_without_end(context, fan, monkeypatch):
    monkeypatch.setattr(follow, "MOST_FOLLOWED", 0)
    with pytest.raises(Conflict):
        await follow.follow(context, fan, "night-owls")
    assert MOST_FOLLOWED > 1000


async def test_many_at_once_end_in_the_true_number(context, owner):
    """All follow, every third leaves again, every tenth presses in two tabs, all at the same time."""
    people = await create_crowd(context, CLIENTS)
    turns = asyncio.Semaphore(AT_A_TIME)  # as many as there are connections to the database

    async def act(actor, *steps):
        for step in steps:
            async with turns:
                await step(context, actor, "night-owls")

    async with asyncio.TaskGroup() as group:
        for number, actor in enumerate(people):
            leaves = [follow.unfollow] * (number % 3 == 0)
            group.create_task(act(actor, follow.follow, *leaves))
            if number % 10 == 1 and not leaves:
                group.create_task(act(actor, follow.follow))
    wanted = CLIENTS - len(range(0, CLIENTS, 3))
    assert (await follow.standing(context, ANONYMOUS, "night-owls")).followers == wanted
    assert (await follow.followers(context, ANONYMOUS, "ada")).total == wanted


async def test_what_somebody_follows_is_shown_with_their_page(context, owner, fan):
    await follow.follow(context, fan, "night-owls")
    hidden = await private(context, "cleo")
    await follow.follow(context, actor_of(hidden.id), "night-owls")
    assert (await follow.following(context, ANONYMOUS, "bob")).total == 1
    for asker in (ANONYMOUS, fan, owner):
        found = await follow.following(context, asker, "cleo")
        assert (found.data, found.total) == ((), 0)
    staff = await create_actor(context, "mod", role="staff_moderator")
    for asker in (staff, actor_of(hidden.id)):
        assert (await follow.following(context, asker, "cleo")).total == 1


async def test_followers_who_keep_to_themselves_are_counted_and_not_named(context, owner, fan, clock):
    await follow.follow(context, fan, "night-owls")
    clock.forward(minutes=1)
    for level in ("private", "friends"):
        await follow.follow(context, actor_of((await private(context, level, level)).id), "night-owls")
    assert await names(context, ANONYMOUS) == ["bob"]
    assert (await follow.followers(context, fan, "ada")).total == 1
    assert sorted(await names(context, owner)) == ["bob", "friends", "private"]
    assert (await follow.standing(context, ANONYMOUS, "night-owls")).followers == 3


async def test_who_is_suspended_or_gone_is_in_no_list(context, owner, fan, clock):
    await follow.follow(context, fan, "night-owls")
    async with context.transaction() as uow:
        user = await uow.session.get(User, fan.user_id)
        user.suspended_at, user.suspension_reason = clock(), "spam"
    assert await names(context, ANONYMOUS) == []


async def test_a_channel_that_is_hidden_is_in_no_list(context, owner, fan):
    await follow.follow(context, fan, "night-owls")
    (managed,) = await channel.mine(context, owner)
    await channel.delete(context, owner, managed.channel.id, "night-owls")
    assert (await follow.mine(context, fan)).total == 0
    assert (await follow.following(context, ANONYMOUS, "bob")).total == 0


async def test_lists_come_in_pages(context, owner, clock):
    for number in range(5):
        clock.forward(minutes=1)
        await follow.follow(context, await create_actor(context, f"fan_{number}"), "night-owls")
    found = await follow.followers(context, ANONYMOUS, "ada", PageRequest(2, 2))
    assert ([each.username for each in found.data], found.total) == (["fan_2", "fan_1"], 5)
