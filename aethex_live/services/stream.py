"""Streams as everybody sees them. stream_life.py says how they come and go, stream_desk.py what creators do."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from aethex_live.data import stream as streams
from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel as ChannelRow
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import CategoryRef, Channel
from aethex_live.domain.happening import Happening
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.stream import Status, Stream, carried_as
from aethex_live.errors import NotFound
from aethex_live.services import channel as channels
from aethex_live.services.context import Context

# STARTED is told once, when everybody can see the stream; CHANGED also of what only its owner sees.
STARTED, CHANGED, ENDED = "stream.started", "stream.changed", "stream.ended"
EXTERNAL = "external"  # the server of a stream that another site carries
MOST_RECENT = 50


async def on_air(context: Context, slug: str) -> Stream | None:
    """The channel's stream, or its last one when it is off; None when it never streamed."""
    found = await recent(context, slug, 1)
    return found[0] if found else None


async def recent(context: Context, slug: str, limit: int = 6) -> list[Stream]:
    """The channel's newest streams, the one that is on first. Those that were recorded can be seen again."""
    channel = await channels.by_slug(context, slug)
    async with context.transaction() as uow:
        rows = await streams.newest_of(uow, channel.id, min(limit, MOST_RECENT))
        return [value(context, *found) for found in rows]


async def past(context: Context, slug: str, request: PageRequest = FIRST) -> Page[Stream]:
    """The channel's streams that are over, the newest first."""
    channel = await channels.by_slug(context, slug)
    async with context.transaction() as uow:
        found = await streams.past_of(uow, channel.id, request)
        return replace(found, data=tuple(value(context, *each) for each in found.data))


async def past_one(context: Context, slug: str, stream_id: UUID) -> Stream:
    """One of the channel's streams that are over."""
    channel = await channels.by_slug(context, slug)
    async with context.transaction() as uow:
        found = await streams.past_by_id(uow, channel.id, stream_id)
        if found is None:
            raise NotFound("There is no such stream.")
        return value(context, *found)


async def all_on_air(context: Context) -> list[Stream]:
    """Every stream that is on."""
    async with context.transaction() as uow:
        return [value(context, *found) for found in await streams.all_shown(uow)]


async def on_air_with_channels(context: Context) -> list[tuple[Stream, Channel]]:
    """Every stream that is on, with its channel, those that strangers may see; the most watched first."""
    async with context.transaction() as uow:
        found = await streams.shown_with_channels(uow, context.clock())
        return [
            (value(context, row, channel_row, category), channel)
            for row, channel_row, category, channel in found
        ]


def tell(uow: UnitOfWork, what: str, row: Row, channel: ChannelRow) -> None:
    """Let it be known after the commit that something has happened to a stream."""
    data = {"slug": channel.slug, "stream_id": str(row.id), "status": str(row.status), "title": row.title}
    uow.happen(Happening(what, data, key=channel.id))


def value(context: Context, row: Row, channel: ChannelRow, category: Category | None) -> Stream:
    """A row as everybody may see it. What is not for everybody has no address here."""
    media = context.settings.media_http_url
    shown = row.ended_at is None and row.status != Status.HELD and not row.test
    name = carried_as(channel.slug, test=row.test)
    thumbnail, playback = picture_places(context)(name, row.server) if shown else ("", "")
    return Stream(
        id=row.id,
        channel_id=row.channel_id,
        slug=channel.slug,
        broadcast=row.broadcast,
        status=Status(row.status),
        title=row.title,
        category=CategoryRef(category.slug, category.name, category.icon) if category else None,
        tags=tuple(row.tags),
        language=row.language,
        mature=row.mature,
        now_playing=row.now_playing,
        playback=playback,
        thumbnail=thumbnail,
        replay=f"{media}/recordings/{row.recording}/index.m3u8" if row.recording_seconds else "",
        started_at=row.started_at,
        ended_at=row.ended_at,
        viewers=row.viewers,
        peak_viewers=row.peak_viewers,
    )


def picture_places(context: Context) -> Callable[[str, str], tuple[str, str]]:
    """Where pictures are: gives a stream's thumbnail and playback by the name and the server that carry it."""
    media = context.settings.media_http_url

    def places(name: str, server: str) -> tuple[str, str]:
        if server == EXTERNAL:
            return "", f"/external/{name}/index.m3u8"
        return f"{media}/thumbnails/{name}.webp", f"{media}/live/{name}/index.m3u8"

    return places
