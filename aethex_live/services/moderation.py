"""Keeping order in the chat of a channel: what moderators do about messages and people. All of it is written down.

Every act is alone with the chat while it is done, so that no message slips in between: what comes after a ban has
seen the ban.
"""

from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.data import channel_ban as bans_data
from aethex_live.data import chat as chats
from aethex_live.data import chat_writing, chatroom, held_message
from aethex_live.data.message_id import first_at
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import moderation as rules
from aethex_live.domain.channel_role import Act
from aethex_live.domain.chat import TAIL, Message
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind, Ban, HeldState
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.errors import Conflict
from aethex_live.services import chat_access
from aethex_live.services.chat_access import Here
from aethex_live.services.context import Actor, Context
from aethex_live.services.moderation_log import note

REMOVED, CLEARED = "chat.removed", "chat.cleared"
BANNED, UNBANNED = "moderation.banned", "moderation.unbanned"
HELD_DECIDED = "chat.held_decided"


async def timeout(
    context: Context,
    actor: Actor,
    slug: str,
    username: str,
    length: timedelta,
    reason: str = "",
    *,
    delete_messages: bool = False,
) -> Ban:
    """Keep somebody from writing for a while."""
    until = context.clock() + rules.check_timeout(length)
    return await _keep_out(context, actor, slug, username, until, reason, delete_messages)


async def ban(
    context: Context,
    actor: Actor,
    slug: str,
    username: str,
    reason: str = "",
    *,
    delete_messages: bool = True,
) -> Ban:
    """Keep somebody from writing for good, and take away what they have written."""
    return await _keep_out(context, actor, slug, username, None, reason, delete_messages)


async def _keep_out(
    context: Context,
    actor: Actor,
    slug: str,
    username: str,
    until: datetime | None,
    reason: str,
    delete_messages: bool,
) -> Ban:
    reason = rules.check_reason(reason)
    async with context.transaction() as uow:
        here = await _alone(context, uow, actor, slug)
        user, _ = await chat_access.target(uow, here, username)
        now = context.clock()
        channel_id = here.room.channel_id
        await bans_data.put(uow, channel_id, user.id, until=until, reason=reason, by=here.user_id, now=now)
        kind = ActKind.TIMED_OUT if until else ActKind.BANNED
        details = {"until": until.isoformat()} if until else {}
        await note(context, uow, here.room, here.user_id, kind, subject_id=user.id, reason=reason, **details)
        if delete_messages:
            await _remove_all_of(context, uow, here, user.id)
        if until is None:
            await _reject_held(context, uow, here, user.id)
        data = {"slug": here.room.slug, "user_id": str(user.id), "until": until and until.isoformat()}
        uow.happen(Happening(BANNED, data, key=channel_id))
        return await bans_data.of(uow, channel_id, user.id, now)


async def unban(context: Context, actor: Actor, slug: str, username: str) -> None:
    """Let somebody write again who was banned or timed out."""
    async with context.transaction() as uow:
        here = await _alone(context, uow, actor, slug)
        user = await chat_access.person(uow, username)
        found = await bans_data.of(uow, here.room.channel_id, user.id, context.clock())
        if found is None:
            raise Conflict("This person may write here already.", code="not_banned")
        await bans_data.remove(uow, here.room.channel_id, user.id)
        await note(context, uow, here.room, here.user_id, ActKind.UNBANNED, subject_id=user.id)
        data = {"slug": here.room.slug, "user_id": str(user.id)}
        uow.happen(Happening(UNBANNED, data, key=here.room.channel_id))


async def delete_all_of(context: Context, actor: Actor, slug: str, username: str) -> int:
    """Take everything away that somebody has written here; gives how many messages that were."""
    async with context.transaction() as uow:
        here = await _alone(context, uow, actor, slug)
        user, _ = await chat_access.target(uow, here, username)
        number = await _remove_all_of(context, uow, here, user.id)
        await note(
            context,
            uow,
            here.room,
            here.user_id,
            ActKind.MESSAGES_DELETED,
            subject_id=user.id,
            number=number,
        )
        return number


async def clear(context: Context, actor: Actor, slug: str) -> None:
    """Take all messages away."""
    async with context.transaction() as uow:
        here = await _alone(context, uow, actor, slug)
        channel_id = here.room.channel_id
        number = await chats.mark_deleted(uow, channel_id, here.user_id, context.clock())
        await note(context, uow, here.room, here.user_id, ActKind.CHAT_CLEARED, number=number)
        data = await _removal(context, uow, here)
        uow.happen(Happening(CLEARED, data, key=channel_id))


async def bans(context: Context, actor: Actor, slug: str, request: PageRequest = FIRST) -> Page[Ban]:
    """Who may not write here, the latest first. For moderators."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        return await bans_data.page(uow, request, here.room.channel_id, context.clock())


async def tail(context: Context, actor: Actor, slug: str, before: UUID | None = None) -> list[Message]:
    """The newest messages (older than `before`) with deleted ones among them, marked. For moderators."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        return await chats.tail(uow, here.room, TAIL, before, deleted=True)


async def forget_over(context: Context) -> int:
    """Delete time-outs that are over. For a job, not for people."""
    async with context.transaction() as uow:
        return await bans_data.remove_over(uow, context.clock())


async def _alone(context: Context, uow: UnitOfWork, actor: Actor, slug: str) -> Here:
    """A moderator, with the chat to themselves until the transaction ends."""
    here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
    await chatroom.lock(uow, here.room.slug)
    return here


async def _remove_all_of(context: Context, uow: UnitOfWork, here: Here, user_id: UUID) -> int:
    channel_id = here.room.channel_id
    number = await chats.mark_deleted(uow, channel_id, here.user_id, context.clock(), user_id=user_id)
    data = await _removal(context, uow, here, user_id=str(user_id))
    uow.happen(Happening(REMOVED, data, key=channel_id))
    return number


async def _removal(context: Context, uow: UnitOfWork, here: Here, **about: str) -> dict[str, str]:
    """What a room has to know to take messages away: also those of before that reach it afterwards."""
    moderator = (await chats.authors(uow, here.room, [here.user_id]))[here.user_id]
    upto = await chat_writing.last_id(uow, here.room) or first_at(context.clock())
    return {"slug": here.room.slug, "upto": str(upto), "by": moderator.name, **about}


async def _reject_held(context: Context, uow: UnitOfWork, here: Here, user_id: UUID) -> None:
    channel_id, now = here.room.channel_id, context.clock()
    gone = await held_message.decide(uow, channel_id, HeldState.REJECTED, here.user_id, now, user_id=user_id)
    if gone:
        data = {"slug": here.room.slug, "held_ids": [str(each) for each in gone]}
        uow.happen(Happening(HELD_DECIDED, data, key=channel_id))
