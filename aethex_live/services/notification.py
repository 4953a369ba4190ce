"""Telling people what concerns them, each thing once, and what they make of it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from aethex_live.data import job
from aethex_live.data import notification as notifications
from aethex_live.data.models.stream import Stream as StreamRow
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.happening import Happening
from aethex_live.domain.job import Task
from aethex_live.domain.notification import Kind, Notification, key_of
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.errors import InvalidInput, NotFound
from aethex_live.services.context import Actor, Context

TOLD, SEEN = "notification.told", "notification.seen"
BATCH = 1000


async def tell(
    context: Context,
    uow: UnitOfWork,
    user_id: UUID,
    kind: Kind,
    *about: object,
    channel_id: UUID,
    actor_id: UUID | None = None,
    said: str = "",
) -> None:
    """Tell somebody something within the caller's transaction; `about` makes it the same as before or not."""
    key = key_of(kind, *about)
    if await notifications.add(
        uow, user_id, kind, key, context.clock(), channel_id=channel_id, actor_id=actor_id, said=said
    ):
        _told(uow, [user_id])


async def went_live(uow: UnitOfWork, stream: StreamRow) -> None:
    """Have the followers told soon that the stream is on, within the caller's transaction."""
    await job.defer(uow, Task.TELL_FOLLOWERS, stream_id=str(stream.id))


async def tell_followers(context: Context, stream_id: UUID) -> int:
    """Tell everybody who follows the stream's channel and wants to know; gives how many. For a job.

    A batch is one statement and one transaction: a crash in between, or a second job, tells nobody twice.
    """
    after: UUID | None = None
    number = 0
    while True:
        async with context.transaction() as uow:
            stream = await uow.session.get(StreamRow, stream_id)
            if stream is None or stream.ended_at is not None:
                return number
            after, told = await notifications.add_for_followers(
                uow,
                stream.channel_id,
                Kind.LIVE,
                key_of(Kind.LIVE, stream_id),
                context.clock(),
                said=stream.title,
                after=after,
                batch=BATCH,
            )
            _told(uow, told)
        number += len(told)
        if after is None:
            return number


async def mine(context: Context, actor: Actor, request: PageRequest = FIRST) -> Page[Notification]:
    """What I was told, the latest first."""
    async with context.transaction() as uow:
        return await notifications.page(uow, actor.required(), request)


async def unread(context: Context, actor: Actor) -> int:
    """How many I have not read."""
    async with context.transaction() as uow:
        return await notifications.unread(uow, actor.required())


async def mark_read(context: Context, actor: Actor, one: UUID | None = None) -> None:
    """I have read one of them, or all."""
    user_id = actor.required()
    async with context.transaction() as uow:
        await notifications.mark_read(uow, user_id, context.clock(), one)
        await _seen(uow, user_id)


async def remove(context: Context, actor: Actor, one: UUID) -> None:
    """Delete one."""
    user_id = actor.required()
    async with context.transaction() as uow:
        if not await notifications.remove(uow, user_id, one):
            raise NotFound("There is no such notification any more.")
        await _seen(uow, user_id)


async def muted(context: Context, actor: Actor) -> frozenset[Kind]:
    """What I do not want to be told of."""
    async with context.transaction() as uow:
        return await notifications.muted(uow, actor.required())


async def mute(context: Context, actor: Actor, kinds: Iterable[str]) -> frozenset[Kind]:
    """Be told of everything but these."""
    user_id = actor.required()
    try:
        chosen = frozenset(map(Kind, kinds))
    except ValueError:
        raise InvalidInput("There is no such kind of notification.", field="kinds") from None
    async with context.transaction() as uow:
        await notifications.mute(uow, user_id, chosen)
    return chosen


async def tidy(context: Context) -> None:
    """Delete what is older than what is kept for each person."""
    async with context.transaction() as uow:
        await notifications.sweep(uow)


def _told(uow: UnitOfWork, user_ids: Sequence[UUID]) -> None:
    if user_ids:
        uow.happen(Happening(TOLD, {"user_ids": [str(each) for each in user_ids]}))


async def _seen(uow: UnitOfWork, user_id: UUID) -> None:
    count = await notifications.unread(uow, user_id)
    uow.happen(Happening(SEEN, {"user_id": str(user_id), "unread": count}, key=user_id))
