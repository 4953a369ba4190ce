"""How many watch: counted in the rooms, kept with the stream as its peak and minute by minute."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import stream as streams
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.happening import Happening
from aethex_live.errors import NotFound
from aethex_live.services.context import Actor, Context

COUNTED = "stream.counted"  # how many watch was written down

GUEST_COOKIE = "aethex_guest"
MOST_MINUTES = 24 * 60  # of a curve; of a longer stream, the last day


@dataclass(frozen=True, slots=True)
class Curve:
    """Viewers minute by minute; `first` is the minute of the stream at which it begins."""

    first: int
    viewers: tuple[int, ...]


async def note(context: Context, counts: Mapping[str, int]) -> None:
    """Write down how many watch in which channel."""
    now = context.clock()
    async with context.transaction() as uow:
        for slug, viewers in sorted(counts.items()):
            watched = await streams.note_viewers(uow, slug, viewers, now)
            if watched is None:
                continue
            if viewers:
                await streams.note_minute(uow, watched.stream_id, watched.minute, viewers)
            data = {"slug": slug, "viewers": viewers, "peak": watched.peak}
            uow.happen(Happening(COUNTED, data))


async def watched(context: Context) -> list[str]:
    """The channels in which somebody watches, as it was written down last."""
    async with context.transaction() as uow:
        return await streams.watched(uow)


async def curve_of(context: Context, stream_id: UUID) -> Curve | None:
    """The same without asking who it is for: for the room that admits the owner alone."""
    async with context.transaction() as uow:
        row = await uow.session.get(Row, stream_id)
        return await _curve(context, uow, row) if row is not None else None


def extended(curve: Curve | None, minute: int, viewers: int) -> Curve:
    """`curve` with `viewers` seen in a minute."""
    first = curve.first if curve is not None else 0
    counted = list(curve.viewers) if curve is not None else []
    counted += [0] * (minute - first + 1 - len(counted))
    place = minute - first
    if 0 <= place < len(counted):
        counted[place] = max(counted[place], viewers)
    dropped = max(0, len(counted) - MOST_MINUTES)
    return Curve(first + dropped, tuple(counted[dropped:]))


async def curve(context: Context, actor: Actor, stream_id: UUID) -> Curve:
    """The watch curve of one of my streams."""
    async with context.transaction() as uow:
        row = await uow.session.get(Row, stream_id)
        if row is None:
            raise NotFound("There is no such stream.")
        await access.own_channel(uow, actor.required(), row.channel_id)
        return await _curve(context, uow, row)


async def _curve(context: Context, uow: UnitOfWork, row: Row) -> Curve:
    by_minute = await streams.minutes(uow, row.id)
    seconds = ((row.ended_at or context.clock()) - row.started_at).total_seconds()
    last = max([0, int(seconds // 60), *by_minute])
    first = max(0, last + 1 - MOST_MINUTES)
    return Curve(first, tuple(by_minute.get(minute, 0) for minute in range(first, last + 1)))


def new_guest(context: Context) -> str:
    """A name for a browser in which nobody is logged in, signed so that nobody makes up others."""
    name = secrets.token_urlsafe(12)
    return f"{name}.{_signature(context, name)}"


def guest_of(context: Context, cookie_header: str) -> str:
    """The name that we gave to the browser which sends this Cookie header; empty when we gave it none."""
    for part in cookie_header.split(";") if GUEST_COOKIE in cookie_header else ():
        key, _, value = part.strip().partition("=")
        if key == GUEST_COOKIE:
            return _signed(context, value[:100])
    return ""


def _signed(context: Context, cookie: str) -> str:
    name, _, signature = cookie.partition(".")
    signed = hmac.compare_digest(signature.encode(), _signature(context, name).encode())
    return name if name and signed else ""


def _signature(context: Context, name: str) -> str:
    key = b"aethex guest " + context.settings.secret_key.encode()
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:32]
