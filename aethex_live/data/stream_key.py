"""Queries for stream keys."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.stream_key import StreamKey
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork


class NameTaken(Exception):
    """Another key of the channel has this name."""


async def of_channel(uow: UnitOfWork, channel_id: UUID) -> Sequence[StreamKey]:
    """The keys of a channel, the oldest first."""
    query = select(StreamKey).where(StreamKey.channel_id == channel_id).order_by(StreamKey.id)
    return (await uow.session.scalars(query)).all()


async def count_of(uow: UnitOfWork, channel_id: UUID) -> int:
    """How many there are; lock the channel to rely on it."""
    query = select(func.count()).where(StreamKey.channel_id == channel_id)
    return (await uow.session.execute(query)).scalar_one()


async def with_channel_and_owner(uow: UnitOfWork, key_hash: bytes) -> tuple[StreamKey, Channel, User] | None:
    """The key with this hash, where it belongs and to whom."""
    query = (
        select(StreamKey, Channel, User)
        .join(Channel, Channel.id == StreamKey.channel_id)
        .join(User, User.id == Channel.user_id)
        .where(StreamKey.key_hash == key_hash)
    )
    found = (await uow.session.execute(query)).one_or_none()
    return (found[0], found[1], found[2]) if found else None


async def by_id(uow: UnitOfWork, key_id: UUID) -> StreamKey | None:
    """The key, whoever's it is."""
    return await uow.session.get(StreamKey, key_id)


async def save(uow: UnitOfWork, key: StreamKey) -> None:
    """Write a new or changed key; raises NameTaken, and then the transaction can go on."""
    try:
        async with uow.session.begin_nested():
            uow.session.add(key)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise NameTaken from error
        raise


async def note_use(uow: UnitOfWork, key_id: UUID, now: datetime) -> None:
    """Write down that somebody publishes with it."""
    await uow.session.execute(update(StreamKey).where(StreamKey.id == key_id).values(last_used_at=now))


async def remove(uow: UnitOfWork, key_id: UUID) -> None:
    """Delete it."""
    await uow.session.execute(delete(StreamKey).where(StreamKey.id == key_id))
