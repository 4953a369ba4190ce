"""Telling people that somebody has called them in a chat where they are not."""

from collections.abc import Collection, Sequence
from uuid import UUID

from aethex_live.data import chat_writing
from aethex_live.domain.chat import Message
from aethex_live.domain.notification import Kind
from aethex_live.services import notification
from aethex_live.services.context import Context


async def tell(
    context: Context, channel_id: UUID, messages: Sequence[Message], here: Collection[UUID]
) -> None:
    """Tell those who are called by `messages` and are not among those who are `here`.

    Once an hour for each author and channel: nobody makes a bell ring with every line.
    """
    called = {(name.lower(), each.author_id) for each in messages for name in _names(each)}
    async with context.transaction() as uow:
        known = await chat_writing.named(uow, {name for name, _ in called})
        for name, author_id in sorted(called):
            user_id = known.get(name)
            if user_id is None or user_id == author_id or user_id in here:
                continue
            about = (channel_id, author_id, f"{context.clock():%Y%m%d%H}")
            await notification.tell(
                context, uow, user_id, Kind.MENTION, *about, channel_id=channel_id, actor_id=author_id
            )


def calls(message: Message) -> bool:
    """Whether a message calls anybody."""
    return bool(_names(message))


def _names(message: Message) -> tuple[str, ...]:
    return (*message.mentions, *((message.reply.username,) if message.reply else ()))
