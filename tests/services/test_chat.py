"""Chat: who may write what when, in what order it stands, and who may take it away."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from aethex_live.domain.chat import COLOURS, Badge, Kind, colour_of
from aethex_live.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn, TooMany
from aethex_live.services import block, chat, chat_setting, follow, moderation, user_settings
from aethex_live.services.context import ANONYMOUS
from tests.support.chats import SLUG, say, texts
from tests.support.people import create_actor, create_crowd


async def test_messages_are_kept_in_order(context, owner, reader):
    await say(context, reader, "  hello   there ")
    await say(context, owner, "hi")
    assert await texts(context) == ["hello there", "hi"]
    first, second = await chat.page(context, SLUG)
    assert (first.badges, second.badges) == ((), (Badge.OWNER,))
    assert [each.text for each in await chat.page(context, SLUG, before=second.id)] == ["hello there"]
    assert [each.text for each in await chat.page(context, SLUG, limit=1)] == ["hi"]


async def test_strangers_read_and_do_not_write(context, owner):
    assert await texts(context) == []
    with pytest.raises(NotLoggedIn):
        await chat.say(context, ANONYMOUS, SLUG, "hello")


@pytest.mark.parametrize("slug", ["nowhere", "../x", "", "NIGHT OWLS", "x" * 500])
async def test_only_where_there_is_a_channel(context, owner, reader, slug):
    with pytest.raises(NotFound):
        await chat.say(context, reader, slug, "hello")
    with pytest.raises(NotFound):
        await chat.page(context, slug)


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060", "x" * 501])
async def test_what_is_no_message_is_refused_with_words(context, owner, reader, text):
    with pytest.raises(InvalidInput):
        await chat.say(context, reader, SLUG, text)


async def test_a_name_has_the_colour_that_its_owner_chose_and_else_always_the_same(context, owner, reader):
    before = await say(context, reader, "hello")
    assert before.colour == colour_of(reader.user_id)
    told = await chat.say(context, reader, SLUG, "/color mauve")
    assert told.message is None and "teal" in told.values["colours"]
    await chat.say(context, reader, SLUG, "/color Teal")
    assert (await user_settings.get_settings(context, reader)).name_colour == "teal"
    assert (await say(context, reader, "hello again")).colour == COLOURS.index("teal")
    assert {each.colour for each in await chat.page(context, SLUG)} == {COLOURS.index("teal")}
    await chat.say(context, reader, SLUG, "/color none")
    assert (await chat.page(context, SLUG))[0].colour == before.colour


async def test_towers_of_accents_are_cut(context, owner, reader):
    message = await say(context, reader, "z" + "\u0335" * 40 + "!")
    assert len(message.text) == 5


async def test_five_in_ten_seconds_and_then_the_reason(context, owner, reader, clock):
    for number in range(5):
        await say(context, reader, f"message {number}")
    with pytest.raises(TooMany) as refused:
        await say(context, reader, "one more")
    assert refused.value.code == "chat_fast" and refused.value.retry_after == 10
    clock.forward(seconds=10)
    await say(context, reader, "one more")


async def test_all_at_once_is_no_way_around_the_limit(context, owner, reader):
    tries = [chat.say(context, reader, SLUG, f"number {number}") for number in range(40)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(not isinstance(each, AppError) for each in results) == 5
    assert await texts(context) == [f"number {number}" for number in range(5)]


async def test_many_people_at_once_are_stored_together_in_their_order(context, owner, happened):
    people = await create_crowd(context, 60)
    outcomes = await asyncio.gather(
        *(chat.say(context, each, SLUG, f"from {number}") for number, each in enumerate(people))
    )
    assert await texts(context) == [f"from {number}" for number in range(60)]
    ids = [outcome.message.id for outcome in outcomes]
    assert ids == sorted(ids) and len(set(ids)) == 60
    told = [each.data["messages"] for each in happened.happenings if each.name == "chat.said"]
    assert [message.id for batch in told for message in batch] == ids
    assert len(told) < 20


async def test_a_clock_that_goes_back_does_not_change_the_order(context, owner, reader, clock):
    await say(context, reader, "first")
    clock.forward(hours=-2)
    await say(context, owner, "second")
    clock.forward(hours=1)
    await say(context, reader, "third")
    assert await texts(context) == ["first", "second", "third"]


async def test_one_that_cannot_be_stored_does_not_harm_the_others(context, owner, reader):
    other = await create_actor(context, "eve")
    results = await asyncio.gather(
        chat.say(context, reader, SLUG, "hello"),
        chat.say(context, other, SLUG, "answer", reply_to=uuid4()),
        chat.say(context, other, SLUG, "hello too"),
        return_exceptions=True,
    )
    assert isinstance(results[1], Conflict)
    assert await texts(context) == ["hello", "hello too"]


async def test_replies_quote_until_the_answered_message_goes(context, owner, reader):
    first = await say(context, owner, "What shall I play? " + "x" * 200)
    answer = await say(context, reader, "Something slow.", reply_to=first.id)
    assert answer.reply.username == "ada" and answer.reply.text.startswith("What shall I play?")
    assert len(answer.reply.text) <= 100
    await chat.delete(context, owner, first.id)
    (found,) = await chat.page(context, SLUG)
    assert found.reply.text == ""
    with pytest.raises(Conflict):
        await say(context, reader, "And again.", reply_to=first.id)


async def test_a_message_of_another_channel_cannot_be_answered(context, owner, reader):
    elsewhere = await create_actor(context, "eve")
    from tests.support.channels import create_channel

    await create_channel(context, elsewhere, "early-birds")
    there = await say(context, elsewhere, "secret plans", slug="early-birds")
    with pytest.raises(Conflict):
        await say(context, reader, "tell me", reply_to=there.id)


async def test_mentions_are_people_who_are_there(context, owner, reader):
    message = await say(context, reader, "hey @Ada and @nobody_here, mail me@ada.example")
    assert message.mentions == ("ada",)
    assert [part.kind for part in message.parts] == ["text", "mention", "text"]


async def test_who_is_blocked_can_neither_call_nor_answer(context, owner, reader):
    first = await say(context, owner, "hello")
    await block.block(context, owner, "bob")
    assert (await say(context, reader, "hey @ada")).mentions == ()
    with pytest.raises(NotAllowed) as refused:
        await say(context, reader, "hey", reply_to=first.id)
    assert refused.value.code == "chat_blocked"
    assert await block.blocked_by(context, owner) == {reader.user_id}
    await block.unblock(context, owner, "bob")
    assert (await say(context, reader, "hey @ada")).mentions == ("ada",)


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"slow_seconds": 30}, "chat_slow"),
        ({"followers_minutes": 0}, "chat_followers"),
        ({"account_minutes": 60}, "chat_account_age"),
        ({"emote_only": True}, "chat_emote_only"),
        ({"unique_only": True}, "chat_unique"),
    ],
)
async def test_modes(context, owner, reader, clock, changes, code):
    await say(context, reader, "hello")
    await chat_setting.change_modes(context, owner, SLUG, changes)
    with pytest.raises(AppError) as refused:
        await say(context, reader, "hello")
    assert refused.value.code == code
    await say(context, owner, "hello")  # the owner is not bound
    await say(context, await create_actor(context, "staff", role="staff_moderator"), "hello")
    off = {"slow_seconds": 0, "followers_minutes": None, "account_minutes": 0}
    await chat_setting.change_modes(context, owner, SLUG, {**off, "emote_only": False, "unique_only": False})
    await say(context, reader, "hello")


async def test_followers_of_a_while(context, owner, reader, clock):
    await chat_setting.change_modes(context, owner, SLUG, {"followers_minutes": 10})
    await follow.follow(context, reader, SLUG)
    with pytest.raises(NotAllowed) as refused:
        await say(context, reader, "hello")
    assert refused.value.code == "chat_followers_age" and "10 minutes" in refused.value.message
    clock.forward(minutes=10)
    await follow.follow(context, reader, SLUG)  # does not begin anew
    await say(context, reader, "hello")


async def test_only_those_with_a_confirmed_address(context, owner):
    await chat_setting.change_modes(context, owner, SLUG, {"verified_only": True})
    newcomer = await create_actor(context, "newcomer", email_verified_at=None)
    with pytest.raises(NotAllowed) as refused:
        await say(context, newcomer, "hello")
    assert refused.value.code == "chat_verified_only"


@pytest.mark.parametrize("who", ["author", "owner", "staff", "other", "stranger"])
async def test_who_may_delete(context, owner, reader, happened, who):
    message = await say(context, reader, "hello")
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
    assert moderation.REMOVED in happened.names()
    with pytest.raises(NotFound):
        await chat.delete(context, actor, message.id)


async def test_a_message_that_waits_is_counted_and_seen_by_moderators_only(context, owner, reader):
    outcome = await chat.say(context, reader, SLUG, "see evil.com")
    assert outcome.waits and outcome.message is None and "A link." in outcome.values["reasons"]
    assert await texts(context) == []


async def test_why_something_waits_or_is_refused_can_be_translated(context, owner, reader):
    waits = await chat.say(context, reader, SLUG, "SEE evil.com AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    first, second = waits.values["reasons"].parts[1].values()
    assert first == ["The same character many times in a row.", {}] and second == ["A link.", {}]
    await chat_setting.change_rules(context, owner, SLUG, {"filters": {"links": {"action": "delete"}}})
    with pytest.raises(NotAllowed) as refused:
        await chat.say(context, reader, SLUG, "see evil.com")
    assert refused.value.message == "This was not sent. A link."
    assert refused.value.message.parts[1] == {"reasons": ["A link.", {}]}
    await moderation.timeout(context, owner, SLUG, "bob", timedelta(minutes=2), "Spam.")
    with pytest.raises(NotAllowed) as out:
        await chat.say(context, reader, SLUG, "hello")
    told = out.value.message
    assert told.startswith("You cannot write here for another 2 minutes.") and told.endswith("Reason: Spam.")
    assert told.parts[1]["what"][1]["time"] == ["{n} minutes", {"n": 2}]


async def test_slashes(context, owner, reader):
    outcome = await chat.say(context, reader, SLUG, "/me waves")
    assert (outcome.message.kind, outcome.message.text) == (Kind.ACTION, "waves")
    assert (await chat.say(context, reader, SLUG, "//shrug")).message.text == "/shrug"
    with pytest.raises(InvalidInput):
        await chat.say(context, reader, SLUG, "/dance")
