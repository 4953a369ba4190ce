"""Messages that wait for a moderator: looked at, let through or not."""

from uuid import UUID

from aethex_live.data import chat as chats
from aethex_live.data import chat_writing, chatroom
from aethex_live.data import held_message as data
from aethex_live.data.message_id import after
from aethex_live.data.models.chat_message import ChatMessage
from aethex_live.data.models.held_message import HeldMessage as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import Act
from aethex_live.domain.chat import MOST_MENTIONS, Message
from aethex_live.domain.chat_text import mentioned
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind, HeldMessage, HeldState
from aethex_live.errors import Conflict, NotFound
from aethex_live.services import chat_access
from aethex_live.services.chat_access import Here
from aethex_live.services.chat_writing import SAID
from aethex_live.services.context import Actor, Context
from aethex_live.services.moderation import HELD_DECIDED
from aethex_live.services.moderation_log import note


async def waiting(context: Context, actor: Actor, slug: str) -> list[HeldMessage]:
    """What waits, the oldest first. For moderators."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        return await data.waiting(uow, here.room.channel_id)


async def approve(context: Context, actor: Actor, held_id: UUID) -> Message:
    """Let a message through: it comes into the chat now."""
    async with context.transaction() as uow:
        here, row = await _to_decide(context, uow, actor, held_id)
        _decide(context, uow, here, row, HeldState.APPROVED)
        message = await _say(context, uow, here, row)
        await note(*(context, uow, here.room, here.user_id, ActKind.HELD_APPROVED), subject_id=row.user_id)
        return message


async def reject(context: Context, actor: Actor, held_id: UUID) -> None:
    """Do not let a message through."""
    async with context.transaction() as uow:
        here, row = await _to_decide(context, uow, actor, held_id)
        _decide(context, uow, here, row, HeldState.REJECTED)
        await note(*(context, uow, here.room, here.user_id, ActKind.HELD_REJECTED), subject_id=row.user_id)


async def _to_decide(context: Context, uow: UnitOfWork, actor: Actor, held_id: UUID) -> tuple[Here, Row]:
    user_id = actor.required()
    row = await data.by_id(uow, held_id)
    room = await chatroom.by_id(uow, row.channel_id, context.clock()) if row else None
    here = await chat_access.here(uow, room, user_id, actor.role) if room else None
    if row is None or here is None or not here.may(Act.MODERATE):
        raise NotFound("There is no such message.")
    if row.state != HeldState.WAITING:
        raise Conflict("Somebody has decided on this already.", code="held_decided")
    return here, row


def _decide(context: Context, uow: UnitOfWork, here: Here, row: Row, state: HeldState) -> None:
    row.state, row.decided_by, row.decided_at = state, here.user_id, context.clock()
    happened = {"slug": here.room.slug, "held_ids": [str(row.id)]}
    uow.happen(Happening(HELD_DECIDED, happened, key=row.channel_id))


async def _say(context: Context, uow: UnitOfWork, here: Here, row: Row) -> Message:
    await chatroom.lock(uow, here.room.slug)
    now = context.clock()
    names = await chat_writing.named(uow, mentioned(row.text))
    blocked = await chat_writing.blocked(uow, set(names.values()), {row.user_id})
    called = [each for each in names.values() if (each, row.user_id) not in blocked]
    said = ChatMessage(
        id=after(await chat_writing.last_id(uow, here.room), now),
        channel_id=row.channel_id,
        user_id=row.user_id,
        text=row.text,
        kind=row.kind,
        reply_to_id=row.reply_to_id,
        mentions=called[:MOST_MENTIONS],
        created_at=now,
    )
    await chat_writing.add(uow, [said])
    (message,) = await chats.show(uow, here.room, [said])
    happened = {"slug": here.room.slug, "messages": (message,)}
    uow.happen(Happening(SAID, happened, key=row.channel_id))
    return message
