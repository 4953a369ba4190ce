"""Streams: begun and ended by what the media server tells, seen by everybody, named by their creators."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import stream as streams
from aethex_live.data.models.channel import Channel as ChannelRow
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import Channel
from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import Event, OnAir, Status, Stream, after, check_title, is_lost
from aethex_live.errors import Conflict, NotFound
from aethex_live.services import channel as channels
from aethex_live.services.context import Actor, Context

STARTED, CHANGED, ENDED = "stream.started", "stream.changed", "stream.ended"


async def on_air(context: Context, slug: str) -> Stream | None:
    """The channel's stream, or its last one when it is off; None when it never streamed."""
    channel = await channels.by_slug(context, slug)
    async with context.transaction() as uow:
        row = await streams.on_of(uow, channel.id) or await streams.last_of(uow, channel.id)
    return _value(context, row, channel.slug) if row else None


async def all_on_air(context: Context) -> list[Stream]:
    """Every stream that is on."""
    async with context.transaction() as uow:
        return [_value(context, row, channel.slug) for row, channel in await streams.all_on(uow)]


async def on_air_with_channels(context: Context) -> list[tuple[Stream, Channel]]:
    """Every stream that is on, with its channel, those that strangers may see; the longest running first."""
    found = []
    for stream in await all_on_air(context):
        with suppress(NotFound):
            found.append((stream, await channels.by_slug(context, stream.slug)))
    return found


async def title_of(context: Context, actor: Actor, channel_id: UUID) -> str:
    """What the stream is called, or the next one will be."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        return await streams.planned_title(uow, channel.id) or channel.name


async def rename(context: Context, actor: Actor, channel_id: UUID, title: str) -> str:
    """Call the stream that is on, and the next ones, so. Everybody who watches sees it at once."""
    title = check_title(title)
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        await streams.plan_title(uow, channel.id, title, context.clock())
        row = await streams.on_of(uow, channel.id, lock=True)
        if row is not None:
            row.title = title
            _tell(uow, CHANGED, row, channel)
    return title


async def end(context: Context, actor: Actor, channel_id: UUID) -> None:
    """End the stream that is on; the encoder is told why."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        if await streams.on_of(uow, channel.id) is None:
            raise Conflict("Nothing is on right now.", code="not_live")
    if not await context.media.kick(channel.slug, "You ended the stream in your studio."):
        raise Conflict(
            "The media server does not answer. Stop the stream in your encoder.", code="media_unreachable"
        )


async def hear(
    context: Context,
    *,
    server: str,
    sequence: int,
    event: Event,
    slug: str,
    broadcast: str,
    at: datetime,
    reason: str = "",
    recording: str | None = None,
) -> None:
    """Take what the media server tells. Events that are known or out of place change nothing."""
    now = context.clock()
    async with context.transaction() as uow:
        if not await streams.take_sequence(uow, server, sequence, now):
            return
        found = await streams.by_broadcast(uow, broadcast)
        status = after(Status(found[0].status) if found else None, event)
        if status is None:
            return
        if found is None:
            await _begin(context, uow, server, slug, broadcast, at, recording)
            return
        row, channel = found
        row.heard_at = now
        if status is Status.ENDED:
            _finish(uow, row, channel, max(at, row.started_at), reason, recording)
        else:
            row.status = status
            _tell(uow, CHANGED, row, channel)


async def reconcile(context: Context, carried: list[OnAir] | None) -> int:
    """End the streams that are gone without a word; gives how many. `carried` None: no answer."""
    now = context.clock()
    present = None if carried is None else frozenset(each.broadcast for each in carried)
    gone = 0
    async with context.transaction() as uow:
        for row, channel in await streams.all_on(uow):
            if present is not None and row.broadcast in present:
                row.heard_at = now
            elif is_lost(row.broadcast, row.heard_at, present, now):
                _finish(uow, row, channel, row.heard_at, "lost", None)
                gone += 1
    return gone


async def _begin(
    context: Context,
    uow: UnitOfWork,
    server: str,
    slug: str,
    broadcast: str,
    at: datetime,
    recording: str | None,
) -> None:
    channel = await streams.channel_by_slug(uow, slug)
    if channel is None:
        return
    before = await streams.on_of(uow, channel.id, lock=True)
    if before is not None:  # its end was never told: a channel has one stream at a time
        _finish(uow, before, channel, max(at, before.started_at), "lost", None)
        await uow.session.flush()
    title = await streams.planned_title(uow, channel.id) or channel.name
    row = Row(
        channel_id=channel.id,
        category_id=channel.category_id,
        broadcast=broadcast,
        server=server,
        status=Status.LIVE,
        title=title,
        started_at=at,
        heard_at=context.clock(),
        recording=recording,
    )
    await streams.add(uow, row)
    _tell(uow, STARTED, row, channel)


def _finish(
    uow: UnitOfWork, row: Row, channel: ChannelRow, at: datetime, reason: str, recording: str | None
) -> None:
    row.status, row.ended_at, row.end_reason = Status.ENDED, max(at, row.started_at), reason[:20]
    row.recording = recording or row.recording
    _tell(uow, ENDED, row, channel)


def _tell(uow: UnitOfWork, what: str, row: Row, channel: ChannelRow) -> None:
    data = {"slug": channel.slug, "stream_id": str(row.id), "status": str(row.status), "title": row.title}
    uow.happen(Happening(what, data, key=channel.id))


def _value(context: Context, row: Row, slug: str) -> Stream:
    return Stream(
        id=row.id,
        channel_id=row.channel_id,
        slug=slug,
        broadcast=row.broadcast,
        status=Status(row.status),
        title=row.title,
        playback=f"{context.settings.media_http_url}/live/{slug}/index.m3u8",
        started_at=row.started_at,
        ended_at=row.ended_at,
        peak_viewers=row.peak_viewers,
    )
