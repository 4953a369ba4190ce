"""What is on air ends when it may no longer be."""

import pytest

from aethex_live.services import account, channel, channel_admin, closing, user_admin
from tests.support.accounts import member_actor
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor


async def suspend(context, ada, moderator, channel_id):
    await channel_admin.suspend(context, moderator, channel_id, reason="Spam.")


ACTS = {
    "suspend": suspend,
    "delete": lambda context, ada, moderator, key: channel.delete(context, ada, key, "night-owls"),
    "suspend owner": lambda context, ada, moderator, key: user_admin.suspend_user(
        context, moderator, ada.user_id, reason="Spam."
    ),
    "leave": lambda context, ada, moderator, key: account.request_deletion(context, ada),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
async def test_the_encoder_is_told_why_and_others_go_on(context, happened, act):
    ada = await member_actor(context)
    moderator = await create_actor(context, "mod_1", role="staff_moderator")
    made = await create_channel(context, ada)
    await create_channel(context, await create_actor(context, "bob"), "others")
    await channel.edit(context, ada, id_of(made), {"name": "Still on air"})
    for happening in happened.happenings:
        await closing.stop_streams(context, happening)
    assert context.media.kicked == []
    before = len(happened.happenings)
    await act(context, ada, moderator, id_of(made))
    for happening in happened.happenings[before:]:
        await closing.stop_streams(context, happening)
    assert [name for name, _ in context.media.kicked] == ["night-owls", "test--night-owls"]
    assert all(why.endswith(".") for _, why in context.media.kicked)
