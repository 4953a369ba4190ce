"""Who is in a chat: for its list of people, and to complete a name that is being typed."""

from collections.abc import Sequence
from uuid import UUID

from aethex_live.data import channel_role as roles
from aethex_live.domain.chat import RoomPeople, RoomPerson
from aethex_live.services import chat_access
from aethex_live.services.context import Context

MOST_LISTED = 200
MOST_LOOKED_AT = 5000  # of a huge crowd only so many are looked up
NAME_LENGTH = 50


async def listing(context: Context, slug: str, ids: Sequence[UUID], limit: int = 100) -> RoomPeople:
    """The first of `ids` by role and name, without those who hide; and how many there are by role."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        return await roles.people(uow, room, ids[:MOST_LOOKED_AT], min(limit, MOST_LISTED))


async def completions(
    context: Context, slug: str, ids: Sequence[UUID], start: str, limit: int = 8
) -> tuple[RoomPerson, ...]:
    """Those of `ids` whose name begins with `start`."""
    async with context.transaction() as uow:
        room = await chat_access.open_room(context, uow, slug)
        start = start.removeprefix("@")[:NAME_LENGTH]
        return await roles.present(uow, room, ids[:MOST_LOOKED_AT], min(limit, MOST_LISTED), start=start)
