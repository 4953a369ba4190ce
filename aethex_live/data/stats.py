"""Queries for what lies behind channels."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from aethex_live.data.channel import is_public
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.stats import Career


async def of_channel(uow: UnitOfWork, channel_id: UUID) -> Career:
    """All streams of a channel that are over."""
    return await _career(uow, Stream.channel_id == channel_id)


async def of_person(uow: UnitOfWork, user_id: UUID, now: datetime) -> Career:
    """The same of all channels of somebody that strangers may see."""
    open_to_all = select(Channel.id).join(User, User.id == Channel.user_id)
    return await _career(
        uow, Stream.channel_id.in_(open_to_all.where(Channel.user_id == user_id, is_public(now)))
    )


async def peak_before(uow: UnitOfWork, channel_id: UUID, started_at: datetime) -> int | None:
    """The most who watched any stream of a channel that began earlier; None when there was none."""
    return await uow.session.scalar(
        select(func.max(Stream.peak_viewers)).where(
            Stream.channel_id == channel_id, _OVER, Stream.started_at < started_at
        )
    )


async def _career(uow: UnitOfWork, condition: ColumnElement[bool]) -> Career:
    length = func.sum(Stream.ended_at - Stream.started_at)
    query = select(func.count(), length, func.max(Stream.peak_viewers)).where(condition, _OVER)
    streams, live, peak = (await uow.session.execute(query)).one()
    return Career(streams=streams, seconds=int(live.total_seconds()) if live else 0, peak_viewers=peak or 0)


# A stream that nobody but its owner saw leaves no row when it ends, and tests are nobody's business.
_OVER = (Stream.ended_at.is_not(None)) & ~Stream.test
