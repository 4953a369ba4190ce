"""Queries for moderators' notes."""

from uuid import UUID

from sqlalchemy import func, select

from aethex_live.data.models.mod_note import ModNote as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.moderation import Note

MOST_SHOWN = 100


async def about(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> tuple[Note, ...]:
    """Notes about somebody on a channel, the latest first."""
    query = (
        select(Row, User.username)
        .join(User, User.id == Row.author_id)
        .where(Row.channel_id == channel_id, Row.user_id == user_id)
        .order_by(Row.id.desc())
        .limit(MOST_SHOWN)
    )
    return tuple(
        Note(id=row.id, by=by, text=row.text, at=row.created_at)
        for row, by in await uow.session.execute(query)
    )


async def count(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> int:
    """How many there are about somebody on a channel."""
    query = select(func.count()).where(Row.channel_id == channel_id, Row.user_id == user_id)
    return (await uow.session.execute(query)).scalar_one()


async def by_id(uow: UnitOfWork, note_id: UUID) -> Row | None:
    """One."""
    return await uow.session.get(Row, note_id)


async def add(uow: UnitOfWork, row: Row) -> None:
    """A new one."""
    uow.session.add(row)
    await uow.session.flush()


async def remove(uow: UnitOfWork, row: Row) -> None:
    """Delete one."""
    await uow.session.delete(row)
