"""Queries for channels."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, delete, func, or_, select, true
from sqlalchemy.exc import IntegrityError

from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel as Row
from aethex_live.data.models.follow import Follow
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import CategoryRef, Channel, ManagedChannel, Owner
from aethex_live.domain.link import describe
from aethex_live.domain.page import Page, PageRequest
from aethex_live.domain.user import Suspension

Found = tuple[Row, User, Category | None]


class SlugTaken(Exception):
    """Another channel has this address."""


def _found() -> Select[Found]:
    return (
        select(Row, User, Category)
        .join(User, User.id == Row.user_id)
        .outerjoin(Category, Category.id == Row.category_id)
    )


def is_public(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The condition under which strangers see a channel."""
    return and_(
        ~is_suspended(Row, now),
        Row.deletion_due_at.is_(None),
        ~is_suspended(User, now),
        User.deletion_due_at.is_(None),
        User.deleted_at.is_(None),
    )


def is_suspended(
    table: type[Row] | type[User], now: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    """The condition under which a channel or a person is suspended."""
    return and_(
        table.suspended_at.is_not(None),
        or_(table.suspended_until.is_(None), table.suspended_until > now),
    )


# What every visitor asks is put together once: that costs more than asking it.
NOW = bindparam("now")
_PUBLIC = _found().where(is_public(NOW))
_PUBLIC_BY_SLUG = _PUBLIC.where(Row.slug == bindparam("slug"))
_PUBLIC_COUNT = select(func.count()).select_from(_PUBLIC.subquery())
_PUBLIC_PAGE = _PUBLIC.order_by(Row.id.desc()).offset(bindparam("offset")).limit(bindparam("limit"))
_BY_ID = _found().where(Row.id == bindparam("id"))
_LOCKED_OWNER = select(User.id).where(User.id == bindparam("id")).with_for_update()
_COUNT_OF = select(func.count()).where(Row.user_id == bindparam("user_id"))
_OF_OWNER = _found().where(Row.user_id == bindparam("user_id")).order_by(Row.id)


async def public_by_slug(uow: UnitOfWork, slug: str, now: datetime) -> Channel | None:
    """The channel at this address, if strangers may see it."""
    found = (await uow.session.execute(_PUBLIC_BY_SLUG, {"slug": slug, "now": now})).one_or_none()
    return value(*found) if found else None


async def public_slugs(uow: UnitOfWork, most: int, now: datetime) -> list[str]:
    """The addresses of channels that strangers of any age may see, the newest first."""
    query = select(Row.slug).join(User, User.id == Row.user_id).where(is_public(now), ~Row.mature)
    return list(await uow.session.scalars(query.order_by(Row.id.desc()).limit(most)))


async def public_of(uow: UnitOfWork, user_id: UUID, now: datetime) -> tuple[Channel, ...]:
    """Somebody's channels that strangers may see, the oldest first."""
    query = _found().where(Row.user_id == user_id, is_public(now)).order_by(Row.id)
    return tuple(value(*found) for found in await uow.session.execute(query))


async def public_by_ids(uow: UnitOfWork, channel_ids: Collection[UUID], now: datetime) -> dict[UUID, Channel]:
    """Those of these channels that strangers may see."""
    if not channel_ids:
        return {}
    rows = await uow.session.execute(_found().where(Row.id.in_(channel_ids), is_public(now)))
    return {found[0].id: value(*found) for found in rows}


async def public_page(
    uow: UnitOfWork, request: PageRequest, now: datetime, *, categories: Collection[UUID] | None = None
) -> Page[Channel]:
    """Channels that strangers may see, the newest first; with `categories` only those in one of them."""
    if categories is not None:
        return await _page(uow, request, and_(is_public(now), Row.category_id.in_(categories)), value)
    total = await uow.session.scalar(_PUBLIC_COUNT, {"now": now})
    window = {"now": now, "offset": request.offset, "limit": request.limit}
    rows = await uow.session.execute(_PUBLIC_PAGE, window)
    return Page(tuple(value(*found) for found in rows), total or 0, request.page, request.limit)


async def followed_page(uow: UnitOfWork, user_id: UUID, request: PageRequest, now: datetime) -> Page[Channel]:
    """Channels that strangers may see and this person follows, the latest first."""
    query = _found().join(Follow, and_(Follow.channel_id == Row.id, Follow.user_id == user_id))
    query = query.where(is_public(now))
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    ordered = query.order_by(Follow.created_at.desc(), Row.id).offset(request.offset).limit(request.limit)
    rows = await uow.session.execute(ordered)
    return Page(tuple(value(*found) for found in rows), total or 0, request.page, request.limit)


async def managed_of(uow: UnitOfWork, user_id: UUID, now: datetime) -> tuple[ManagedChannel, ...]:
    """All of somebody's channels, the oldest first."""
    rows = await uow.session.execute(_OF_OWNER, {"user_id": user_id})
    return tuple(_managed(*found, now) for found in rows)


async def managed(uow: UnitOfWork, channel_id: UUID, now: datetime) -> ManagedChannel:
    """A channel that exists, as those see it who run it."""
    await uow.session.flush()
    return _managed(*(await uow.session.execute(_BY_ID, {"id": channel_id})).one(), now)


async def search_page(
    uow: UnitOfWork,
    request: PageRequest,
    now: datetime,
    *,
    words: str = "",
    suspended: bool | None = None,
    category: str | None = None,
) -> Page[ManagedChannel]:
    """Channels for staff, the newest first; `words` are in the name, the address or the owner's name."""
    conditions: list[ColumnElement[bool]] = [true()]
    if words:
        columns = (Row.name, Row.slug, User.username, User.display_name)
        conditions.append(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    if suspended is not None:
        conditions.append(is_suspended(Row, now) if suspended else ~is_suspended(Row, now))
    if category is not None:
        conditions.append(Category.slug == category)
    return await _page(uow, request, and_(*conditions), partial(_managed, now=now))


async def _page(uow: UnitOfWork, request: PageRequest, condition: ColumnElement[bool], value) -> Page:
    query = _found().where(condition)
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await uow.session.execute(
        query.order_by(Row.id.desc()).offset(request.offset).limit(request.limit)
    )
    return Page(tuple(value(*found) for found in rows), total or 0, request.page, request.limit)


async def count_of(uow: UnitOfWork, user_id: UUID) -> int:
    """How many somebody has, counted while nobody else makes one for them."""
    await uow.session.execute(_LOCKED_OWNER, {"id": user_id})
    return (await uow.session.execute(_COUNT_OF, {"user_id": user_id})).scalar_one()


async def slug_of(uow: UnitOfWork, channel_id: UUID) -> str:
    """The address of a channel that there is."""
    return (await uow.session.execute(select(Row.slug).where(Row.id == channel_id))).scalar_one()


async def slugs_of(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """The addresses of all of somebody's channels."""
    return list(await uow.session.scalars(select(Row.slug).where(Row.user_id == user_id).order_by(Row.id)))


async def taken_slugs(uow: UnitOfWork, slugs: Sequence[str], *, but: UUID | None = None) -> set[str]:
    """Which of these addresses a channel (other than `but`) has."""
    query = select(Row.slug).where(Row.slug.in_(slugs))
    if but is not None:
        query = query.where(Row.id != but)
    return set(await uow.session.scalars(query))


async def save(uow: UnitOfWork, channel: Row) -> None:
    """Write a new or changed row; raises SlugTaken, which ends the transaction."""
    uow.session.add(channel)
    try:
        await uow.session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise SlugTaken from error
        raise


async def due_for_deletion(uow: UnitOfWork, now: datetime, limit: int) -> list[Row]:
    """Channels whose owners' time to change their mind is over, locked."""
    query = select(Row).where(Row.deletion_due_at <= now).limit(limit).with_for_update(skip_locked=True)
    return list(await uow.session.scalars(query))


async def remove(uow: UnitOfWork, channel_id: UUID) -> None:
    """Delete it and everything that belongs to it."""
    await uow.session.execute(delete(Row).where(Row.id == channel_id))


def value(row: Row, owner: User, category: Category | None) -> Channel:
    """A row as everybody may see it."""
    return Channel(
        id=row.id,
        owner=Owner(owner.id, owner.username, owner.display_name, owner.avatar_url or "", owner.verified),
        name=row.name,
        slug=row.slug,
        description=row.description,
        category=CategoryRef(category.slug, category.name, category.icon) if category else None,
        tags=tuple(row.tags),
        language=row.language,
        mature=row.mature,
        accent=row.accent,
        links=tuple(describe(url) for url in row.links),
        avatar_url=row.avatar_url or owner.avatar_url or "",
        banner_url=row.banner_url or "",
        poster_url=row.poster_url or "",
        created_at=row.created_at,
    )


def _managed(row: Row, owner: User, category: Category | None, now: datetime) -> ManagedChannel:
    suspension = Suspension(row.suspension_reason, row.suspended_until)
    return ManagedChannel(
        channel=value(row, owner, category),
        own_avatar=row.avatar_url is not None,
        suspension=suspension if row.suspended_at and suspension.holds(now) else None,
        featured=row.featured_at is not None,
        deletion_due_at=row.deletion_due_at,
        updated_at=row.updated_at,
    )
