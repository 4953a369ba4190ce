"""What moderators do: seen at once by the chat, written down, and no way around it."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from aethex_live.domain.moderation import ActKind, HeldState
from aethex_live.domain.page import PageRequest
from aethex_live.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import (
    channel_role,
    chat,
    chat_access,
    chat_setting,
    held_message,
    moderation,
    moderation_log,
    session,
    user_card,
)
from aethex_live.services.context import ANONYMOUS, Actor
from tests.support.accounts import actor_with, create_member, log_in
from tests.support.chats import SLUG, say, texts
from tests.support.people import create_actor


@pytest.fixture
async def moderator(context, owner, keep):
    return await keep("max_moderates", lambda: promoted(context, owner))


async def promoted(context, owner):
    actor = await create_actor(context, "max")
    await channel_role.grant(context, owner, SLUG, "max", "moderator")
    return actor


async def kinds(context, owner):
    return [act.kind for act in (await moderation_log.log(context, owner, SLUG)).data]


async def test_a_ban_takes_the_messages_and_every_way_to_write(context, owner, reader, moderator, happened):
    await say(context, reader, "spam")
    await say(context, owner, "hello")
    found = await moderation.ban(context, moderator, SLUG, "bob", "Spam.")
    assert (found.username, found.reason, found.by, found.is_timeout) == ("bob", "Spam.", "max", False)
    assert await texts(context) == ["hello"]
    for way in (reader, Actor(user_id=reader.user_id, session_id=uuid4(), network="198.51.100.7")):
        for text in ("hi", "/me waves", "//hi"):
            with pytest.raises(NotAllowed) as refused:
                await chat.say(context, way, SLUG, text)
            assert refused.value.code == "chat_banned" and "Spam." in refused.value.message
    assert (await chat.place(context, reader, SLUG)).ban is not None
    assert [ban.username for ban in (await moderation.bans(context, moderator, SLUG)).data] == ["bob"]
    removed = next(each for each in happened.happenings if each.name == moderation.REMOVED)
    assert removed.data["user_id"] == str(reader.user_id) and removed.data["by"] == "max"
    await moderation.unban(context, moderator, SLUG, "bob")
    await say(context, reader, "back")
    assert (await kinds(context, owner))[:2] == [ActKind.UNBANNED, ActKind.BANNED]
    with pytest.raises(Conflict):
        await moderation.unban(context, moderator, SLUG, "bob")


async def test_no_message_slips_past_a_ban(context, owner, reader):
    """Whatever comes first: what is in the chat afterwards was there before the ban, or nothing is."""
    tries = [chat.say(context, reader, SLUG, f"number {number}") for number in range(4)]
    ban = moderation.ban(context, owner, SLUG, "bob")
    results = await asyncio.gather(*tries, ban, return_exceptions=True)
    assert all(not isinstance(each, Exception) or isinstance(each, AppError) for each in results)
    assert await texts(context) == []


async def test_a_timeout_ends_by_itself(context, owner, reader, clock):
    await say(context, reader, "hello")
    await moderation.timeout(context, owner, SLUG, "bob", timedelta(minutes=10))
    assert await texts(context) == ["hello"]
    with pytest.raises(NotAllowed) as refused:
        await say(context, reader, "hi")
    assert refused.value.code == "chat_timed_out" and "10 minutes" in refused.value.message
    clock.forward(minutes=10)
    await say(context, reader, "hi")
    assert (await moderation.bans(context, owner, SLUG)).total == 0
    assert await moderation.forget_over(context) == 1


@pytest.mark.parametrize("length", [timedelta(0), timedelta(days=29), timedelta(seconds=-5)])
async def test_a_timeout_has_bounds(context, owner, reader, length):
    with pytest.raises(InvalidInput):
        await moderation.timeout(context, owner, SLUG, "bob", length)


async def test_nobody_acts_against_who_stands_above(context, owner, moderator, reader):
    other = await create_actor(context, "other_mod")
    await channel_role.grant(context, owner, SLUG, "other_mod", "moderator")
    staff = await create_actor(context, "staff", role="staff_moderator")
    for name in ("ada", "other_mod", "staff", "max"):
        with pytest.raises(NotAllowed):
            await moderation.ban(context, moderator, SLUG, name)
    with pytest.raises(NotAllowed):
        await moderation.ban(context, staff, SLUG, "ada")
    await moderation.ban(context, staff, SLUG, "other_mod")
    with pytest.raises(NotAllowed):
        await say(context, other, "hello")
    message = await say(context, owner, "mine")
    with pytest.raises(NotAllowed):
        await chat.delete(context, moderator, message.id)


STRANGERS = {
    "ban": lambda c, a: moderation.ban(c, a, SLUG, "ada"),
    "timeout": lambda c, a: moderation.timeout(c, a, SLUG, "ada", timedelta(minutes=1)),
    "unban": lambda c, a: moderation.unban(c, a, SLUG, "ada"),
    "delete_all_of": lambda c, a: moderation.delete_all_of(c, a, SLUG, "ada"),
    "clear": lambda c, a: moderation.clear(c, a, SLUG),
    "bans": lambda c, a: moderation.bans(c, a, SLUG),
    "tail": lambda c, a: moderation.tail(c, a, SLUG),
    "log": lambda c, a: moderation_log.log(c, a, SLUG),
    "waiting": lambda c, a: held_message.waiting(c, a, SLUG),
    "card": lambda c, a: user_card.card(c, a, SLUG, "ada"),
    "note": lambda c, a: user_card.add_note(c, a, SLUG, "ada", "x"),
    "rules": lambda c, a: chat_setting.rules(c, a, SLUG),
    "change_rules": lambda c, a: chat_setting.change_rules(c, a, SLUG, {"words": ["x"]}),
    "change_modes": lambda c, a: chat_setting.change_modes(c, a, SLUG, {"slow_seconds": 5}),
    "unpin": lambda c, a: chat_setting.unpin(c, a, SLUG),
    "grant": lambda c, a: channel_role.grant(c, a, SLUG, "bob", "moderator"),
    "revoke": lambda c, a: channel_role.revoke(c, a, SLUG, "max"),
    "holders": lambda c, a: channel_role.holders(c, a, SLUG),
}


@pytest.mark.parametrize("what", STRANGERS)
async def test_only_moderators(context, owner, moderator, reader, what):
    with pytest.raises(NotAllowed):
        await STRANGERS[what](context, reader)
    with pytest.raises(NotLoggedIn):
        await STRANGERS[what](context, ANONYMOUS)
    vip = await create_actor(context, "vip")
    await channel_role.grant(context, owner, SLUG, "vip", "vip")
    with pytest.raises(NotAllowed):
        await STRANGERS[what](context, vip)


@pytest.mark.parametrize(
    "text, code",
    [
        (f"/{text}", "channel_role_needed")
        for text in ("ban ada", "clear", "slow 5", "mod bob", "pin x", "vip bob")
    ],
)
async def test_commands_are_no_way_around(context, owner, reader, text, code):
    with pytest.raises(NotAllowed) as refused:
        await chat.say(context, reader, SLUG, text)
    assert refused.value.code == code


async def test_commands_do_what_buttons_do(context, owner, reader):
    await say(context, reader, "hello")
    for text, notice in (
        ("/timeout bob 5m calm down", "{name} cannot write here for {length}."),
        ("/untimeout bob", "{name} can write here again."),
        ("/mod bob", "{name} is a moderator now."),
        ("/unmod bob", "{name} is a viewer again."),
        ("/delete bob", "Messages of {name} that were deleted: {number}."),
        ("/slow 1m", "Slow mode is on: a message every {length}."),
        ("/followers 10m", "Only those can write now who have followed for {length}."),
        ("/ban bob bye", "{name} is banned from this chat."),
        ("/clear", "The chat is empty."),
    ):
        assert (await chat.say(context, owner, SLUG, text)).notice == notice
    modes = await chat_setting.modes(context, SLUG)
    assert (modes.slow_seconds, modes.followers_minutes) == (60, 10)
    pinned = (await chat.say(context, owner, SLUG, "/pin Read the rules.")).message
    assert (await chat_setting.pinned(context, SLUG)).id == pinned.id
    await chat.say(context, owner, SLUG, "/unpin")
    assert await chat_setting.pinned(context, SLUG) is None
    assert {command.name for command in (await chat.say(context, reader, SLUG, "/help")).commands} == {
        *("me", "block", "unblock", "color", "help")
    }


async def test_a_deleted_pin_is_gone(context, owner):
    pinned = (await chat.say(context, owner, SLUG, "/pin Read the rules.")).message
    await chat.delete(context, owner, pinned.id)
    assert await chat_setting.pinned(context, SLUG) is None


async def test_moderators_see_what_was_deleted_and_by_whom(context, owner, reader, moderator):
    message = await say(context, reader, "oops")
    answer = await say(context, owner, "what?", reply_to=message.id)
    await chat.delete(context, moderator, message.id)
    first, second = await moderation.tail(context, moderator, SLUG)
    assert (first.text, first.deletion.by, second.reply.text) == ("oops", "max", "oops")
    (seen,) = await chat.page(context, SLUG)
    assert seen.id == answer.id and "oops" not in repr(seen)


async def test_clearing_takes_everything(context, owner, reader, happened):
    await say(context, reader, "one")
    last = await say(context, owner, "two")
    await moderation.clear(context, owner, SLUG)
    assert await texts(context) == []
    cleared = next(each for each in happened.happenings if each.name == moderation.CLEARED)
    assert UUID(cleared.data["upto"]) == last.id
    after = await say(context, owner, "three")
    assert after.id > UUID(cleared.data["upto"])
    assert await texts(context) == ["three"]


async def test_held_messages_come_when_they_are_approved(context, owner, reader, moderator, happened):
    await chat.say(context, reader, SLUG, "look: evil.com @ada")
    (held,) = await held_message.waiting(context, moderator, SLUG)
    assert held.state is HeldState.WAITING and held.reasons == ("A link.",)
    for stranger in (reader, await create_actor(context, "eve")):
        with pytest.raises(NotFound):
            await held_message.approve(context, stranger, held.id)
    await say(context, owner, "in between")
    message = await held_message.approve(context, moderator, held.id)
    assert await texts(context) == ["in between", "look: evil.com @ada"]
    assert (message.username, message.mentions) == ("bob", ("ada",))
    with pytest.raises(Conflict):
        await held_message.reject(context, moderator, held.id)
    assert happened.names().count("chat.held") == 1
    assert ActKind.HELD_APPROVED in await kinds(context, owner)


async def test_a_rejected_message_never_comes(context, owner, reader, moderator):
    await chat.say(context, reader, SLUG, "look: evil.com")
    (held,) = await held_message.waiting(context, moderator, SLUG)
    await held_message.reject(context, moderator, held.id)
    assert await held_message.waiting(context, moderator, SLUG) == [] == await texts(context)


async def test_what_is_refused_at_once_is_explained_and_counted(context, owner, reader):
    await chat_setting.change_rules(context, owner, SLUG, {"words": ["rubbish*"]})
    for _ in range(5):
        with pytest.raises(NotAllowed) as refused:
            await chat.say(context, reader, SLUG, "what rubb\u0456sh")
        assert refused.value.code == "chat_refused" and "A word that is not wanted" in refused.value.message
    with pytest.raises(AppError) as refused:
        await chat.say(context, reader, SLUG, "what rubbish")
    assert refused.value.code == "chat_fast"
    assert (await kinds(context, owner)).count(ActKind.MESSAGE_REFUSED) == 5


async def test_why_something_was_held_or_refused_can_be_translated_later_too(
    context, owner, reader, moderator
):
    await chat_setting.change_rules(context, owner, SLUG, {"sites": ["example.org"], "words": ["rubbish"]})
    await chat.say(context, reader, SLUG, "look: evil.com")
    (held,) = await held_message.waiting(context, moderator, SLUG)
    assert held.reasons == ("A link. Allowed: example.org.",)
    assert held.reasons[0].parts == ["A link. Allowed: {sites}.", {"sites": "example.org"}]
    with pytest.raises(NotAllowed):
        await chat.say(context, reader, SLUG, "rubbish evil.com")
    (act,) = (await moderation_log.log(context, owner, SLUG, kind=ActKind.MESSAGE_REFUSED)).data
    link, word = act.why.parts[1].values()
    assert link == held.reasons[0].parts and word == ["A word that is not wanted on this channel.", {}]


async def test_newcomers_from_where_somebody_banned_was(context, owner):
    await create_member(context, "troll")
    troll = await actor_with(
        context, await log_in(context, "troll", Actor(network="203.0.113.9")), "203.0.113.9"
    )
    changes = {"hold_newcomers_of_banned_networks": True}
    await chat_setting.change_rules(context, owner, SLUG, changes)
    await moderation.ban(context, owner, SLUG, "troll")
    await session.revoke_all_sessions(context, troll)
    again = await create_actor(context, "troll2")
    outcome = await chat.say(context, Actor(again.user_id, network="203.0.113.9"), SLUG, "hello again")
    assert outcome.waits and "banned" in outcome.values["reasons"]
    await say(context, again, "from elsewhere")


async def test_the_card_has_the_history(context, owner, reader, moderator):
    message = await say(context, reader, "hello")
    await chat.delete(context, moderator, message.id)
    await moderation.timeout(context, moderator, SLUG, "bob", timedelta(minutes=1), "Calm down.")
    note = await user_card.add_note(context, moderator, SLUG, "bob", "Was warned.")
    card = await user_card.card(context, owner, SLUG, "BOB")
    assert (card.messages, card.last[0].text, card.last[0].deletion.by) == (1, "hello", "max")
    assert [act.kind for act in card.acts] == [ActKind.NOTE_ADDED, ActKind.TIMED_OUT, ActKind.MESSAGE_DELETED]
    assert card.ban.reason == "Calm down." and [each.text for each in card.notes] == ["Was warned."]
    with pytest.raises(NotFound):
        await user_card.delete_note(context, reader, note.id)
    await user_card.delete_note(context, owner, note.id)
    assert (await user_card.card(context, owner, SLUG, "bob")).notes == ()


async def test_the_log_can_be_searched(context, owner, reader, moderator):
    await moderation.ban(context, moderator, SLUG, "bob")
    await moderation.unban(context, owner, SLUG, "bob")
    found = await moderation_log.log(context, owner, SLUG, PageRequest(1, 1), subject="bob")
    assert (found.total, found.data[0].kind, found.data[0].actor) == (2, ActKind.UNBANNED, "ada")
    assert (await moderation_log.log(context, owner, SLUG, by="max", kind=ActKind.BANNED)).total == 1
    assert (await moderation_log.log(context, owner, SLUG, by="nobody")).total == 0


async def test_who_was_suspended_for_a_time_that_is_over_is_as_before(context, owner, clock):
    until = clock() + timedelta(days=1)
    suspended = {"suspended_at": clock(), "suspended_until": until, "suspension_reason": "Rude."}
    away = await create_actor(context, "away", **suspended)
    await channel_role.grant(context, owner, SLUG, "away", "moderator")
    assert await chat_access.may_moderate(context, away.user_id, SLUG) is False
    with pytest.raises(NotAllowed):
        await say(context, away, "hello")
    clock.forward(days=1)
    assert await chat_access.may_moderate(context, away.user_id, SLUG) is True
    await say(context, away, "hello again")


async def test_the_door_of_the_moderators_room(context, owner, reader, moderator):
    staff = await create_actor(context, "staff", role="staff_moderator")
    finance = await create_actor(context, "finance", role="staff_finance")
    for actor, expected in (
        (owner, True),
        (moderator, True),
        (staff, True),
        (reader, False),
        (finance, False),
    ):
        assert await chat_access.may_moderate(context, actor.user_id, SLUG) is expected
    assert await chat_access.may_moderate(context, None, SLUG) is False
    await channel_role.revoke(context, owner, SLUG, "max")
    assert await chat_access.may_moderate(context, moderator.user_id, SLUG) is False
