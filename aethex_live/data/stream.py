"""Queries for streams."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.media_server import MediaServer
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.models.stream_plan import StreamPlan
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.stream import Status


async def take_sequence(uow: UnitOfWork, server: str, sequence: int, now: datetime) -> bool:
    """Note an event's number; False when it was taken before. Locks the server's row until the commit."""
    await uow.session.execute(
        insert(MediaServer).values(name=server, last_sequence=0, heard_at=now).on_conflict_do_nothing()
    )
    row = (
        await uow.session.execute(select(MediaServer).where(MediaServer.name == server).with_for_update())
    ).scalar_one()
    row.heard_at = now
    if sequence <= row.last_sequence:
        return False
    row.last_sequence = sequence
    return True


async def by_broadcast(uow: UnitOfWork, broadcast: str) -> tuple[Row, Channel] | None:
    """The stream of a broadcast, locked, with its channel."""
    query = select(Row, Channel).join(Channel).where(Row.broadcast == broadcast).with_for_update(of=Row)
    return (await uow.session.execute(query)).one_or_none()


async def on_of(uow: UnitOfWork, channel_id: UUID, *, lock: bool = False) -> Row | None:
    """The channel's stream that is on."""
    query = select(Row).where(Row.channel_id == channel_id, Row.status != Status.ENDED)
    query = query.with_for_update() if lock else query
    return (await uow.session.execute(query)).scalar_one_or_none()


async def last_of(uow: UnitOfWork, channel_id: UUID) -> Row | None:
    """The channel's newest stream, on or over."""
    query = select(Row).where(Row.channel_id == channel_id).order_by(Row.started_at.desc()).limit(1)
    return (await uow.session.execute(query)).scalar_one_or_none()


async def all_on(uow: UnitOfWork) -> Sequence[tuple[Row, Channel]]:
    """All streams that are on, the longest running first."""
    query = select(Row, Channel).join(Channel).where(Row.status != Status.ENDED).order_by(Row.started_at)
    return (await uow.session.execute(query)).all()


async def channel_by_slug(uow: UnitOfWork, slug: str) -> Channel | None:
    """The channel that publishes under this name."""
    return (await uow.session.execute(select(Channel).where(Channel.slug == slug))).scalar_one_or_none()


async def add(uow: UnitOfWork, row: Row) -> None:
    """A new stream."""
    uow.session.add(row)
    await uow.session.flush()


async def planned_title(uow: UnitOfWork, channel_id: UUID) -> str | None:
    """What the creator has called the next stream."""
    query = select(StreamPlan.title).where(StreamPlan.channel_id == channel_id)
    return (await uow.session.execute(query)).scalar_one_or_none()


async def plan_title(uow: UnitOfWork, channel_id: UUID, title: str, now: datetime) -> None:
    """Call the next stream so."""
    values = {"title": title, "updated_at": now}
    statement = insert(StreamPlan).values(channel_id=channel_id, **values)
    await uow.session.execute(statement.on_conflict_do_update(index_elements=["channel_id"], set_=values))
