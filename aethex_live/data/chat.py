"""Queries for chat."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.chat_message import ChatMessage as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork


async def add(uow: UnitOfWork, row: Row) -> None:
    """A new message."""
    uow.session.add(row)
    await uow.session.flush()


async def tail(
    uow: UnitOfWork, channel_id: UUID, limit: int, before: UUID | None = None
) -> Sequence[tuple[Row, User]]:
    """The newest messages (older than `before`), the oldest of them first."""
    query = (
        select(Row, User)
        .join(User, User.id == Row.user_id)
        .where(Row.channel_id == channel_id, Row.deleted_at.is_(None))
        .order_by(Row.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Row.id < before)
    return list(reversed((await uow.session.execute(query)).all()))


async def with_channel(uow: UnitOfWork, message_id: UUID) -> tuple[Row, Channel] | None:
    """A message that is still there, locked, and where it stands."""
    query = (
        select(Row, Channel)
        .join(Channel, Channel.id == Row.channel_id)
        .where(Row.id == message_id, Row.deleted_at.is_(None))
        .with_for_update(of=Row)
    )
    return (await uow.session.execute(query)).one_or_none()


async def mark_deleted(uow: UnitOfWork, row: Row, by: UUID, now: datetime) -> None:
    """Hide a message from everybody."""
    row.deleted_at, row.deleted_by = now, by
    await uow.session.flush()
