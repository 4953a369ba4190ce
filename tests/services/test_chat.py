"""Chat: who may write, how fast, and who may take a message away."""

import pytest

from aethex_live.errors import InvalidInput, NotAllowed, NotFound, NotLoggedIn, TooMany
from aethex_live.services import chat
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel
from tests.support.people import create_actor


@pytest.fixture
async def owner(context):
    owner = await create_actor(context, "ada")
    await create_channel(context, owner)
    return owner


@pytest.fixture
async def reader(context, owner):
    return await create_actor(context, "bob")


async def texts(context):
    return [each.text for each in await chat.tail(context, "night-owls")]


async def test_messages_are_kept_in_order(context, owner, reader):
    await chat.post(context, reader, "night-owls", "  hello   there ")
    await chat.post(context, owner, "night-owls", "hi")
    assert await texts(context) == ["hello there", "hi"]
    first, second = await chat.tail(context, "night-owls")
    assert (first.owner, second.owner) == (False, True)
    assert [each.text for each in await chat.tail(context, "night-owls", before=second.id)] == ["hello there"]


async def test_strangers_read_and_do_not_write(context, owner):
    assert await texts(context) == []
    with pytest.raises(NotLoggedIn):
        await chat.post(context, ANONYMOUS, "night-owls", "hello")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060", "x" * 501])
async def test_what_is_no_message_is_refused_with_words(context, reader, text):
    with pytest.raises(InvalidInput):
        await chat.post(context, reader, "night-owls", text)


async def test_towers_of_accents_are_cut(context, reader):
    message = await chat.post(context, reader, "night-owls", "z" + "\u0335" * 40 + "!")
    assert len(message.text) == 5


async def test_whoever_writes_too_fast_is_told_to_wait(context, reader, clock):
    for number in range(5):
        await chat.post(context, reader, "night-owls", f"message {number}")
    with pytest.raises(TooMany) as refused:
        await chat.post(context, reader, "night-owls", "one more")
    assert refused.value.code == "chat_fast"
    clock.forward(seconds=2)
    await chat.post(context, reader, "night-owls", "one more")


@pytest.mark.parametrize("who", ["author", "owner", "staff", "other", "stranger"])
async def test_who_may_delete(context, owner, reader, happened, who):
    message = await chat.post(context, reader, "night-owls", "hello")
    actor = {"author": reader, "owner": owner, "stranger": ANONYMOUS}.get(who) or await create_actor(
        context, who, role="staff_moderator" if who == "staff" else "user"
    )
    if who in ("other", "stranger"):
        with pytest.raises((NotAllowed, NotLoggedIn)):
            await chat.delete(context, actor, message.id)
        assert await texts(context) == ["hello"]
        return
    await chat.delete(context, actor, message.id)
    assert await texts(context) == []
    assert chat.DELETED in happened.names()
    with pytest.raises(NotFound):
        await chat.delete(context, actor, message.id)
