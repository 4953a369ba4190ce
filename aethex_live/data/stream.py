"""Queries for streams."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from aethex_live.data import channel as channels
from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.media_server import MediaServer
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.models.stream_minute import StreamMinute
from aethex_live.data.models.stream_plan import StreamPlan
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import CategoryRef
from aethex_live.domain.channel import Channel as PublicChannel
from aethex_live.domain.page import Page, PageRequest
from aethex_live.domain.stream import Status

Found = tuple[Row, Channel, Category | None]

_SERVERS = MediaServer.__table__
_TAKE = insert(_SERVERS)
_TAKE = _TAKE.on_conflict_do_update(
    index_elements=["name"],
    set_={"last_sequence": _TAKE.excluded.last_sequence, "heard_at": _TAKE.excluded.heard_at},
    where=_SERVERS.c.last_sequence < _TAKE.excluded.last_sequence,
).returning(_SERVERS.c.name)


async def take_sequence(uow: UnitOfWork, server: str, sequence: int, now: datetime) -> bool:
    """Note an event's number; False when it was taken before. Locks the server's row until the commit."""
    values = {"name": server, "last_sequence": sequence, "heard_at": now}
    return await uow.session.scalar(_TAKE, values) is not None


async def by_broadcast(uow: UnitOfWork, broadcast: str) -> tuple[Row, Channel] | None:
    """The stream of a broadcast, locked, with its channel."""
    query = select(Row, Channel).join(Channel).where(Row.broadcast == broadcast).with_for_update(of=Row)
    return (await uow.session.execute(query)).one_or_none()


async def by_recording(uow: UnitOfWork, recording: str) -> Row | None:
    """The stream that was recorded under this name, locked."""
    query = select(Row).where(Row.recording == recording).with_for_update()
    return (await uow.session.execute(query)).scalar_one_or_none()


async def on_of(uow: UnitOfWork, channel_id: UUID, *, test: bool = False, lock: bool = False) -> Row | None:
    """The channel's stream that is on, held back or not; with `test` its test."""
    query = select(Row).where(Row.channel_id == channel_id, Row.ended_at.is_(None), Row.test == test)
    query = query.with_for_update() if lock else query
    return (await uow.session.execute(query)).scalar_one_or_none()


async def with_key(uow: UnitOfWork, key_id: UUID) -> Sequence[Row]:
    """What is on by means of this key."""
    query = select(Row).where(Row.key_id == key_id, Row.ended_at.is_(None))
    return (await uow.session.scalars(query)).all()


async def newest_of(uow: UnitOfWork, channel_id: UUID, limit: int) -> Sequence[Found]:
    """The channel's newest streams that everybody may know of, on or over; the newest first."""
    query = _found().where(Row.channel_id == channel_id, _SHOWN).order_by(*_NEWEST).limit(limit)
    return (await uow.session.execute(query)).all()


async def past_of(uow: UnitOfWork, channel_id: UUID, request: PageRequest) -> Page[Found]:
    """The channel's streams that are over, the newest first."""
    query = _found().where(Row.channel_id == channel_id, Row.ended_at.is_not(None), _SHOWN)
    counted = query.with_only_columns(func.count(Row.id)).order_by(None)
    total = (await uow.session.execute(counted)).scalar_one()
    rows = await uow.session.execute(query.order_by(*_NEWEST).offset(request.offset).limit(request.limit))
    return Page(tuple(rows), total, request.page, request.limit)


async def past_by_id(uow: UnitOfWork, channel_id: UUID, stream_id: UUID) -> Found | None:
    """One of them."""
    query = _found().where(
        Row.id == stream_id, Row.channel_id == channel_id, Row.ended_at.is_not(None), _SHOWN
    )
    return (await uow.session.execute(query)).one_or_none()


async def of_owner(uow: UnitOfWork, user_id: UUID, limit: int) -> Sequence[Found]:
    """The newest streams of all of somebody's channels, tests left out."""
    query = _found().where(Channel.user_id == user_id, ~Row.test).order_by(*_NEWEST).limit(limit)
    return (await uow.session.execute(query)).all()


async def live_channels_of(uow: UnitOfWork, user_id: UUID) -> set[UUID]:
    """Those of somebody's channels that everybody can watch now."""
    query = select(Channel.id).join(Row).where(Channel.user_id == user_id, Row.ended_at.is_(None), _SHOWN)
    return set(await uow.session.scalars(query))


async def everything_on(uow: UnitOfWork) -> Sequence[tuple[Row, Channel]]:
    """All streams that are on, those included that only their owners see; locked."""
    query = select(Row, Channel).join(Channel).where(Row.ended_at.is_(None)).with_for_update(of=Row)
    return (await uow.session.execute(query)).all()


async def all_shown(uow: UnitOfWork) -> Sequence[Found]:
    """All streams that are on for everybody, the longest running first."""
    query = _found().where(Row.ended_at.is_(None), _SHOWN).order_by(Row.started_at)
    return (await uow.session.execute(query)).all()


async def shown_since(uow: UnitOfWork, channel_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Those of these channels that everybody can watch now, and since when their streams are on."""
    if not channel_ids:
        return {}
    on = Row.channel_id.in_(channel_ids), Row.ended_at.is_(None), _SHOWN
    rows = await uow.session.execute(select(Row.channel_id, Row.started_at).where(*on))
    return {channel_id: started_at for channel_id, started_at in rows}


async def shown_with_channels(
    uow: UnitOfWork, now: datetime
) -> list[tuple[Row, Channel, Category | None, PublicChannel]]:
    """All streams that are on, with their channels as strangers see them; the most watched first."""
    of_channel = aliased(Category)
    query = (
        _found()
        .join(User, User.id == Channel.user_id)
        .outerjoin(of_channel, of_channel.id == Channel.category_id)
        .add_columns(User, of_channel)
        .where(Row.ended_at.is_(None), _SHOWN, channels.is_public(now))
        .order_by(Row.viewers.desc(), Row.started_at)
    )
    return [
        (row, channel, category, channels.value(channel, owner, theirs))
        for row, channel, category, owner, theirs in await uow.session.execute(query)
    ]


async def channel_by_slug(uow: UnitOfWork, slug: str) -> Channel | None:
    """The channel that publishes under this name."""
    return (await uow.session.execute(select(Channel).where(Channel.slug == slug))).scalar_one_or_none()


async def last_end(uow: UnitOfWork, channel_id: UUID) -> datetime | None:
    """When the channel's last stream that everybody could see ended; None when there was none."""
    query = select(func.max(Row.ended_at)).where(Row.channel_id == channel_id, _SHOWN)
    return await uow.session.scalar(query)


async def with_category(uow: UnitOfWork, row: Row, channel: Channel) -> Found:
    """A stream that was fetched without it."""
    category = await uow.session.get(Category, row.category_id) if row.category_id else None
    return row, channel, category


async def add(uow: UnitOfWork, row: Row) -> None:
    """A new stream."""
    uow.session.add(row)
    await uow.session.flush()


async def remove(uow: UnitOfWork, stream_id: UUID) -> None:
    """Forget one that nobody has seen."""
    await uow.session.execute(delete(Row).where(Row.id == stream_id))


async def plan_of(uow: UnitOfWork, channel: Channel, *, lock: bool = False) -> StreamPlan:
    """What the channel's next stream is about, not in the database yet when nobody has said so."""
    query = select(StreamPlan).where(StreamPlan.channel_id == channel.id)
    kept = (await uow.session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()
    return kept or StreamPlan(
        channel_id=channel.id,
        title=channel.name,
        category_id=channel.category_id,
        tags=list(channel.tags),
        language=channel.language,
        mature=channel.mature,
    )


async def save_plan(uow: UnitOfWork, plan: StreamPlan) -> None:
    """Write what `plan_of` gave."""
    uow.session.add(plan)
    await uow.session.flush()


async def category_ref(uow: UnitOfWork, category_id: UUID | None) -> CategoryRef | None:
    """A category, enough to link to it."""
    found = await uow.session.get(Category, category_id) if category_id else None
    return CategoryRef(found.slug, found.name, found.icon) if found else None


@dataclass(frozen=True, slots=True)
class Watched:
    """A stream, which of its minutes it is, and the most who watched it."""

    stream_id: UUID
    minute: int
    peak: int


async def note_viewers(uow: UnitOfWork, slug: str, viewers: int, now: datetime) -> Watched | None:
    """Write down how many watch the channel's stream. None: nothing is on."""
    found: Any = await uow.session.execute(
        update(Row)
        .where(Row.ended_at.is_(None), _SHOWN, Row.channel_id == Channel.id, Channel.slug == slug)
        .values(viewers=viewers, peak_viewers=func.greatest(Row.peak_viewers, viewers))
        .returning(Row.id, Row.started_at, Row.peak_viewers)
        .execution_options(synchronize_session=False)
    )
    row = found.one_or_none()
    if row is None:
        return None
    stream_id, started_at, peak = row
    return Watched(stream_id, max(0, int((now - started_at).total_seconds() // 60)), peak)


async def note_minute(uow: UnitOfWork, stream_id: UUID, minute: int, viewers: int) -> None:
    """Keep the most of a minute."""
    statement = insert(StreamMinute).values(stream_id=stream_id, minute=minute, viewers=viewers)
    most = func.greatest(StreamMinute.viewers, statement.excluded.viewers)
    await uow.session.execute(
        statement.on_conflict_do_update(index_elements=["stream_id", "minute"], set_={"viewers": most})
    )


async def minutes(uow: UnitOfWork, stream_id: UUID) -> dict[int, int]:
    """Viewers by minute."""
    query = select(StreamMinute.minute, StreamMinute.viewers).where(StreamMinute.stream_id == stream_id)
    return {minute: viewers for minute, viewers in await uow.session.execute(query)}


async def watched(uow: UnitOfWork) -> list[str]:
    """The channels whose streams somebody watches, as far as was written down."""
    query = select(Channel.slug).join(Row).where(Row.ended_at.is_(None), Row.viewers > 0)
    return list(await uow.session.scalars(query))


def _found() -> Select[Found]:
    return (
        select(Row, Channel, Category)
        .join(Channel, Channel.id == Row.channel_id)
        .outerjoin(Category, Category.id == Row.category_id)
    )


_NEWEST = (Row.ended_at.is_not(None), Row.started_at.desc(), Row.id.desc())  # what is on comes first
_SHOWN: ColumnElement[bool] = ~or_(Row.test, Row.status == Status.HELD)
