"""Chat: written by people who are logged in, read by everybody who sees the channel."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aethex_live.data import channel_ban as bans
from aethex_live.data import chat as chats
from aethex_live.data import chatroom
from aethex_live.data import follow as follows
from aethex_live.domain import channel_role as roles
from aethex_live.domain import chat_command as rules
from aethex_live.domain.channel_role import Act, ChannelRole
from aethex_live.domain.chat import TAIL, TEXT_LENGTH, Draft, Message, check_text
from aethex_live.domain.chat_command import Command, Outcome
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind, Ban
from aethex_live.errors import NotAllowed, NotFound
from aethex_live.services import chat_access, chat_command
from aethex_live.services.context import Actor, Context
from aethex_live.services.moderation import REMOVED
from aethex_live.services.moderation_log import note


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What somebody is in a chat, and may do there."""

    role: ChannelRole
    staff: bool
    acts: frozenset[Act]
    ban: Ban | None
    follows_since: datetime | None
    commands: tuple[Command, ...]


async def say(
    context: Context, actor: Actor, slug: str, text: str, *, reply_to: UUID | None = None
) -> Outcome:
    """Whatever somebody types: a message, or a command."""
    actor.required()
    text = text[: 4 * TEXT_LENGTH]
    if rules.is_command(text):
        return await chat_command.run(context, actor, slug, rules.parse(text))
    draft = Draft(check_text(rules.unescaped(text)), reply_to=reply_to)
    return await chat_command.say(context, actor, slug, draft)


async def page(context: Context, slug: str, before: UUID | None = None, limit: int = TAIL) -> list[Message]:
    """The newest messages (older than `before`), the oldest of them first."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        return await chats.tail(uow, room, min(max(limit, 1), TAIL), before)


async def place(context: Context, actor: Actor, slug: str) -> Place:
    """Who the person who asks is here."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        if actor.user_id is None:
            return Place(
                role=ChannelRole.VIEWER,
                staff=False,
                acts=frozenset(),
                ban=None,
                follows_since=None,
                commands=(),
            )
        here = await chat_access.here(uow, room, actor.user_id, actor.role)
        return Place(
            role=here.role,
            staff=here.staff,
            acts=frozenset(act for act in Act if here.may(act)),
            ban=await bans.of(uow, room.channel_id, here.user_id, context.clock()),
            follows_since=await follows.since(uow, room.channel_id, here.user_id),
            commands=rules.offered(here.role, staff=here.staff),
        )


async def delete(context: Context, actor: Actor, message_id: UUID) -> None:
    """Take a message away for everybody: one's own, or, as moderator, of whom one may act against."""
    user_id = actor.required()
    async with context.transaction() as uow:
        row = await chats.by_id(uow, message_id, lock=True)
        room = await chatroom.by_id(uow, row.channel_id, context.clock()) if row else None
        if row is None or room is None:
            raise NotFound("This message is gone already.")
        here = await chat_access.here(uow, room, user_id, actor.role)
        people = await chats.authors(uow, room, {row.user_id, user_id})
        author = people[row.user_id]
        own = row.user_id == user_id
        may = roles.may_act_on(here.role, author.role, staff=here.staff, other_is_staff=author.staff)
        if not (own or may):
            raise NotAllowed("You may delete your own messages only.")
        await chats.mark_deleted(uow, room.channel_id, user_id, context.clock(), message_id=row.id)
        if not own:
            kind = ActKind.MESSAGE_DELETED
            await note(context, uow, room, user_id, kind, subject_id=row.user_id, message_id=str(row.id))
        by = people[user_id].name
        data = {"slug": room.slug, "message_id": str(row.id), "by": by}
        uow.happen(Happening(REMOVED, data, key=room.channel_id))
