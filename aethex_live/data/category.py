"""Queries for categories."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select, text
from sqlalchemy.exc import IntegrityError

from aethex_live.data.channel import NOW, is_public
from aethex_live.data.models.category import Category as Row
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.category import Category


class SlugTaken(Exception):
    """Another category has this address."""


def _counted() -> Select[tuple[Row, int]]:
    """Every category with the number of its public channels."""
    public = (
        select(Channel.category_id, func.count().label("channels"))
        .join(User, User.id == Channel.user_id)
        .where(is_public(NOW))
        .group_by(Channel.category_id)
        .subquery()
    )
    return select(Row, func.coalesce(public.c.channels, 0)).outerjoin(public, public.c.category_id == Row.id)


# Put together once: that costs more than asking.
_ALL = _counted()
_BY_SLUG = _ALL.where(Row.slug == bindparam("slug"))


async def everything(uow: UnitOfWork, now: datetime) -> list[Category]:
    """All categories, flat."""
    return [_value(row, channels) for row, channels in await uow.session.execute(_ALL, {"now": now})]


async def by_slug(uow: UnitOfWork, slug: str, now: datetime) -> Category | None:
    """The category with this address."""
    found = (await uow.session.execute(_BY_SLUG, {"slug": slug, "now": now})).one_or_none()
    return _value(*found) if found else None


async def id_of(uow: UnitOfWork, slug: str) -> UUID | None:
    """The id behind an address."""
    return await uow.session.scalar(select(Row.id).where(Row.slug == slug))


async def row(uow: UnitOfWork, category_id: UUID) -> Row | None:
    """The row, to be changed; `lock_all` first."""
    return await uow.session.get(Row, category_id)


async def lock_all(uow: UnitOfWork) -> None:
    """One editor at a time: depth and order are rules about several rows. Readers do not wait."""
    await uow.session.execute(text("LOCK TABLE categories IN SHARE ROW EXCLUSIVE MODE"))


async def count(uow: UnitOfWork) -> int:
    """How many there are."""
    return (await uow.session.execute(select(func.count()).select_from(Row))).scalar_one()


async def next_position(uow: UnitOfWork, parent_id: UUID | None) -> int:
    """The position after the last one of that level."""
    query = select(func.coalesce(func.max(Row.position) + 1, 0)).where(_below(parent_id))
    return (await uow.session.execute(query)).scalar_one()


async def level(uow: UnitOfWork, parent_id: UUID | None) -> Sequence[Row]:
    """The rows below `parent_id`, or at the top."""
    return (await uow.session.scalars(select(Row).where(_below(parent_id)))).all()


async def save(uow: UnitOfWork, category: Row) -> None:
    """Write a new or changed row; raises SlugTaken, which ends the transaction."""
    uow.session.add(category)
    try:
        await uow.session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise SlugTaken from error
        raise


async def remove(uow: UnitOfWork, category_id: UUID) -> None:
    """Delete it; its channels are without a category then."""
    await uow.session.execute(delete(Row).where(Row.id == category_id))


def _below(parent_id: UUID | None) -> ColumnElement[bool]:
    return Row.parent_id.is_(None) if parent_id is None else Row.parent_id == parent_id


def _value(row: Row, channels: int) -> Category:
    return Category(
        id=row.id,
        parent_id=row.parent_id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        icon=row.icon,
        art_url=row.art_url or "",
        position=row.position,
        channels=channels,
    )
