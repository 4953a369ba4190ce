"""Channels: made, edited, deleted, brought back, and found by others."""

import asyncio
from datetime import timedelta

import pytest

from aethex_live.data import user as users
from aethex_live.domain import channel as rules
from aethex_live.domain.image import Kind
from aethex_live.domain.page import PageRequest
from aethex_live.domain.user import Role
from aethex_live.errors import Conflict, InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import category, channel, stream_key
from tests.support.accounts import STRANGER
from tests.support.channels import create_channel, id_of, upload
from tests.support.database import AT_ONCE
from tests.support.people import actor_of, create_actor, create_user

EVERYTHING = {
    "name": "  Night   Owls ",
    "slug": "Night-Owls",
    "description": "We build things at night.\n\nCome in.",
    "tags": ["#Late Night", "late_night", "Rust"],
    "language": "de",
    "mature": True,
    "accent": "violet",
    "links": ["example.org/owls", "https://www.youtube.com/@owls"],
}


async def test_a_first_channel_makes_a_creator_and_comes_with_a_key(context, ada, happened):
    made = await channel.create(context, ada, EVERYTHING)
    shown = made.channel
    assert (shown.name, shown.slug, shown.language) == ("Night Owls", "night-owls", "de")
    assert shown.tags == ("late-night", "rust")
    assert [(link.site, link.url) for link in shown.links] == [
        ("web", "https://example.org/owls"),
        ("youtube", "https://www.youtube.com/@owls"),
    ]
    assert (shown.owner.username, shown.mature, shown.accent) == ("ada", True, "violet")
    assert [key.name for key in await stream_key.listing(context, ada, shown.id)] == ["Main"]
    async with context.transaction() as uow:
        assert (await users.by_id(uow, ada.user_id)).role == Role.CREATOR
    assert happened.names() == ["channel.created"]
    assert await channel.by_slug(context, "NIGHT-owls") == shown


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 51}, "name"),
        ({"name": "right\u202eleft"}, "name"),
        ({"name": 7}, "name"),
        ({"slug": "ab"}, "slug"),
        ({"slug": "a--b"}, "slug"),
        ({"slug": "dashboard"}, "slug"),
        ({"slug": "owls\0"}, "slug"),
        ({"description": "x" * 2001}, "description"),
        ({"category": "nothing-like-it"}, "category"),
        ({"category": "\0"}, "category"),
        ({"tags": ["a b c"] * 11 + [str(n) for n in range(11)]}, "tags"),
        ({"tags": ["<b>"]}, "tags"),
        ({"tags": "rust"}, "tags"),
        ({"tags": [None]}, "tags"),
        ({"language": "klingon"}, "language"),
        ({"mature": "yes"}, "mature"),
        ({"accent": "beige"}, "accent"),
        ({"links": ["javascript:alert(1)"]}, "links"),
        ({"user_id": "somebody"}, ""),
        ({"suspension_reason": ""}, ""),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(context, ada, changes, field):
    made = await create_channel(context, ada)
    with pytest.raises(InvalidInput) as refused:
        await channel.edit(context, ada, id_of(made), {"description": "new", **changes})
    assert refused.value.field == field
    assert await channel.managed(context, ada, id_of(made)) == made


async def test_a_channel_needs_a_name_and_an_address(context, ada):
    for missing in ("name", "slug"):
        given = {name: value for name, value in EVERYTHING.items() if name != missing}
        with pytest.raises(InvalidInput) as refused:
            await channel.create(context, ada, given)
        assert refused.value.field == missing


async def test_many_who_want_one_address_at_once_leave_one_who_has_it(context):
    people = [await create_actor(context, f"user{number}") for number in range(10)]
    attempts = [create_channel(context, people[number % 10], "the-one") for number in range(AT_ONCE)]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    made = [result for result in results if not isinstance(result, BaseException)]
    refused = [result for result in results if isinstance(result, BaseException)]
    assert len(made) == 1
    assert {(type(error), error.code) for error in refused} == {(Conflict, "slug_taken")}


async def test_many_attempts_at_once_end_at_the_limit(context, ada):
    attempts = [create_channel(context, ada, f"channel-no-{number}") for number in range(AT_ONCE)]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    codes = [result.code for result in results if isinstance(result, Conflict)]
    assert codes == ["too_many_channels"] * (AT_ONCE - 10)
    assert len(await channel.mine(context, ada)) == 10


async def test_an_address_is_answered_while_it_is_typed(context, ada, bob):
    made = await create_channel(context, ada)
    free = await channel.slug_answer(context, bob, "Späte Vögel")
    assert (free.slug, free.available) == ("spate-vogel", True)
    taken = await channel.slug_answer(context, bob, "night-owls")
    assert not taken.available and taken.problem == "This address is taken."
    assert len(taken.suggestions) == 3
    for suggestion in taken.suggestions:
        assert (await channel.slug_answer(context, bob, suggestion)).available
    own = await channel.slug_answer(context, ada, "night-owls", channel_id=id_of(made))
    assert own.available
    for text in ("", "ab", "日本語", "admin", "x" * 100_000, "\0", "\ud800"):
        answer = await channel.slug_answer(context, bob, text)
        assert answer.available or (answer.problem and len(answer.suggestions) == 3)


async def test_a_taken_address_is_refused_when_editing_and_the_old_one_is_free_again(context, ada, bob):
    first = await create_channel(context, ada, "first")
    await create_channel(context, bob, "second")
    with pytest.raises(Conflict) as refused:
        await channel.edit(context, ada, id_of(first), {"slug": "second"})
    assert (refused.value.code, refused.value.field) == ("slug_taken", "slug")
    await channel.edit(context, ada, id_of(first), {"slug": "third"})
    await create_channel(context, bob, "first")


async def test_pictures_are_those_that_the_owner_has_sent(context, ada, bob):
    made = await create_channel(context, ada)
    avatar = await upload(context, ada, Kind.AVATAR)
    changed = await channel.set_image(context, ada, id_of(made), Kind.AVATAR, avatar)
    assert changed.channel.avatar_url == f"/images/avatar/{avatar}" and changed.own_avatar
    foreign = await upload(context, bob, Kind.BANNER)
    for kind, image_id in (
        (Kind.BANNER, foreign),
        (Kind.BANNER, avatar),
        (Kind.POSTER, "\0"),
        (Kind.POSTER, "f" * 32),
    ):
        with pytest.raises(NotFound):
            await channel.set_image(context, ada, id_of(made), kind, image_id)
    with pytest.raises(InvalidInput):
        await channel.set_image(context, ada, id_of(made), Kind.ART, avatar)
    taken_away = await channel.set_image(context, ada, id_of(made), Kind.AVATAR, None)
    assert taken_away.channel.avatar_url == "" and not taken_away.own_avatar


async def test_a_channel_without_a_picture_shows_its_owners(context):
    owner = await create_user(context, avatar_url="/images/avatar/" + "a" * 32)
    made = await create_channel(context, actor_of(owner.id))
    assert made.channel.avatar_url == owner.avatar_url and not made.own_avatar


async def test_deleting_hides_at_once_and_can_be_undone_until_it_is_due(context, ada, bob, clock, happened):
    made = await create_channel(context, ada)
    effects = await channel.deletion_effects(context, ada, id_of(made))
    assert (effects.slug, effects.stream_keys) == ("night-owls", 1)
    with pytest.raises(InvalidInput, match="Type night-owls"):
        await channel.delete(context, ada, id_of(made), "yes")
    gone = await channel.delete(context, ada, id_of(made), " Night-Owls ")
    assert gone.deletion_due_at == effects.due_at and not gone.is_public
    with pytest.raises(NotFound):
        await channel.by_slug(context, "night-owls")
    with pytest.raises(Conflict, match="Restore it first"):
        await channel.edit(context, ada, id_of(made), {"name": "x"})
    with pytest.raises(Conflict):
        await create_channel(context, bob, "night-owls")
    assert (await channel.restore(context, ada, id_of(made))).is_public
    await channel.delete(context, ada, id_of(made), "night-owls")
    clock.forward(days=rules.DELETION_GRACE / timedelta(days=1) - 1)
    assert await channel.purge(context) == 0
    clock.forward(days=1)
    assert await channel.purge(context) == 1
    with pytest.raises(NotFound):
        await channel.restore(context, ada, id_of(made))
    await create_channel(context, bob, "night-owls")
    assert happened.names()[-2:] == ["channel.purged", "channel.created"]


@pytest.mark.parametrize("state", ["suspended_at", "deletion_due_at", "deleted_at"])
async def test_channels_of_accounts_that_are_closed_are_not_public(context, ada, clock, state):
    await create_channel(context, ada)
    async with context.transaction() as uow:
        user = await users.by_id(uow, ada.user_id)
        setattr(user, state, clock())
        if state == "suspended_at":
            user.suspension_reason, user.suspended_until = "spam", clock() + timedelta(hours=1)
    with pytest.raises(NotFound):
        await channel.by_slug(context, "night-owls")
    assert (await channel.listing(context)).total == 0
    if state == "suspended_at":
        clock.forward(hours=1)
        assert await channel.by_slug(context, "night-owls")


async def test_lists_come_in_pages_and_by_category(context):
    admin = await create_actor(context, "root_1", role="admin")
    await category.create(context, admin, name="Games", slug="games", icon="gamepad-2")
    await category.create(context, admin, name="Retro", slug="retro-games", icon="joystick", parent="games")
    for number, where in enumerate(("games", "retro-games", None)):
        await create_channel(context, admin, f"channel-{number}", category=where)
    page = await channel.listing(context, PageRequest(1, 2))
    assert [each.slug for each in page.data] == ["channel-2", "channel-1"]
    assert (page.total, page.has_more) == (3, True)
    assert [each.slug for each in (await channel.listing(context, PageRequest(2, 2))).data] == ["channel-0"]
    assert (await channel.listing(context, category="games")).total == 2
    assert (await channel.listing(context, category="retro-games")).total == 1
    for unknown in ("nothing", "\0"):
        with pytest.raises(NotFound):
            await channel.listing(context, category=unknown)


CALLS = {
    "managed": lambda context, actor, key: channel.managed(context, actor, key),
    "edit": lambda context, actor, key: channel.edit(context, actor, key, {"name": "Mine"}),
    "set_image": lambda context, actor, key: channel.set_image(context, actor, key, Kind.AVATAR, None),
    "deletion_effects": lambda context, actor, key: channel.deletion_effects(context, actor, key),
    "delete": lambda context, actor, key: channel.delete(context, actor, key, "night-owls"),
    "restore": lambda context, actor, key: channel.restore(context, actor, key),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_only_the_owner_may(context, ada, call):
    made = await create_channel(context, ada)
    others = [await create_actor(context, "bob"), await create_actor(context, "root_1", role="admin")]
    with pytest.raises(NotLoggedIn):
        await call(context, STRANGER, id_of(made))
    for other in others:
        with pytest.raises(NotFound):
            await call(context, other, id_of(made))
    assert await channel.managed(context, ada, id_of(made)) == made
    await call(context, ada, id_of(made))


async def test_a_stranger_has_no_channels(context):
    for call in (
        channel.mine(context, STRANGER),
        channel.create(context, STRANGER, EVERYTHING),
        channel.slug_answer(context, STRANGER, "owls"),
    ):
        with pytest.raises(NotLoggedIn):
            await call
