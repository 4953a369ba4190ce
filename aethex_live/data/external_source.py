"""Queries for external sources."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.external_source import ExternalSource
from aethex_live.data.unit_of_work import UnitOfWork


async def of_channel(uow: UnitOfWork, channel_id: UUID, *, lock: bool = False) -> ExternalSource | None:
    """What the channel plays, if it plays another server's stream."""
    query = select(ExternalSource).where(ExternalSource.channel_id == channel_id)
    return (await uow.session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def everything(uow: UnitOfWork) -> Sequence[tuple[UUID, str, str]]:
    """All of them: channel, its address, and the source's."""
    query = select(Channel.id, Channel.slug, ExternalSource.url).join(Channel)
    return [tuple(row) for row in await uow.session.execute(query.order_by(Channel.id))]


async def have_moved(uow: UnitOfWork, channel_ids: Collection[UUID], now: datetime) -> None:
    """The playlists of these channels have moved now."""
    change = update(ExternalSource).where(ExternalSource.channel_id.in_(channel_ids))
    await uow.session.execute(change.values(moved_at=now))


async def save(uow: UnitOfWork, source: ExternalSource) -> None:
    """Write a new or changed one."""
    await uow.session.merge(source)
    await uow.session.flush()


async def remove(uow: UnitOfWork, channel_id: UUID) -> None:
    """The channel plays its own stream again."""
    await uow.session.execute(delete(ExternalSource).where(ExternalSource.channel_id == channel_id))
