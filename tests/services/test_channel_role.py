"""Roles: given by who may, seen by who got them, gone at once when taken."""

import pytest

from aethex_live.domain.channel_role import ChannelRole
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotFound
from aethex_live.services import channel_role, chat
from tests.support.chats import SLUG
from tests.support.people import create_actor


async def test_given_seen_and_taken(context, owner, reader, happened):
    holder = await channel_role.grant(context, owner, SLUG, "@Bob", "moderator")
    assert (holder.username, holder.role, holder.granted_by) == ("bob", ChannelRole.MODERATOR, "ada")
    (mine,) = await channel_role.mine(context, reader)
    assert (mine.slug, mine.role, mine.seen) == (SLUG, ChannelRole.MODERATOR, False)
    await channel_role.mark_seen(context, reader)
    assert (await channel_role.mine(context, reader))[0].seen
    assert (await chat.place(context, reader, SLUG)).role is ChannelRole.MODERATOR
    await channel_role.grant(context, owner, SLUG, "bob", "editor")
    assert not (await channel_role.mine(context, reader))[0].seen, "another role is news"
    await channel_role.revoke(context, owner, SLUG, "bob")
    assert await channel_role.mine(context, reader) == ()
    assert happened.names().count(channel_role.CHANGED) == 3
    with pytest.raises(Conflict):
        await channel_role.revoke(context, owner, SLUG, "bob")


async def test_editors_make_vips_and_nothing_else(context, owner, reader):
    editor = await create_actor(context, "eddie")
    await create_actor(context, "moe")
    await channel_role.grant(context, owner, SLUG, "eddie", "editor")
    await channel_role.grant(context, owner, SLUG, "moe", "moderator")
    await channel_role.grant(context, editor, SLUG, "bob", "vip")
    for name, role in (("bob", "moderator"), ("bob", "editor"), ("moe", "vip")):
        with pytest.raises(NotAllowed):
            await channel_role.grant(context, editor, SLUG, name, role)
    for name in ("moe", "eddie", "ada"):
        with pytest.raises(NotAllowed):
            await channel_role.revoke(context, editor, SLUG, name)
    found = await channel_role.holders(context, editor, SLUG)
    assert [holder.role for holder in found] == ["editor", "moderator", "vip"]


@pytest.mark.parametrize("role", ["owner", "viewer", "", "admin"])
async def test_what_cannot_be_given(context, owner, reader, role):
    with pytest.raises(InvalidInput):
        await channel_role.grant(context, owner, SLUG, "bob", role)


async def test_the_owner_needs_no_role_and_nobody_else_is_made_up(context, owner):
    with pytest.raises(NotAllowed):
        await channel_role.grant(context, owner, SLUG, "ada", "vip")
    with pytest.raises(NotFound):
        await channel_role.grant(context, owner, SLUG, "nobody_here", "vip")


async def test_a_role_can_be_given_back(context, owner, reader):
    with pytest.raises(Conflict):
        await channel_role.leave(context, reader, SLUG)
    await channel_role.grant(context, owner, SLUG, "bob", "vip")
    await channel_role.leave(context, reader, SLUG)
    assert await channel_role.mine(context, reader) == ()
    with pytest.raises(Conflict):
        await channel_role.leave(context, owner, SLUG)
