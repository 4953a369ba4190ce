"""Chat: written by people who are logged in, read by everybody who sees the channel."""

from uuid import UUID

from aethex_live.data import chat
from aethex_live.data import user as users
from aethex_live.data.models.chat_message import ChatMessage as Row
from aethex_live.data.models.user import User
from aethex_live.domain import chat as rules
from aethex_live.domain.chat import Message
from aethex_live.domain.happening import Happening
from aethex_live.domain.user import is_staff
from aethex_live.errors import NotAllowed, NotFound, TooMany
from aethex_live.services import channel as channels
from aethex_live.services.context import Actor, Context
from aethex_live.services.throttle import limit, spend

DELETED = "chat.deleted"


async def post(context: Context, actor: Actor, slug: str, text: str) -> Message:
    """Write in the chat of a channel. Whoever is too fast is told how long to wait."""
    user_id = actor.required()
    text = rules.check_text(text)
    channel = await channels.by_slug(context, slug)
    try:
        await spend(context, limit("chat", user_id, rules.BURST, rules.EVERY))
    except TooMany as error:
        wait = max(1, round(error.retry_after))
        raise TooMany(
            f"You write faster than people can read. Go on in {wait} s.", error.retry_after, code="chat_fast"
        ) from None
    async with context.transaction() as uow:
        author = await users.by_id(uow, user_id)
        row = Row(channel_id=channel.id, user_id=user_id, text=text, created_at=context.clock())
        await chat.add(uow, row)
    return _value(row, author, channel.owner.id)


async def tail(context: Context, slug: str, before: UUID | None = None) -> list[Message]:
    """The newest messages (older than `before`), the oldest of them first."""
    channel = await channels.by_slug(context, slug)
    async with context.transaction() as uow:
        found = await chat.tail(uow, channel.id, rules.TAIL, before)
    return [_value(row, author, channel.owner.id) for row, author in found]


async def delete(context: Context, actor: Actor, message_id: UUID) -> None:
    """Take a message away for everybody: one's own, or any on one's own channel; staff everywhere."""
    user_id = actor.required()
    async with context.transaction() as uow:
        found = await chat.with_channel(uow, message_id)
        if found is None:
            raise NotFound("This message is gone already.")
        row, channel = found
        staff = is_staff(actor.role)
        if not rules.may_delete(user_id, author_id=row.user_id, owner_id=channel.user_id, staff=staff):
            raise NotAllowed("You may delete your own messages only.")
        await chat.mark_deleted(uow, row, user_id, context.clock())
        data = {"slug": channel.slug, "message_id": str(row.id)}
        uow.happen(Happening(DELETED, data, key=channel.id))


def _value(row: Row, author: User, owner_id: UUID) -> Message:
    return Message(
        id=row.id,
        author_id=author.id,
        username=author.username,
        name=author.display_name,
        text=row.text,
        owner=author.id == owner_id,
        staff=is_staff(author.role),
        verified=author.verified,
        at=row.created_at,
    )
