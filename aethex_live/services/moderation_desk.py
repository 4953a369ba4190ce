"""What the moderators' room of a channel starts with. It asks for nobody: whoever enters the room is asked there."""

from dataclasses import dataclass

from aethex_live.data import channel_act as acts
from aethex_live.data import chat as chats
from aethex_live.data import held_message
from aethex_live.data import report as reports
from aethex_live.domain.chat import TAIL, Message
from aethex_live.domain.moderation import HeldMessage, ModAct
from aethex_live.domain.page import PageRequest
from aethex_live.services import chat_access
from aethex_live.services.context import Context
from aethex_live.services.report import FOR_MODERATORS


@dataclass(frozen=True, slots=True)
class Desk:
    """The newest messages with deleted ones, what waits, the latest acts, how many reports are open."""

    messages: list[Message]
    held: list[HeldMessage]
    acts: tuple[ModAct, ...]
    reports: int


async def opened(context: Context, slug: str, log: PageRequest) -> Desk:
    """All of it."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        return Desk(
            messages=await chats.tail(uow, room, TAIL, deleted=True),
            held=await held_message.waiting(uow, room.channel_id),
            acts=(await acts.page(uow, log, room.channel_id)).data,
            reports=await reports.count_open(uow, room.channel_id, FOR_MODERATORS),
        )
