"""What creators and their editors do with streams: say what they are about, let them out, end them, look first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import channel_role as roles
from aethex_live.data import stream as streams
from aethex_live.data.models.channel import Channel as ChannelRow
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.models.stream_plan import StreamPlan
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import Act
from aethex_live.domain.slug import FORM
from aethex_live.domain.stream import Event, Plan, Status, Stream, after, carried_as, check_changes
from aethex_live.errors import Conflict, NotFound
from aethex_live.services import category, notification, simulcast, stream
from aethex_live.services.context import Actor, Context
from aethex_live.services.stream import CHANGED, EXTERNAL, STARTED, tell

GRANTED = timedelta(hours=12)
MOST_RECENT = 20


@dataclass(frozen=True, slots=True)
class Backstage:
    """A channel's stream as its owner sees it. `status` is empty when nothing is on.

    `playback` works for the owner, also when nobody else may see the picture; `test` is the same for what a test
    key sends. `grace_until` is set while the encoder is away.
    """

    status: str
    playback: str
    started_at: datetime | None
    grace_until: datetime | None
    external: bool
    stream_id: UUID | None
    peak_viewers: int
    test: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A channel whose streams one runs; `own` when it is one's own."""

    channel_id: UUID
    slug: str
    name: str
    own: bool


async def plan(context: Context, actor: Actor, channel_id: UUID) -> Plan:
    """What my stream is about, or my next one."""
    async with context.transaction() as uow:
        channel = await _channel(uow, actor, channel_id)
        return await _plan(uow, await streams.plan_of(uow, channel))


async def change(context: Context, actor: Actor, channel_id: UUID, changes: Mapping[str, Any]) -> Plan:
    """Say what the stream that is on, and the next ones, are about. Everybody who watches sees it at once."""
    given = check_changes(changes)
    async with context.transaction() as uow:
        channel = await _channel(uow, actor, channel_id, lock=True)
        if "category" in given:
            given["category_id"] = await category.chosen(uow, given.pop("category"))
        kept = await streams.plan_of(uow, channel, lock=True)
        if any(name in given and given[name] != getattr(kept, name) for name in ("title", "category_id")):
            kept.titled_at = context.clock()
        for name, value in given.items():
            setattr(kept, name, value)
        kept.updated_at = context.clock()
        await streams.save_plan(uow, kept)
        row = await streams.on_of(uow, channel.id, lock=True)
        if row is not None:
            for name, value in given.items():
                if name != "hold":  # whether the next one waits; this one is where it is
                    setattr(row, name, value)
            tell(uow, CHANGED, row, channel)
        return await _plan(uow, kept)


async def go_live(context: Context, actor: Actor, channel_id: UUID) -> None:
    """Let everybody see the stream that was held back."""
    async with context.transaction() as uow:
        channel = await _channel(uow, actor, channel_id)
        row = await streams.on_of(uow, channel.id)
        _check_can_go_live(row)
    if not await context.media.let_out(channel.slug):
        raise Conflict(
            "The media server does not answer. Try again in a moment, or start your encoder again.",
            code="media_unreachable",
        )
    async with context.transaction() as uow:
        row = await streams.on_of(uow, channel.id, lock=True)
        _check_can_go_live(row)
        row.status = after(Status.HELD, Event.RELEASED)
        row.started_at = context.clock()
        tell(uow, STARTED, row, channel)
        await notification.went_live(uow, row)
    await simulcast.start_all(context, channel.id, channel.slug)


async def end(context: Context, actor: Actor, channel_id: UUID) -> None:
    """End what is on, a test included; the encoder is told why."""
    async with context.transaction() as uow:
        channel = await _channel(uow, actor, channel_id)
        on = [await streams.on_of(uow, channel.id, test=test) for test in (False, True)]
    names = [carried_as(channel.slug, test=row.test) for row in on if row is not None]
    if not names:
        raise Conflict("Nothing is on right now.", code="not_live")
    if on[0] is not None and on[0].server == EXTERNAL:
        raise Conflict(
            "This stream comes from another server. Stop it there, or remove its address here.",
            code="external_stream",
        )
    ended = [await context.media.kick(name, "You ended the stream in your studio.") for name in names]
    if not any(ended):
        raise Conflict(
            "The media server does not answer. Stop the stream in your encoder.", code="media_unreachable"
        )
    async with context.transaction() as uow:
        row = await streams.on_of(uow, channel.id, lock=True)
        status = after(Status(row.status), Event.STOPPED) if row is not None else None
        if row is not None and status is not None:
            row.status = status
            tell(uow, CHANGED, row, channel)


async def backstage(context: Context, actor: Actor, channel_id: UUID) -> Backstage:
    """What is on, for its owner's eyes."""
    async with context.transaction() as uow:
        channel = await _channel(uow, actor, channel_id)
        return await _backstage(context, uow, channel)


async def backstage_of(context: Context, slug: str) -> Backstage:
    """The same without asking who it is for: for the room that admits the owner alone."""
    async with context.transaction() as uow:
        channel = await streams.channel_by_slug(uow, slug)
        if channel is None:
            raise NotFound("There is no such channel.")
        return await _backstage(context, uow, channel)


async def open_desk(context: Context, actor: Actor, slug: str) -> Desk:
    """The channel at this address, for those who run its streams; refuses everybody else."""
    if not FORM.fullmatch(slug):
        raise NotFound("You have no such channel.")
    async with context.transaction() as uow:
        found = await streams.channel_by_slug(uow, slug)
        channel = await _channel(uow, actor, found.id) if found is not None else None
        if channel is None:
            raise NotFound("You have no such channel.")
        return Desk(channel.id, channel.slug, channel.name, channel.user_id == actor.user_id)


async def desks(context: Context, actor: Actor) -> tuple[Desk, ...]:
    """All channels whose streams I run: my own, then those that I edit for others."""
    user_id = actor.required()
    async with context.transaction() as uow:
        found = await roles.channels_where(uow, user_id, Act.EDIT_STREAM)
        return tuple(Desk(each.id, each.slug, each.name, each.user_id == user_id) for each in found)


async def latest(context: Context, actor: Actor, limit: int = 8) -> list[Stream]:
    """The newest streams of all my channels."""
    async with context.transaction() as uow:
        rows = await streams.of_owner(uow, actor.required(), min(limit, MOST_RECENT))
        return [stream.value(context, *found) for found in rows]


async def _channel(uow: UnitOfWork, actor: Actor, channel_id: UUID, *, lock: bool = False) -> ChannelRow:
    return await access.channel_where_they_may(uow, actor.required(), channel_id, Act.EDIT_STREAM, lock=lock)


async def _backstage(context: Context, uow: UnitOfWork, channel: ChannelRow) -> Backstage:
    row = await streams.on_of(uow, channel.id)
    test = await streams.on_of(uow, channel.id, test=True)
    granted = _granted(context, carried_as(channel.slug, test=True)) if test is not None else ""
    if row is None:
        return Backstage("", "", None, None, False, None, 0, granted)
    playback = stream.value(context, row, channel, None).playback
    return Backstage(
        status=row.status,
        playback=playback or _granted(context, channel.slug),
        started_at=row.started_at,
        grace_until=row.grace_until,
        external=row.server == EXTERNAL,
        stream_id=row.id,
        peak_viewers=row.peak_viewers,
        test=granted,
    )


def _granted(context: Context, name: str) -> str:
    grant = context.media.grant(name, "owner", context.clock() + GRANTED)
    return f"{context.settings.media_http_url}/live/{name}/g/{grant}/index.m3u8"


def _check_can_go_live(row: Row | None) -> None:
    if row is None:
        raise Conflict("Nothing arrives from your encoder. Start it first.", code="not_receiving")
    if row.status != Status.HELD:
        raise Conflict("You are live already.", code="live_already")
    if row.grace_until is not None:
        raise Conflict("Your encoder is disconnected. Wait until it is back.", code="not_receiving")


async def _plan(uow: UnitOfWork, row: StreamPlan) -> Plan:
    return Plan(
        title=row.title,
        category=await streams.category_ref(uow, row.category_id),
        tags=tuple(row.tags),
        language=row.language,
        mature=row.mature,
        hold=row.hold,
        now_playing=row.now_playing,
    )
