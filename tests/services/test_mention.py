"""Who is called in a chat and is not there is told, and not more often than makes sense."""

import asyncio
from uuid import uuid4

import pytest
from socketio import AsyncServer

from aethex_live.data.models.block import Block
from aethex_live.domain.notification import Kind
from aethex_live.realtime import hub
from aethex_live.services import mention, notification
from aethex_live.state import mention as mention_state
from tests.support.chats import say
from tests.support.people import create_actor


@pytest.fixture
def channel_id(owls):
    return owls


async def told(context, actor) -> list[tuple[str, str]]:
    found = await notification.mine(context, actor, kinds=[Kind.MENTION])
    return [(each.actor_username, each.channel_slug) for each in found.data]


async def test_who_is_not_there_is_told_once_an_hour(context, owner, reader, channel_id, clock):
    for text in ("Hello @ada", "@ADA, are you there?", "Nobody in particular, @nobody"):
        await mention.tell(context, channel_id, [await say(context, reader, text)], here=[])
    assert await told(context, owner) == [("bob", "night-owls")]
    clock.forward(hours=1)
    await mention.tell(context, channel_id, [await say(context, reader, "Still not, @ada?")], here=[])
    assert len(await told(context, owner)) == 2


async def test_an_answer_calls_whoever_is_answered(context, owner, reader, channel_id):
    asked = await say(context, owner, "Who is there?")
    await mention.tell(
        context, channel_id, [await say(context, reader, "Me.", reply_to=asked.id)], here=[uuid4()]
    )
    assert await told(context, owner) == [("bob", "night-owls")]


async def test_who_is_there_sees_it_and_nobody_calls_themselves(context, owner, reader, channel_id):
    call = await say(context, reader, "@ada and @bob")
    await mention.tell(context, channel_id, [call], here=[owner.user_id])
    assert (await told(context, owner), await told(context, reader)) == ([], [])


async def test_who_is_blocked_calls_in_vain(context, owner, reader, channel_id):
    other = await create_actor(context, "cleo")
    call = await say(context, reader, "@cleo")
    async with context.transaction() as uow:
        uow.session.add(Block(user_id=other.user_id, blocked_id=reader.user_id))
    await mention.tell(context, channel_id, [call], here=[])
    assert await told(context, other) == []


async def test_a_chat_without_a_room_calls_everybody_who_is_named(
    context, owner, reader, channel_id, happened
):
    hub.use(hub.Hub(AsyncServer(async_mode="asgi")))
    await say(context, reader, "Hello @ada")
    for happening in happened.happenings:
        await mention_state.follow(happening)
    await asyncio.gather(*mention_state._tasks)
    hub.use(None)
    assert await told(context, owner) == [("bob", "night-owls")]
