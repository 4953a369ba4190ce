"""How the chat of a channel is kept: modes, auto-moderation, what is pinned."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from aethex_live.data import chat as chats
from aethex_live.data import chatroom
from aethex_live.domain import automod, chat_mode
from aethex_live.domain.automod import Rules, Verdict
from aethex_live.domain.channel_role import Act
from aethex_live.domain.chat import Message, check_text
from aethex_live.domain.chat_mode import Modes
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind
from aethex_live.errors import NotFound
from aethex_live.services import chat_access
from aethex_live.services.context import Actor, Context
from aethex_live.services.moderation_log import note

MODES_CHANGED, PINNED = "chat.modes_changed", "chat.pinned"


async def modes(context: Context, slug: str) -> Modes:
    """What the chat asks of those who write."""
    async with context.transaction() as uow:
        return (await chat_access.open_room(context, uow, slug)).modes


async def change_modes(context: Context, actor: Actor, slug: str, changes: Mapping[str, Any]) -> Modes:
    """Change some modes. Everybody in the room sees it at once."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.SET_MODES)
        changed = chat_mode.check_changes(here.room.modes, changes)
        if changed != here.room.modes:
            await chatroom.put(uow, here.room.channel_id, asdict(changed), context.clock())
            await note(*(context, uow, here.room, here.user_id, ActKind.MODES_CHANGED), changes=dict(changes))
            data = {"slug": here.room.slug, "modes": changed}
            uow.happen(Happening(MODES_CHANGED, data, key=here.room.channel_id))
        return changed


async def rules(context: Context, actor: Actor, slug: str) -> Rules:
    """How auto-moderation is set. For moderators."""
    async with context.transaction() as uow:
        return (await chat_access.require(context, uow, actor, slug, Act.MODERATE)).room.rules


async def change_rules(context: Context, actor: Actor, slug: str, changes: Mapping[str, Any]) -> Rules:
    """Change some of auto-moderation's settings."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.SET_RULES)
        changed = automod.check_rules(here.room.rules, changes)
        if changed != here.room.rules:
            await chatroom.put(uow, here.room.channel_id, chatroom.columns_of(changed), context.clock())
            await note(
                *(context, uow, here.room, here.user_id, ActKind.RULES_CHANGED), changed=sorted(changes)
            )
        return changed


async def try_rules(context: Context, actor: Actor, slug: str, text: str) -> Verdict:
    """What auto-moderation would say to a message. For moderators."""
    found = await rules(context, actor, slug)
    return automod.judge(found, check_text(text), (), context.clock())


async def pinned(context: Context, slug: str) -> Message | None:
    """What stands above the chat."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        row = await chats.by_id(uow, room.pinned_id) if room.pinned_id else None
        return (await chats.show(uow, room, [row]))[0] if row else None


async def pin(context: Context, actor: Actor, message_id: UUID) -> Message:
    """Keep a message above the chat, instead of the one that is there."""
    user_id = actor.required()
    async with context.transaction() as uow:
        row = await chats.by_id(uow, message_id)
        room = await chatroom.by_id(uow, row.channel_id, context.clock()) if row else None
        if row is None or room is None:
            raise NotFound("This message is gone.")
        here = await chat_access.here(uow, room, user_id, actor.role)
        chat_access.check(here, Act.ANNOUNCE)
        await chatroom.put(uow, room.channel_id, {"pinned_id": row.id}, context.clock())
        (message,) = await chats.show(uow, room, [row])
        await note(
            context, uow, room, user_id, ActKind.PINNED, subject_id=row.user_id, message_id=str(row.id)
        )
        data = {"slug": room.slug, "message": message}
        uow.happen(Happening(PINNED, data, key=room.channel_id))
        return message


async def unpin(context: Context, actor: Actor, slug: str) -> None:
    """Take down what is pinned; harmless when nothing is."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.ANNOUNCE)
        if here.room.pinned_id is None:
            return
        await chatroom.put(uow, here.room.channel_id, {"pinned_id": None}, context.clock())
        await note(context, uow, here.room, here.user_id, ActKind.UNPINNED)
        data = {"slug": here.room.slug, "message": None}
        uow.happen(Happening(PINNED, data, key=here.room.channel_id))
