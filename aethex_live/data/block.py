"""Queries for blocks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.block import Block as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody whom the reader has blocked."""

    user_id: UUID
    username: str
    name: str
    avatar_url: str
    at: datetime


async def add(uow: UnitOfWork, user_id: UUID, blocked_id: UUID, now: datetime) -> None:
    """Block somebody; harmless when they are blocked already."""
    statement = insert(Row).values(user_id=user_id, blocked_id=blocked_id, created_at=now)
    await uow.session.execute(statement.on_conflict_do_nothing())


async def remove(uow: UnitOfWork, user_id: UUID, blocked_id: UUID) -> None:
    """Unblock somebody."""
    await uow.session.execute(delete(Row).where(Row.user_id == user_id, Row.blocked_id == blocked_id))


async def ids_of(uow: UnitOfWork, user_id: UUID) -> frozenset[UUID]:
    """Whom somebody has blocked."""
    return frozenset(await uow.session.scalars(select(Row.blocked_id).where(Row.user_id == user_id)))


async def between(uow: UnitOfWork, one: UUID, other: UUID) -> frozenset[UUID]:
    """Who of the two has blocked the other."""
    pairs = tuple_(Row.user_id, Row.blocked_id).in_([(one, other), (other, one)])
    return frozenset(await uow.session.scalars(select(Row.user_id).where(pairs)))


async def count_of(uow: UnitOfWork, user_id: UUID) -> int:
    """How many somebody has blocked."""
    query = select(func.count()).where(Row.user_id == user_id)
    return (await uow.session.execute(query)).scalar_one()


async def of(uow: UnitOfWork, user_id: UUID) -> tuple[Blocked, ...]:
    """Whom somebody has blocked, the latest first."""
    query = select(Row.created_at, User).join(User, User.id == Row.blocked_id)
    query = query.where(Row.user_id == user_id, User.deleted_at.is_(None)).order_by(Row.created_at.desc())
    return tuple(
        Blocked(user.id, user.username, user.display_name, user.avatar_url or "", at)
        for at, user in await uow.session.execute(query)
    )
