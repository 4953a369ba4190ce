"""How many follow a person is shown to those who may see the page, and to nobody else."""

import json

import pytest

from aethex_live.errors import AppError
from aethex_live.realtime.visitor import NOBODY, Visitor
from aethex_live.services import follow, user_follow, user_settings
from aethex_live.state.user_follow import PersonFollowersRoom, admit
from tests.support.channels import create_channel
from tests.support.people import create_actor


async def test_it_counts_those_who_follow_the_person_or_a_channel_of_theirs_once(context):
    ada, bob, cleo = [await create_actor(context, name) for name in ("ada", "bob", "cleo")]
    await create_channel(context, ada)
    await user_follow.follow(context, bob, "ada")
    for actor in (bob, cleo):
        await follow.follow(context, actor, "night-owls")
    room = PersonFollowersRoom(str(ada.user_id))
    await room.open()
    assert {name: json.loads(text) for name, text in room.whole().items()} == {
        "followers": 2,
        "counted": True,
    }


async def test_strangers_are_not_let_in_when_the_page_is_not_theirs_to_see(context):
    ada, bob = await create_actor(context, "ada"), await create_actor(context, "bob")
    for one, other in ((ada, "bob"), (bob, "ada")):
        await user_follow.follow(context, one, other)
    await admit(NOBODY, str(ada.user_id))
    await user_settings.change_settings(context, ada, privacy_level="friends")
    await admit(Visitor(person=bob.user_id), str(ada.user_id))
    await admit(Visitor(person=ada.user_id), str(ada.user_id))
    for visitor, name in ((NOBODY, str(ada.user_id)), (NOBODY, ""), (NOBODY, "ada")):
        with pytest.raises(AppError):
            await admit(visitor, name)
    await user_follow.unfollow(context, ada, "bob")
    with pytest.raises(AppError):
        await admit(Visitor(person=bob.user_id), str(ada.user_id))
