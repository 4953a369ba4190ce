"""Blocks: whom somebody does not want to see, anywhere."""

from datetime import timedelta
from uuid import UUID

from aethex_live.data import block as blocks
from aethex_live.data import user_follow as user_follows
from aethex_live.data.block import Blocked
from aethex_live.domain.happening import Happening
from aethex_live.errors import Conflict, InvalidInput, Words
from aethex_live.services import chat_access, user_follow
from aethex_live.services.context import Actor, Context
from aethex_live.services.throttle import limit, spend

CHANGED = "block.changed"
MOST = 1000


async def block(context: Context, actor: Actor, username: str) -> None:
    """See nothing of somebody any more; neither follows the other from then on. Harmless when they are blocked."""
    user_id = actor.required()
    await spend(context, limit("block", user_id, 60, timedelta(seconds=10)))
    async with context.transaction() as uow:
        other = await chat_access.person(uow, username)
        if other.id == user_id:
            raise InvalidInput("You cannot block yourself.", code="oneself", field="username")
        if await blocks.count_of(uow, user_id) >= MOST:
            raise Conflict(
                Words("You cannot block more than {most} people.", most=MOST), code="too_many_blocks"
            )
        await blocks.add(uow, user_id, other.id, context.clock())
        await user_follows.part(uow, user_id, other.id)
        user_follow.changed(uow, user_id, other.id)
        uow.happen(Happening(CHANGED, {"user_id": str(user_id)}, key=user_id))


async def unblock(context: Context, actor: Actor, username: str) -> None:
    """See somebody again; harmless when they are not blocked."""
    user_id = actor.required()
    async with context.transaction() as uow:
        other = await chat_access.person(uow, username)
        await blocks.remove(uow, user_id, other.id)
        uow.happen(Happening(CHANGED, {"user_id": str(user_id)}, key=user_id))


async def blocked_by(context: Context, actor: Actor) -> frozenset[UUID]:
    """Whom the person who asks does not want to see; nobody for strangers."""
    if actor.user_id is None:
        return frozenset()
    async with context.transaction() as uow:
        return await blocks.ids_of(uow, actor.user_id)


async def listing(context: Context, actor: Actor) -> tuple[Blocked, ...]:
    """Whom I have blocked, the latest first."""
    async with context.transaction() as uow:
        return await blocks.of(uow, actor.required())
