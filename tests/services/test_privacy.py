"""Who sees what of somebody: every road to a person, for everybody who may come by it, at each level of privacy."""

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio

from aethex_live.domain.page_card import PageCard
from aethex_live.domain.search import Kind
from aethex_live.errors import NotFound
from aethex_live.services import (
    follow,
    hover_card,
    notification,
    page_card,
    profile,
    search,
    stats,
    user_follow,
    user_settings,
)
from aethex_live.services.context import Actor, Context
from tests.support.channels import create_channel
from tests.support.http import client, cookie_of
from tests.support.people import actor_of, create_actor, create_user
from tests.support.rows import Rows

SECRET = "sails to Ushant on Sundays"
NOBODY = Actor(network="127.0.0.1")
RELATIONS = ("nobody", "stranger", "fan", "friend", "owner", "staff")
LEVELS = {
    "public": set(RELATIONS),
    "friends": {"friend", "owner", "staff"},
    "private": {"owner", "staff"},
}
Road = Callable[[Context, Actor], Awaitable[bool]]


async def page(context: Context, actor: Actor) -> bool:
    found = await profile.by_username(context, actor, "ada")
    assert (found.display_name, found.whole) == ("ada", SECRET in found.bio)
    return bool(found.channels) and found.whole


async def card(context: Context, actor: Actor) -> bool:
    found = await hover_card.card(context, actor, "users", "ada")
    assert (found.text == SECRET) is (found.followers is not None)
    return found.followers is not None


async def numbers(context: Context, actor: Actor) -> bool:
    return await stats.of_person(context, actor, "ada") is not None


async def count(context: Context, actor: Actor) -> bool:
    return (await user_follow.standing(context, actor, "ada")).followers is not None


async def followers(context: Context, actor: Actor) -> bool:
    return (await follow.followers(context, actor, "ada")).total > 0


async def followed_channels(context: Context, actor: Actor) -> bool:
    return (await follow.following(context, actor, "ada")).total > 0


async def followed_people(context: Context, actor: Actor) -> bool:
    return (await user_follow.followed(context, actor, "ada")).total > 0


async def among_those_who_follow_a_person(context: Context, actor: Actor) -> bool:
    return "ada" in [each.username for each in (await follow.followers(context, actor, "star")).data]


async def among_those_who_follow_a_channel(context: Context, actor: Actor) -> bool:
    found = await follow.followers_of_channel(context, actor, "star-gazing")
    return "ada" in [each.username for each in found.data]


async def among_those_whom_somebody_follows(context: Context, actor: Actor) -> bool:
    return "ada" in [each.username for each in (await user_follow.followed(context, actor, "star")).data]


ROADS: tuple[Road, ...] = (
    page,
    card,
    numbers,
    count,
    followers,
    followed_channels,
    followed_people,
    among_those_who_follow_a_person,
    among_those_who_follow_a_channel,
    among_those_whom_somebody_follows,
)


@pytest_asyncio.fixture(loop_scope="session")
async def everybody(context: Context, rows: Rows) -> dict[str, Actor]:
    """Who may ask, by what they are to ada."""
    return await rows.kept("everybody", lambda: people(context))


async def people(context: Context) -> dict[str, Actor]:
    """Who may ask, by what they are to ada, who has a channel, and follows and is followed by a star."""
    ada, star = await create_actor(context, "ada"), await create_actor(context, "star")
    fan, friend = await create_actor(context, "fan"), await create_actor(context, "friend")
    await profile.edit(context, ada, {"bio": SECRET})
    await create_channel(context, ada)
    await create_channel(context, star, "star-gazing")
    for actor, name in ((ada, "star"), (star, "ada"), (fan, "ada"), (friend, "ada"), (ada, "friend")):
        await user_follow.follow(context, actor, name)
    await follow.follow(context, ada, "star-gazing")
    return {
        "nobody": NOBODY,
        "stranger": await create_actor(context, "stranger"),
        "fan": fan,
        "friend": friend,
        "owner": ada,
        "staff": await create_actor(context, "mod_1", role="staff_moderator"),
    }


@pytest.mark.parametrize("level", LEVELS)
async def test_every_road_respects_what_somebody_lets_be_seen(context, everybody, level):
    await user_settings.change_settings(context, everybody["owner"], privacy_level=level)
    seen = {
        road.__name__: {relation for relation, actor in everybody.items() if await road(context, actor)}
        for road in ROADS
    }
    assert seen == dict.fromkeys(seen, LEVELS[level])


@pytest.mark.parametrize("level", LEVELS)
async def test_friends_find_who_shows_themselves_to_friends_and_nobody_else_does(context, everybody, level):
    await user_settings.change_settings(context, everybody["owner"], privacy_level=level)
    await search.refresh(context)
    found = {}
    for words in ("a", "ada", "ushant"):  # how a name begins, a name, and what the page says
        answers = {name: await search.search(context, who, words) for name, who in everybody.items()}
        found[words] = {
            name for name, each in answers.items() if "ada" in [hit.slug for hit in each.page.data]
        }
        assert {name for name, each in answers.items() if each.page.total} == found[words], "nor how many"
    closer = LEVELS[level] if level == "public" else LEVELS[level] - {"staff"}
    assert found == dict.fromkeys(found, closer)
    misspelt = await search.search(context, NOBODY, "ushannt", kind=Kind.PERSON)
    assert misspelt.instead == ("ushant" if level == "public" else "")


@pytest.mark.parametrize("level", LEVELS)
async def test_what_everybody_can_read_tells_of_public_people_alone(context, everybody, level):
    await user_settings.change_settings(context, everybody["owner"], privacy_level=level)
    public = level == "public"
    head: PageCard = await page_card.card(context, "users", "ada")
    assert (SECRET in head.description, head.hidden) == (public, not public)
    async with client(context) as web:
        for path in ("/feeds/night-owls.rss", "/api/v1/channels/night-owls", "/api/v1/channels"):
            assert SECRET not in (await web.get(path)).text
        answer = (await web.get("/api/v1/users/ada")).json()
        assert (SECRET in str(answer), answer["whole"]) == (public, public)


@pytest.mark.parametrize("level", LEVELS)
async def test_the_api_shows_friends_what_friends_see(context, everybody, level):
    mira = await create_user(context, "mira")
    await user_follow.follow(context, actor_of(mira.id), "ada")
    async with context.transaction() as uow:
        found, _ = await profile.find(context, uow, NOBODY, "ada")
    ada = actor_of(found.user.id)
    await user_settings.change_settings(context, ada, privacy_level=level)
    async with client(context, headers=await cookie_of(context, mira)) as web:
        before = (await web.get("/api/v1/users/ada/follow")).json()
        assert (before["following"], before["friends"]) == (True, False)
        assert (before["followers"] is None) is (level != "public")
        await user_follow.follow(context, ada, "mira")
        assert (await web.get("/api/v1/users/ada")).json()["whole"] is (level != "private")


async def test_what_is_told_of_a_private_person_is_their_name(context, everybody):
    await user_settings.change_settings(context, everybody["owner"], privacy_level="private")
    found = (await notification.mine(context, everybody["friend"])).data
    assert [(each.actor, SECRET in str(each)) for each in found] == [("ada", False)]


async def test_a_card_of_nobody_is_none(context, everybody):
    for about, name in (("users", "nobody_at_all"), ("channels", "nowhere"), ("moons", "ada"), ("", "")):
        with pytest.raises(NotFound):
            await hover_card.card(context, NOBODY, about, name)
    found = await hover_card.card(context, NOBODY, "channels", "Night-Owls")
    assert (found.title, found.followers, found.on) == ("Night Owls", 0, None)
