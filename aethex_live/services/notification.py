"""Telling people what concerns them, each thing once, and what they make of it."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from aethex_live.data import job
from aethex_live.data import notification as notifications
from aethex_live.data import user as users
from aethex_live.data.models.stream import Stream as StreamRow
from aethex_live.data.notification import News, Told
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.happening import Happening
from aethex_live.domain.job import Task
from aethex_live.domain.notification import Kind, Notification, Road, key_of
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.errors import InvalidInput, NotFound
from aethex_live.services import discord
from aethex_live.services.context import Actor, Context

TOLD, SEEN = "notification.told", "notification.seen"
BATCH = 1000
PUSHES = 100  # of a job
MOST_IDS = 500

Choices = dict[Kind, dict[Road, bool]]


async def tell(
    context: Context,
    uow: UnitOfWork,
    user_id: UUID,
    kind: Kind,
    *about: object,
    channel_id: UUID | None = None,
    actor_id: UUID | None = None,
    said: str = "",
    path: str = "",
) -> None:
    """Tell somebody something within the caller's transaction, by the roads that they want.

    `about` makes it the same as before or not; `path` leads elsewhere than the kind does.
    """
    news = News(kind, key_of(kind, *about), context.clock(), said, path, channel_id, actor_id)
    await _told(uow, await notifications.add(uow, user_id, news))


async def went_live(uow: UnitOfWork, stream: StreamRow) -> None:
    """Have the followers and Discord told soon that the stream is on, within the caller's transaction."""
    await job.defer(uow, Task.TELL_FOLLOWERS, stream_id=str(stream.id))
    await discord.went_live(uow, stream)


async def is_over(uow: UnitOfWork, stream: StreamRow, owner_id: UUID) -> None:
    """Tell the owner that a stream has ended, within the caller's transaction: it may have done so by itself."""
    if stream.ended_at is not None:
        minutes = int((stream.ended_at - stream.started_at).total_seconds()) // 60
        news = News(
            Kind.ENDED,
            key_of(Kind.ENDED, stream.id),
            stream.ended_at,
            f"{minutes // 60}:{minutes % 60:02} h",
            channel_id=stream.channel_id,
        )
        await _told(uow, await notifications.add(uow, owner_id, news))


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
            key = key_of(Kind.LIVE, stream_id)
            news = News(Kind.LIVE, key, context.clock(), stream.title, channel_id=stream.channel_id)
            told = await notifications.add_for_followers(uow, news, after=after, batch=BATCH)
            await _told(uow, told)
        number += len(told.shown_to)
        after = told.last
        if after is None:
            return number


async def mine(
    context: Context,
    actor: Actor,
    request: PageRequest = FIRST,
    *,
    kinds: Collection[Kind] = (),
    unread_only: bool = False,
) -> Page[Notification]:
    """What I was told (only of these `kinds`), the latest first."""
    async with context.transaction() as uow:
        return await notifications.page(uow, actor.required(), request, kinds=kinds, unread_only=unread_only)


async def unread(context: Context, actor: Actor) -> int:
    """How many I have not read."""
    async with context.transaction() as uow:
        return await notifications.unread(uow, actor.required())


async def mark_read(context: Context, actor: Actor, ids: Sequence[UUID] | None = None) -> None:
    """I have read these, or all."""
    user_id = actor.required()
    async with context.transaction() as uow:
        await notifications.mark_read(uow, user_id, context.clock(), _bounded(ids))
        await _seen(uow, user_id)


async def remove(context: Context, actor: Actor, ids: Sequence[UUID]) -> None:
    """Delete these."""
    user_id = actor.required()
    async with context.transaction() as uow:
        if not await notifications.remove(uow, user_id, _bounded(ids)):
            raise NotFound("There is no such notification any more.")
        await _seen(uow, user_id)


async def remove_all(context: Context, actor: Actor) -> None:
    """Delete all of them."""
    user_id = actor.required()
    async with context.transaction() as uow:
        await notifications.remove(uow, user_id)
        await _seen(uow, user_id)


async def choices(context: Context, actor: Actor) -> Choices:
    """By which roads I am told of what."""
    async with context.transaction() as uow:
        muted = await notifications.muted(uow, actor.required())
    return {kind: {road: (kind, road) not in muted for road in Road} for kind in Kind}


async def choose(context: Context, actor: Actor, changes: Mapping[str, Mapping[str, bool]]) -> Choices:
    """Be told of the named kinds by the named roads, or not; what is not named stays. Gives all choices."""
    user_id = actor.required()
    given = _checked(changes)
    async with context.transaction() as uow:
        await users.settings_of(uow, user_id, lock=True)  # so that two pages do not undo each other's choice
        muted = set(await notifications.muted(uow, user_id))
        muted |= {one for one, wanted in given.items() if not wanted}
        muted -= {one for one, wanted in given.items() if wanted}
        await notifications.mute(uow, user_id, muted)
    return {kind: {road: (kind, road) not in muted for road in Road} for kind in Kind}


async def tidy(context: Context) -> None:
    """Delete what is older than what is kept for each person."""
    async with context.transaction() as uow:
        await notifications.sweep(uow)


async def _told(uow: UnitOfWork, told: Told) -> None:
    if told.shown_to:
        uow.happen(Happening(TOLD, {"user_ids": [str(each) for each in told.shown_to]}))
    for begin in range(0, len(told.pushed), PUSHES):
        ids = [str(each) for each in told.pushed[begin : begin + PUSHES]]
        await job.defer(uow, Task.PUSH, notification_ids=ids)


async def _seen(uow: UnitOfWork, user_id: UUID) -> None:
    count = await notifications.unread(uow, user_id)
    uow.happen(Happening(SEEN, {"user_id": str(user_id), "unread": count}, key=user_id))


def _bounded(ids: Sequence[UUID] | None) -> Sequence[UUID] | None:
    return None if ids is None else ids[:MOST_IDS]


def _checked(changes: Mapping[str, Mapping[str, bool]]) -> dict[tuple[Kind, Road], bool]:
    given = {}
    for kind, roads in changes.items():
        for road, wanted in roads.items():
            try:
                one = Kind(kind), Road(road)
            except ValueError:
                raise InvalidInput("There is no such kind of notification.", field="kinds") from None
            if not isinstance(wanted, bool):
                raise InvalidInput("Choose on or off.", code="unknown_choice", field="kinds")
            given[one] = wanted
    return given
