"""Lists of people, as far as the one who asks may see each of them."""

from uuid import UUID

from aethex_live.data import follower as people
from aethex_live.data.follower import Who
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.follow import Follower
from aethex_live.domain.page import Page, PageRequest
from aethex_live.domain.user import Duty, may
from aethex_live.services.context import Actor, Context


async def shown(
    context: Context, uow: UnitOfWork, actor: Actor, whose: UUID, who: Who, request: PageRequest
) -> Page[Follower]:
    """A list that belongs to the person `whose`, who sees all of it, as staff do."""
    trusted = actor.user_id == whose or may(actor.role, Duty.SEE_USERS)
    return await people.page(uow, who, request, context.clock(), reader=actor.user_id, all_of_them=trusted)
