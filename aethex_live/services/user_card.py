"""Somebody as the moderators of a channel see them, and what they write down about them."""

from uuid import UUID

from aethex_live.data import channel_act as acts
from aethex_live.data import channel_ban as bans
from aethex_live.data import channel_role as roles
from aethex_live.data import chat as chats
from aethex_live.data import chatroom
from aethex_live.data import follow as follows
from aethex_live.data import mod_note as notes
from aethex_live.data.models.mod_note import ModNote
from aethex_live.domain.channel_role import Act, ChannelRole
from aethex_live.domain.moderation import NOTE_LENGTH, ActKind, Note, UserCard
from aethex_live.domain.page import PageRequest
from aethex_live.domain.text import check_line
from aethex_live.domain.user import is_staff
from aethex_live.errors import Conflict, NotFound
from aethex_live.services import chat_access
from aethex_live.services.context import Actor, Context
from aethex_live.services.moderation_log import note

LAST_MESSAGES = 50
LAST_ACTS = 50
MOST_NOTES = 100  # about one person on one channel


async def card(context: Context, actor: Actor, slug: str, username: str) -> UserCard:
    """Everything that moderators of this channel may know of somebody."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        user = await chat_access.person(uow, username)
        room = here.room
        log = await acts.page(uow, PageRequest(1, LAST_ACTS), room.channel_id, subject_id=user.id)
        return UserCard(
            user_id=user.id,
            username=user.username,
            name=user.display_name,
            avatar_url=user.avatar_url or "",
            role=await roles.of(uow, room, user.id),
            staff=is_staff(user.role),
            verified=user.verified,
            joined_at=user.created_at,
            follows_since=await follows.since(uow, room.channel_id, user.id),
            messages=await chats.count_of(uow, room.channel_id, user.id),
            ban=await bans.of(uow, room.channel_id, user.id, context.clock()),
            last=tuple(await chats.of_person(uow, room, user.id, LAST_MESSAGES)),
            acts=log.data,
            notes=await notes.about(uow, room.channel_id, user.id),
        )


async def add_note(context: Context, actor: Actor, slug: str, username: str, text: str) -> Note:
    """Write something down about somebody, for the moderators of this channel."""
    text = check_line(text, field="text", longest=NOTE_LENGTH)
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        user = await chat_access.person(uow, username)
        if await notes.count(uow, here.room.channel_id, user.id) >= MOST_NOTES:
            raise Conflict("There are too many notes about this person. Delete one first.")
        row = ModNote(
            channel_id=here.room.channel_id,
            user_id=user.id,
            author_id=here.user_id,
            text=text,
            created_at=context.clock(),
        )
        await notes.add(uow, row)
        await note(*(context, uow, here.room, here.user_id, ActKind.NOTE_ADDED), subject_id=user.id)
        return (await notes.about(uow, here.room.channel_id, user.id))[0]


async def delete_note(context: Context, actor: Actor, note_id: UUID) -> None:
    """Delete one's own note; the owner of the channel deletes any."""
    user_id = actor.required()
    async with context.transaction() as uow:
        row = await notes.by_id(uow, note_id)
        room = await chatroom.by_id(uow, row.channel_id, context.clock()) if row else None
        here = await chat_access.here(uow, room, user_id, actor.role) if room else None
        may = here is not None and here.may(Act.MODERATE)
        if row is None or not may or (row.author_id != user_id and here.role is not ChannelRole.OWNER):
            raise NotFound("There is no such note of yours.")
        await notes.remove(uow, row)
