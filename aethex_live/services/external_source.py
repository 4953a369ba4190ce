"""Channels that play another server's stream: its address is checked, watched, and played through ours.

It is played through our server and not by the browser itself: docs/decisions/external-sources.md says why.
"""

import asyncio
import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import timedelta
from uuid import UUID, uuid4

from aethex_live.data import access
from aethex_live.data import external_source as sources
from aethex_live.data import stream as streams
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.external_source import ExternalSource as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import external_source as rules
from aethex_live.domain import hls
from aethex_live.domain.external_source import ExternalSource, is_live
from aethex_live.errors import AppError, InvalidInput, NotFound
from aethex_live.services import channel as channels
from aethex_live.services.context import Actor, Context
from aethex_live.services.ports import Fetched, FetchFailed
from aethex_live.services.stream import EXTERNAL
from aethex_live.services.stream_life import begin, finish

PLAYLIST_BYTES = 1024 * 1024
MEDIA_BYTES = 32 * 1024 * 1024
AT_A_TIME = 10
MOST_VARIANTS_DEEP = 2


async def of_channel(context: Context, actor: Actor, channel_id: UUID) -> ExternalSource | None:
    """What my channel plays, if it plays another server's stream."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        row = await sources.of_channel(uow, channel.id)
        return _value(context, row) if row is not None else None


async def choose(context: Context, actor: Actor, channel_id: UUID, url: str) -> ExternalSource:
    """Let my channel play what is at an address. It must answer with a playlist now."""
    url = rules.check_url(url)
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
    try:
        await _position(context, url)
    except (FetchFailed, hls.NoPlaylist) as error:
        raise InvalidInput(error.args[0], code="source_unusable", field="url") from None
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        await _stop(context, uow, channel)
        row = Row(channel_id=channel.id, url=url, created_at=context.clock())
        await sources.save(uow, row)
        return _value(context, row)


async def remove(context: Context, actor: Actor, channel_id: UUID) -> None:
    """Let my channel play its own streams again."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        await _stop(context, uow, channel)
        await sources.remove(uow, channel.id)


async def clock_was_set(context: Context) -> None:
    """The machine's clock has leapt: by the new time, what is on has moved just now."""
    async with context.transaction() as uow:
        on = [channel.id for row, channel in await streams.everything_on(uow) if row.server == EXTERNAL]
        await sources.have_moved(uow, on, context.clock())


async def watch(context: Context) -> None:
    """Look at every source: begin what has begun to move, end what stands still."""
    async with context.transaction() as uow:
        known = await sources.everything(uow)
    gate = asyncio.Semaphore(AT_A_TIME)

    async def look(channel_id: UUID, slug: str, url: str) -> None:
        async with gate:
            await _look(context, channel_id, slug, url)

    await asyncio.gather(*(look(*each) for each in known))


async def playlist(context: Context, slug: str) -> str:
    """What a player gets for the channel's stream."""
    async with context.transaction() as uow:
        channel = await _public(context, uow, slug)
        row = await sources.of_channel(uow, channel)
    if row is None:
        raise NotFound("This channel plays its own streams.")
    return _rewritten(context, slug, await _fetch(context, row.url, PLAYLIST_BYTES))


async def piece(context: Context, slug: str, signature: str, name: str) -> Fetched | str:
    """What a playlist of ours names: another playlist, as text, or media."""
    if not hmac.compare_digest(signature.encode(), _signature(context, slug, name).encode()):
        raise NotFound("There is no such file.")
    async with context.transaction() as uow:
        await _public(context, uow, slug)
    try:
        url = urlsafe_b64decode(name.encode()).decode()
    except (Base64Error, ValueError):
        raise NotFound("There is no such file.") from None
    fetched = await _fetch(context, url, MEDIA_BYTES)
    return _rewritten(context, slug, fetched) if hls.is_playlist(fetched.body) else fetched


async def _look(context: Context, channel_id: UUID, slug: str, url: str) -> None:
    position, problem = "", ""
    try:
        position = await _position(context, url)
    except (FetchFailed, hls.NoPlaylist) as error:
        problem = str(error)
    now = context.clock()
    async with context.transaction() as uow:
        row = await sources.of_channel(uow, channel_id, lock=True)
        channel = await streams.channel_by_slug(uow, slug)
        if row is None or channel is None or row.url != url:
            return
        if position and row.position and position != row.position:
            row.moved_at = now
        row.position = position or row.position
        row.checked_at, row.problem = now, problem
        on = await streams.on_of(uow, channel.id, lock=True)
        if is_live(row.moved_at, now, _still(context)) and await _may_show(context, slug):
            if on is None:
                await begin(context, uow, slug, f"{EXTERNAL}-{uuid4()}", now, server=EXTERNAL)
        elif on is not None and on.server == EXTERNAL:
            await finish(uow, on, channel, now, "stopped", None)


async def _may_show(context: Context, slug: str) -> bool:
    try:
        await channels.by_slug(context, slug)
    except NotFound:
        return False
    return True


async def _position(context: Context, url: str) -> str:
    """How far the playlist is; empty when it has ended."""
    for _ in range(MOST_VARIANTS_DEEP):
        fetched = await context.fetcher.get(url, most=PLAYLIST_BYTES)
        read = hls.read(fetched.body.decode(errors="replace"), fetched.url)
        if not read.variant:
            return "" if read.ended else read.position
        url = read.variant
    raise hls.NoPlaylist("The playlist leads to playlists without end.")


async def _stop(context: Context, uow: UnitOfWork, channel: Channel) -> None:
    on = await streams.on_of(uow, channel.id, lock=True)
    if on is not None and on.server == EXTERNAL:
        await finish(uow, on, channel, context.clock(), "stopped", None)


async def _public(context: Context, uow: UnitOfWork, slug: str) -> UUID:
    channel = await channels.by_slug(context, slug)
    on = await streams.on_of(uow, channel.id)
    if on is None or on.server != EXTERNAL:
        raise NotFound("There is no such stream now.")
    return channel.id


async def _fetch(context: Context, url: str, most: int) -> Fetched:
    try:
        return await context.fetcher.get(url, most=most)
    except FetchFailed as error:
        raise AppError(error.args[0], code="source_unreachable", status=502) from None


def _rewritten(context: Context, slug: str, fetched: Fetched) -> str:
    def through(url: str) -> str:
        name = urlsafe_b64encode(url.encode()).decode()
        return f"/external/{slug}/{_signature(context, slug, name)}/{name}"

    try:
        return hls.rewritten(fetched.body.decode(errors="replace"), fetched.url, through)
    except hls.NoPlaylist as error:
        raise AppError(error.args[0], code="source_unreachable", status=502) from None


def _signature(context: Context, slug: str, name: str) -> str:
    """So that this server fetches for strangers only what a playlist has named."""
    key = b"aethex external " + context.settings.secret_key.encode()
    return hmac.new(key, f"{slug}/{name}".encode(errors="replace"), hashlib.sha256).hexdigest()[:40]


def _value(context: Context, row: Row) -> ExternalSource:
    return ExternalSource(
        row.url, is_live(row.moved_at, context.clock(), _still(context)), row.checked_at, row.problem
    )


def _still(context: Context) -> timedelta:
    return timedelta(seconds=context.settings.source_still_seconds)
