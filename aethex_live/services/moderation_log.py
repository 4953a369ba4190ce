"""The log of a channel: every act of a moderator is written down in the transaction that does it."""

from typing import Any
from uuid import UUID

from aethex_live.data import channel_act as acts
from aethex_live.data import user as users
from aethex_live.data.chatroom import Chatroom
from aethex_live.data.models.channel_act import ChannelAct as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import Act
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind, ModAct
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.user import USERNAME
from aethex_live.services import chat_access
from aethex_live.services.context import Actor, Context

ACTED = "moderation.acted"


async def note(
    context: Context,
    uow: UnitOfWork,
    room: Chatroom,
    actor_id: UUID | None,
    kind: ActKind,
    *,
    subject_id: UUID | None = None,
    reason: str = "",
    **details: Any,
) -> ModAct:
    """Write an act down. `details` are values that JSON knows. `actor_id` None: auto-moderation."""
    row = Row(
        channel_id=room.channel_id,
        kind=kind,
        actor_id=actor_id,
        subject_id=subject_id,
        reason=reason,
        details=details,
        at=context.clock(),
    )
    act = await acts.add(uow, row)
    uow.happen(Happening(ACTED, {"slug": room.slug, "act": act}, key=room.channel_id))
    return act


async def log(
    context: Context,
    actor: Actor,
    slug: str,
    request: PageRequest = FIRST,
    *,
    kind: ActKind | None = None,
    subject: str | None = None,
    by: str | None = None,
) -> Page[ModAct]:
    """What moderators have done, the latest first: all, of one kind, against one person, by one. For moderators."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        ids = []
        for name in (subject, by):
            user = await users.by_username(uow, name) if name and USERNAME.fullmatch(name) else None
            if name and user is None:
                return Page((), 0, request.page, request.limit)
            ids.append(user.id if user else None)
        return await acts.page(
            uow, request, here.room.channel_id, kind=kind, subject_id=ids[0], actor_id=ids[1]
        )
