"""People's pages: who sees how much, and who edits."""

import pytest

from aethex_live.data import user as users
from aethex_live.domain.image import Kind
from aethex_live.errors import InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import profile
from aethex_live.services.user_settings import change_settings
from tests.support.accounts import STRANGER
from tests.support.channels import create_channel, upload
from tests.support.people import create_actor


async def everybody(context):
    """Who may look at ada's page: by what they are to her."""
    return {
        "self": await create_actor(context, "ada"),
        "stranger": STRANGER,
        "other": await create_actor(context, "bob"),
        "moderator": await create_actor(context, "mod_1", role="staff_moderator"),
        "admin": await create_actor(context, "root_1", role="admin"),
    }


@pytest.mark.parametrize(
    ("privacy", "who_sees_all"),
    [
        ("public", {"self", "stranger", "other", "moderator", "admin"}),
        ("friends", {"self", "moderator", "admin"}),
        ("private", {"self", "moderator", "admin"}),
    ],
)
async def test_a_page_shows_what_its_person_allows(context, privacy, who_sees_all):
    people = await everybody(context)
    ada = people["self"]
    await profile.edit(context, ada, {"bio": "I sail.", "links": ["example.org/ada"]})
    await create_channel(context, ada)
    await change_settings(context, ada, privacy_level=privacy)
    for relation, actor in people.items():
        seen = await profile.by_username(context, actor, "ADA")
        assert (seen.username, seen.display_name) == ("ada", "ada")
        if relation in who_sees_all:
            assert seen.whole and seen.bio == "I sail." and seen.joined_at
            assert [link.url for link in seen.links] == ["https://example.org/ada"]
            assert [channel.slug for channel in seen.channels] == ["night-owls"]
        else:
            hidden = (seen.bio, seen.banner_url, seen.links, seen.channels, seen.joined_at, seen.role)
            assert not seen.whole and not any(hidden)


@pytest.mark.parametrize("name", ["nobody", "", "a\0b", "x" * 1000, "' OR 1=1", "\ud800"])
async def test_there_is_nobody_of_that_name(context, ada, name):
    with pytest.raises(NotFound):
        await profile.by_username(context, STRANGER, name)


@pytest.mark.parametrize(
    ("state", "code"), [("suspended_at", "account_suspended"), ("deletion_due_at", "not_found")]
)
async def test_closed_accounts_show_their_page_to_staff_only(context, clock, state, code):
    people = await everybody(context)
    async with context.transaction() as uow:
        user = await users.by_id(uow, people["self"].user_id)
        setattr(user, state, clock())
        user.suspension_reason = "spam" if state == "suspended_at" else ""
    for relation in ("stranger", "other"):
        with pytest.raises(NotFound) as refused:
            await profile.by_username(context, people[relation], "ada")
        assert refused.value.code == code
    assert (await profile.by_username(context, people["moderator"], "ada")).whole


async def test_a_person_edits_some_and_leaves_the_rest(context, ada, happened):
    await profile.edit(context, ada, {"bio": " I sail.  \n\nAnd read. ", "links": ["b.example", "a.example"]})
    edited = await profile.edit(context, ada, {"display_name": "  Ada   L. "})
    assert (edited.display_name, edited.bio) == ("Ada L.", "I sail.\n\nAnd read.")
    assert [link.label for link in edited.links] == ["b.example", "a.example"]
    assert edited == await profile.mine(context, ada)
    assert happened.names() == ["profile.changed", "profile.changed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"display_name": ""}, "display_name"),
        ({"display_name": None}, "display_name"),
        ({"bio": "x" * 501}, "bio"),
        ({"links": ["data:text/html,x"]}, "links"),
        ({"links": ["a.example"] * 100}, "links"),
        ({"links": [["a.example"]]}, "links"),
        ({"role": "admin"}, ""),
        ({"verified": True}, ""),
        ({"avatar_url": "https://evil.example/x.gif"}, ""),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(context, ada, changes, field):
    before = await profile.mine(context, ada)
    with pytest.raises(InvalidInput) as refused:
        await profile.edit(context, ada, {"bio": "new", **changes})
    assert refused.value.field == field
    assert await profile.mine(context, ada) == before


async def test_pictures_are_those_that_the_person_has_sent(context, ada, bob):
    avatar, banner = await upload(context, ada, Kind.AVATAR), await upload(context, ada, Kind.BANNER)
    await profile.set_image(context, ada, Kind.AVATAR, avatar)
    changed = await profile.set_image(context, ada, Kind.BANNER, banner)
    assert (changed.avatar_url, changed.banner_url) == (
        f"/images/avatar/{avatar}",
        f"/images/banner/{banner}",
    )
    for actor, kind, image_id in (
        (bob, Kind.AVATAR, avatar),
        (ada, Kind.AVATAR, banner),
        (ada, Kind.BANNER, "x"),
    ):
        with pytest.raises(NotFound):
            await profile.set_image(context, actor, kind, image_id)
    with pytest.raises(InvalidInput):
        await profile.set_image(context, ada, Kind.POSTER, avatar)
    assert (await profile.set_image(context, ada, Kind.AVATAR, None)).avatar_url == ""


async def test_a_stranger_has_no_page_to_edit(context):
    for call in (
        profile.mine(context, STRANGER),
        profile.edit(context, STRANGER, {"bio": "x"}),
        profile.set_image(context, STRANGER, Kind.AVATAR, None),
    ):
        with pytest.raises(NotLoggedIn):
            await call
