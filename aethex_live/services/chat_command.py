"""What is done when somebody types a command: each calls the use case that a button calls too."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aethex_live.domain import automod
from aethex_live.domain import chat_command as rules
from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.chat import COLOURS, Draft, Kind, Message, check_text
from aethex_live.domain.chat_command import COMMANDS, Call, Name, Outcome
from aethex_live.domain.moderation import USUAL, ActKind
from aethex_live.domain.throttle import in_words
from aethex_live.errors import Conflict, NotAllowed
from aethex_live.services import (
    block,
    channel_role,
    chat_access,
    chat_setting,
    chat_writing,
    moderation,
    moderation_log,
    user_settings,
)
from aethex_live.services.context import Actor, Context

USUAL_SLOW = 30
NO_COLOUR = "none"
WAITS = "Your message waits for a moderator. {reasons}"


async def run(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    """Do what a command says."""
    act = COMMANDS[call.name].act
    if act is not None:
        async with context.transaction() as uow:
            await chat_access.require(context, uow, actor, slug, act)
    return await _RUN[call.name](context, actor, slug, call)


async def say(context: Context, actor: Actor, slug: str, draft: Draft) -> Outcome:
    """Have something said, and tell when it waits."""
    written = await chat_writing.write(context, actor, slug, draft)
    if isinstance(written, Message):
        return Outcome(message=written)
    return Outcome(waits=True, notice=WAITS, values={"reasons": automod.joined(written.reasons)})


async def _me(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    return await say(context, actor, slug, Draft(check_text(call.text), Kind.ACTION))


async def _announce(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    outcome = await say(context, actor, slug, Draft(check_text(call.text), Kind.ANNOUNCEMENT))
    if outcome.message is not None:
        async with context.transaction() as uow:
            here = await chat_access.enter(context, uow, actor, slug)
            said = str(outcome.message.id)
            await moderation_log.note(
                *(context, uow, here.room, here.user_id, ActKind.ANNOUNCED), message_id=said
            )
    return outcome


async def _pin(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    outcome = await say(context, actor, slug, Draft(check_text(call.text), Kind.ANNOUNCEMENT))
    if outcome.message is not None:
        await chat_setting.pin(context, actor, outcome.message.id)
    return outcome


async def _unpin(context: Context, actor: Actor, slug: str, _: Call) -> Outcome:
    await chat_setting.unpin(context, actor, slug)
    return Outcome(notice="Nothing is pinned any more.")


async def _timeout(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    length = timedelta(seconds=call.seconds) if call.seconds is not None else USUAL
    found = await moderation.timeout(context, actor, slug, call.person, length, call.text)
    words = in_words(length.total_seconds())
    return Outcome(
        notice="{name} cannot write here for {length}.", values={"name": found.name, "length": words}
    )


async def _ban(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    found = await moderation.ban(context, actor, slug, call.person, call.text)
    return Outcome(notice="{name} is banned from this chat.", values={"name": found.name})


async def _unban(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    await moderation.unban(context, actor, slug, call.person)
    return Outcome(notice="{name} can write here again.", values={"name": call.person})


async def _delete(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    number = await moderation.delete_all_of(context, actor, slug, call.person)
    values = {"name": call.person, "number": str(number)}
    return Outcome(notice="Messages of {name} that were deleted: {number}.", values=values)


async def _clear(context: Context, actor: Actor, slug: str, _: Call) -> Outcome:
    await moderation.clear(context, actor, slug)
    return Outcome(notice="The chat is empty.")


def _mode(notice: str, **changes: Any) -> "Run":
    async def change(context: Context, actor: Actor, slug: str, _: Call) -> Outcome:
        await chat_setting.change_modes(context, actor, slug, changes)
        return Outcome(notice=notice)

    return change


async def _slow(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    seconds = USUAL_SLOW if call.seconds is None else call.seconds
    await chat_setting.change_modes(context, actor, slug, {"slow_seconds": seconds})
    if not seconds:
        return Outcome(notice="Slow mode is off.")
    return Outcome(notice="Slow mode is on: a message every {length}.", values={"length": in_words(seconds)})


async def _followers(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    minutes = -(-(call.seconds or 0) // 60)
    await chat_setting.change_modes(context, actor, slug, {"followers_minutes": minutes})
    if not minutes:
        return Outcome(notice="Only followers can write now.")
    values = {"length": in_words(minutes * 60)}
    return Outcome(notice="Only those can write now who have followed for {length}.", values=values)


def _give(role: ChannelRole, notice: str) -> "Run":
    async def give(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
        found = await channel_role.grant(context, actor, slug, call.person, role)
        return Outcome(notice=notice, values={"name": found.name})

    return give


def _take(role: ChannelRole) -> "Run":
    async def take(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
        found = await channel_role.holders(context, actor, slug)
        held = {holder.username.lower(): holder.role for holder in found}
        if held.get(call.person.lower()) is not role:
            raise Conflict("This person does not have this role.", code="role_not_held")
        await channel_role.revoke(context, actor, slug, call.person)
        return Outcome(notice="{name} is a viewer again.", values={"name": call.person})

    return take


async def _block(context: Context, actor: Actor, _: str, call: Call) -> Outcome:
    await block.block(context, actor, call.person)
    return Outcome(notice="You do not see {name} any more.", values={"name": call.person})


async def _unblock(context: Context, actor: Actor, _: str, call: Call) -> Outcome:
    await block.unblock(context, actor, call.person)
    return Outcome(notice="You see {name} again.", values={"name": call.person})


async def _color(context: Context, actor: Actor, _: str, call: Call) -> Outcome:
    chosen = call.text.lower()
    if chosen not in COLOURS and chosen != NO_COLOUR:
        return Outcome(
            notice="Choose one of: {colours}. With /color {none}, it is as it comes.",
            values={"colours": ", ".join(COLOURS), "none": NO_COLOUR},
        )
    await user_settings.change_settings(context, actor, name_colour="" if chosen == NO_COLOUR else chosen)
    return Outcome(notice="What you write from now on has your name in this colour.")


async def _help(context: Context, actor: Actor, slug: str, call: Call) -> Outcome:
    async with context.transaction() as uow:
        here = await chat_access.enter(context, uow, actor, slug)
    found = rules.offered(here.role, staff=here.staff)
    if call.text:
        found = tuple(command for command in found if command.name == call.text.lstrip("/").lower())
        if not found:
            raise NotAllowed("There is no such command for you.", code="unknown_command")
    return Outcome(commands=found)


Run = Callable[[Context, Actor, str, Call], Awaitable[Outcome]]
_RUN: dict[Name, Run] = {
    Name.ME: _me,
    Name.BLOCK: _block,
    Name.UNBLOCK: _unblock,
    Name.COLOR: _color,
    Name.HELP: _help,
    Name.TIMEOUT: _timeout,
    Name.UNTIMEOUT: _unban,
    Name.BAN: _ban,
    Name.UNBAN: _unban,
    Name.DELETE: _delete,
    Name.CLEAR: _clear,
    Name.ANNOUNCE: _announce,
    Name.PIN: _pin,
    Name.UNPIN: _unpin,
    Name.SLOW: _slow,
    Name.SLOW_OFF: _mode("Slow mode is off.", slow_seconds=0),
    Name.FOLLOWERS: _followers,
    Name.FOLLOWERS_OFF: _mode("Everybody can write.", followers_minutes=None),
    Name.EMOTE_ONLY: _mode("Only emoji can be written now.", emote_only=True),
    Name.EMOTE_ONLY_OFF: _mode("Words can be written again.", emote_only=False),
    Name.UNIQUE_CHAT: _mode("Every message has to be new now.", unique_only=True),
    Name.UNIQUE_CHAT_OFF: _mode("Messages may repeat each other again.", unique_only=False),
    Name.VIP: _give(ChannelRole.VIP, "{name} is a VIP now."),
    Name.UNVIP: _take(ChannelRole.VIP),
    Name.MOD: _give(ChannelRole.MODERATOR, "{name} is a moderator now."),
    Name.UNMOD: _take(ChannelRole.MODERATOR),
}
