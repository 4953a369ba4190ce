"""Lists of people who follow, and of people who are followed: each as far as they let the reader see them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Subquery, func, select, union_all

from aethex_live.data import user_follow
from aethex_live.data.channel import is_suspended
from aethex_live.data.models.block import Block
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.follow import Follow
from aethex_live.data.models.user import User
from aethex_live.data.models.user_follow import UserFollow
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.follow import Follower
from aethex_live.domain.page import Page, PageRequest

Who = Subquery  # people, and since when


def of_person(user_id: UUID) -> Who:
    """Who follows somebody, or a channel of theirs, and since when."""
    direct = select(UserFollow.follower_id.label("user_id"), UserFollow.created_at.label("since"))
    by_channel = select(Follow.user_id, Follow.created_at).join(Channel, Channel.id == Follow.channel_id)
    either = union_all(
        direct.where(UserFollow.followed_id == user_id), by_channel.where(Channel.user_id == user_id)
    ).subquery()
    first = select(either.c.user_id, func.min(either.c.since).label("since"))
    return first.where(either.c.user_id != user_id).group_by(either.c.user_id).subquery()


def of_channel(channel_id: UUID) -> Who:
    """Who follows a channel."""
    query = select(Follow.user_id, Follow.created_at.label("since"))
    return query.where(Follow.channel_id == channel_id).subquery()


def followed_by(user_id: UUID) -> Who:
    """Whom somebody follows."""
    query = select(UserFollow.followed_id.label("user_id"), UserFollow.created_at.label("since"))
    return query.where(UserFollow.follower_id == user_id).subquery()


async def count(uow: UnitOfWork, people: Who) -> int:
    """How many they are, shown or not."""
    return (await uow.session.execute(select(func.count()).select_from(people))).scalar_one()


async def page(
    uow: UnitOfWork,
    people: Who,
    request: PageRequest,
    now: datetime,
    *,
    reader: UUID | None,
    all_of_them: bool = False,
) -> Page[Follower]:
    """Those whose pages are the reader's to see, the latest first; `all_of_them` for who knows them anyway."""
    query = (
        select(
            User,
            people.c.since,
            user_follow.follows(reader, User.id),
            user_follow.is_followed_by(reader, User.id),
        )
        .join(people, people.c.user_id == User.id)
        .join(UserSettings, UserSettings.user_id == User.id)
        .where(
            User.deleted_at.is_(None),
            User.deletion_due_at.is_(None),
            User.email_verified_at.is_not(None),
            ~is_suspended(User, now),
        )
    )
    if not all_of_them:
        query = query.where(user_follow.is_shown_to(reader))
    if reader is not None:
        query = query.where(User.id.not_in(select(Block.blocked_id).where(Block.user_id == reader)))
    shown = query.with_only_columns(User.id).subquery()
    total = (await uow.session.execute(select(func.count()).select_from(shown))).scalar_one()
    ordered = query.order_by(people.c.since.desc(), User.id).offset(request.offset).limit(request.limit)
    found = tuple(
        Follower(
            username=user.username,
            name=user.display_name,
            avatar_url=user.avatar_url or "",
            verified=user.verified,
            since=since,
            following=following,
            follows_me=follows_me,
        )
        for user, since, following, follows_me in await uow.session.execute(ordered)
    )
    return Page(found, total, request.page, request.limit)
