"""Queries for lists of channels and of what is on there. Plain columns: a long list of rows as objects costs more
than asking for it."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, cast, func, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from aethex_live.data.channel import NOW, is_public
from aethex_live.data.models.block import Block
from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.channel_trend import ChannelTrend
from aethex_live.data.models.follow import Follow
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.models.user_follow import UserFollow
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import CategoryRef, Owner
from aethex_live.domain.discover import Creator, Listed, OnNow, Wanted
from aethex_live.domain.follow import MOST_FOLLOWED
from aethex_live.domain.stream import Status

# Where the picture of a stream is (thumbnail, playback), by channel's address and server.
Places = Callable[[str, str], tuple[str, str]]

_CHANNEL = (
    Channel.id,
    Channel.slug,
    Channel.name,
    Channel.avatar_url,
    Channel.poster_url,
    Channel.banner_url,
    Channel.mature,
    Channel.featured_at,
    User.id.label("user_id"),
    User.username,
    User.display_name,
    User.avatar_url.label("user_avatar_url"),
    User.verified,
    Category.slug.label("category_slug"),
    Category.name.label("category_name"),
    Category.icon.label("category_icon"),
)
_LIVE = (
    select(
        *_CHANNEL,
        Stream.tags,
        Stream.language,
        Stream.mature.label("stream_mature"),
        Stream.title,
        Stream.server,
        Stream.started_at,
        Stream.viewers,
        func.coalesce(ChannelTrend.score, 0.0).label("score"),
        func.coalesce(ChannelTrend.times, 0).label("times"),
    )
    .join(Channel, Channel.id == Stream.channel_id)
    .join(User, User.id == Channel.user_id)
    .outerjoin(Category, Category.id == Stream.category_id)
    .outerjoin(ChannelTrend, ChannelTrend.channel_id == Channel.id)
    .where(Stream.ended_at.is_(None), ~Stream.test, Stream.status != Status.HELD, is_public(NOW))
)
_CHANNELS = (
    select(*_CHANNEL, Channel.tags, Channel.language)
    .join(User, User.id == Channel.user_id)
    .outerjoin(Category, Category.id == Channel.category_id)
    .where(is_public(NOW))
)
# More than are shown, because some of them may be hidden.
_LOVED = (
    select(Follow.channel_id, func.count().label("followers"))
    .group_by(Follow.channel_id)
    .order_by(func.count().desc(), Follow.channel_id)
    .limit(100)
    .subquery()
)
_CREATORS = (
    _CHANNELS.add_columns(_LOVED.c.followers)
    .join(_LOVED, _LOVED.c.channel_id == Channel.id)
    .join(UserSettings, UserSettings.user_id == User.id)
    .where(~Channel.mature, UserSettings.privacy_level == "public")
    .order_by(_LOVED.c.followers.desc(), Channel.id)
    .limit(bindparam("most"))
)
_NUMBERS = (
    select(func.count(), func.count(User.id.distinct()))
    .select_from(Channel)
    .join(User, User.id == Channel.user_id)
    .where(is_public(NOW))
)


async def live(uow: UnitOfWork, now: datetime, places: Places) -> tuple[Listed, ...]:
    """All that is on for everybody."""
    rows = await uow.session.execute(_LIVE, {"now": now})
    return tuple(_live(row, places) for row in rows)


async def by_ids(uow: UnitOfWork, ids: Collection[UUID], now: datetime) -> dict[UUID, Listed]:
    """These channels, those that strangers may see."""
    if not ids:
        return {}
    rows = await uow.session.execute(_CHANNELS.where(Channel.id.in_(ids)), {"now": now})
    return {row.id: _listed(row) for row in rows}


async def newest(
    uow: UnitOfWork, wanted: Wanted, within: Collection[str], offset: int, limit: int, now: datetime
) -> list[Listed]:
    """The newest channels."""
    query = _CHANNELS.where(*_conditions(wanted, within)).order_by(Channel.id.desc())
    rows = await uow.session.execute(query.offset(offset).limit(limit), {"now": now})
    return [_listed(row) for row in rows]


async def count(uow: UnitOfWork, wanted: Wanted, within: Collection[str], now: datetime) -> int:
    """How many channels there are."""
    query = _narrowed(select(func.count()).select_from(Channel), wanted, within)
    return await uow.session.scalar(query, {"now": now}) or 0


async def featured(uow: UnitOfWork, most: int, now: datetime) -> list[Listed]:
    """What staff have chosen, the latest first."""
    query = _CHANNELS.where(Channel.featured_at.is_not(None)).order_by(Channel.featured_at.desc())
    return [_listed(row) for row in await uow.session.execute(query.limit(most), {"now": now})]


async def creators(uow: UnitOfWork, most: int, now: datetime) -> list[Creator]:
    """The channels that most follow, of people who let everybody see them."""
    rows = await uow.session.execute(_CREATORS, {"now": now, "most": most})
    return [Creator(_listed(row), row.followers) for row in rows]


async def numbers(uow: UnitOfWork, now: datetime) -> tuple[int, int]:
    """How many channels there are, and how many people have one."""
    return tuple((await uow.session.execute(_NUMBERS, {"now": now})).one())


async def followed(uow: UnitOfWork, user_id: UUID) -> list[UUID]:
    """The channels that somebody follows, and those of people whom they follow; the latest first."""
    own = select(Follow.channel_id, Follow.created_at.label("since")).where(Follow.user_id == user_id)
    theirs = (
        select(Channel.id, UserFollow.created_at.label("since"))
        .join(UserFollow, UserFollow.followed_id == Channel.user_id)
        .where(UserFollow.follower_id == user_id)
    )
    found = union_all(own, theirs).subquery()
    query = select(found.c.channel_id).group_by(found.c.channel_id).order_by(func.max(found.c.since).desc())
    return list(await uow.session.scalars(query.limit(MOST_FOLLOWED)))


async def slugs_of_blocked(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """The channels of those whom somebody has blocked."""
    query = select(Channel.slug).join(Block, Block.blocked_id == Channel.user_id)
    return list(await uow.session.scalars(query.where(Block.user_id == user_id)))


def _narrowed(query: Select, wanted: Wanted, within: Collection[str]) -> Select:
    joined = query.join(User, User.id == Channel.user_id).outerjoin(
        Category, Category.id == Channel.category_id
    )
    return joined.where(is_public(NOW), *_conditions(wanted, within))


def _conditions(wanted: Wanted, within: Collection[str]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.category:
        conditions.append(Category.slug.in_(within))
    if wanted.tag:
        conditions.append(Channel.tags.op("@>", is_comparison=True)(cast([wanted.tag], ARRAY(Text))))
    if wanted.language:
        conditions.append(Channel.language == wanted.language)
    if not wanted.adult:
        conditions.append(~Channel.mature)
    return conditions


def _live(row: Row, places: Places) -> Listed:
    thumbnail, playback = places(row.slug, row.server)
    now = OnNow(
        title=row.title,
        thumbnail=thumbnail,
        playback=playback,
        started_at=row.started_at,
        viewers=row.viewers,
        score=row.score,
        times=row.times,
    )
    return _listed(row, now, mature=row.stream_mature)


def _listed(row: Row, now: OnNow | None = None, *, mature: bool = False) -> Listed:
    category = None
    if row.category_slug:
        category = CategoryRef(row.category_slug, row.category_name, row.category_icon)
    return Listed(
        id=row.id,
        slug=row.slug,
        name=row.name,
        owner=Owner(row.user_id, row.username, row.display_name, row.user_avatar_url or "", row.verified),
        avatar_url=row.avatar_url or row.user_avatar_url or "",
        picture=row.poster_url or row.banner_url or "",
        category=category,
        tags=tuple(row.tags),
        language=row.language,
        mature=row.mature or mature,
        featured=row.featured_at is not None,
        now=now,
    )
