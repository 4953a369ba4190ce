"""Queries for roles on channels."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from aethex_live.data.channel import is_public
from aethex_live.data.chatroom import Chatroom
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.channel_role import ChannelRole as Row
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import RANKS, Act, ChannelRole, Holder, OwnRole, roles_for
from aethex_live.domain.chat import RoomPeople, RoomPerson
from aethex_live.domain.user import Role, is_staff

_OF = select(Row.role).where(Row.channel_id == bindparam("channel_id"), Row.user_id == bindparam("user_id"))


async def of(uow: UnitOfWork, room: Chatroom, user_id: UUID) -> ChannelRole:
    """What somebody is on a channel."""
    if user_id == room.owner_id:
        return ChannelRole.OWNER
    found = await uow.session.scalar(_OF, {"channel_id": room.channel_id, "user_id": user_id})
    return ChannelRole(found or ChannelRole.VIEWER)


async def put(
    uow: UnitOfWork, channel_id: UUID, user_id: UUID, role: ChannelRole, by: UUID, now: datetime
) -> None:
    """Give somebody this role instead of the one that they have."""
    values = {"role": role, "granted_by": by, "granted_at": now, "seen_at": None}
    statement = insert(Row).values(channel_id=channel_id, user_id=user_id, **values)
    await uow.session.execute(
        statement.on_conflict_do_update(index_elements=["channel_id", "user_id"], set_=values)
    )


async def remove(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> None:
    """Take somebody's role."""
    await uow.session.execute(delete(Row).where(Row.channel_id == channel_id, Row.user_id == user_id))


async def count(uow: UnitOfWork, channel_id: UUID) -> int:
    """How many people have a role."""
    query = select(func.count()).where(Row.channel_id == channel_id)
    return (await uow.session.execute(query)).scalar_one()


async def holders(uow: UnitOfWork, channel_id: UUID) -> tuple[Holder, ...]:
    """Everybody with a role, the weightiest roles first."""
    giver = aliased(User)
    query = (
        select(Row, User, giver.username)
        .join(User, User.id == Row.user_id)
        .outerjoin(giver, and_(giver.id == Row.granted_by, giver.deleted_at.is_(None)))
        .where(Row.channel_id == channel_id, User.deleted_at.is_(None))
        .order_by(_rank(Row.role).desc(), func.lower(User.display_name))
    )
    return tuple(
        Holder(
            user_id=user.id,
            username=user.username,
            name=user.display_name,
            avatar_url=user.avatar_url or "",
            role=ChannelRole(row.role),
            granted_by=by or "",
            granted_at=row.granted_at,
        )
        for row, user, by in await uow.session.execute(query)
    )


async def of_person(uow: UnitOfWork, user_id: UUID, now: datetime) -> tuple[OwnRole, ...]:
    """The roles that somebody has on public channels, the newest first."""
    query = (
        select(Row, Channel.slug, Channel.name)
        .join(Channel, Channel.id == Row.channel_id)
        .join(User, User.id == Channel.user_id)
        .where(Row.user_id == user_id, is_public(now))
        .order_by(Row.granted_at.desc())
    )
    return tuple(
        OwnRole(
            slug=slug,
            channel_name=name,
            role=ChannelRole(row.role),
            granted_at=row.granted_at,
            seen=row.seen_at is not None,
        )
        for row, slug, name in await uow.session.execute(query)
    )


async def channels_where(uow: UnitOfWork, user_id: UUID, act: Act) -> list[Channel]:
    """All channels where somebody may do `act`: their own, the oldest first, then those of others by name."""
    own = Channel.user_id == user_id
    held = exists().where(Row.channel_id == Channel.id, Row.user_id == user_id, Row.role.in_(roles_for(act)))
    query = select(Channel).where(or_(own, held))
    order = (own.desc(), case((own, Channel.created_at)), Channel.name, Channel.id)
    return list(await uow.session.scalars(query.order_by(*order)))


async def mark_seen(uow: UnitOfWork, user_id: UUID, now: datetime) -> None:
    """Somebody has been told of their roles."""
    change = update(Row).where(Row.user_id == user_id, Row.seen_at.is_(None)).values(seen_at=now)
    await uow.session.execute(change)


async def present(
    uow: UnitOfWork, room: Chatroom, ids: Collection[UUID], limit: int, *, start: str = ""
) -> tuple[RoomPerson, ...]:
    """The first of `ids` by role and name, without those who hide; `start` is how a name begins."""
    rank = case((User.id == room.owner_id, RANKS[ChannelRole.OWNER]), else_=_rank(Row.role))
    query = (
        select(User, Row.role)
        .outerjoin(Row, and_(Row.user_id == User.id, Row.channel_id == room.channel_id))
        .join(UserSettings, UserSettings.user_id == User.id)
        .where(User.id.in_(ids), User.deleted_at.is_(None), UserSettings.show_online)
        .order_by(rank.desc(), func.lower(User.display_name), User.id)
        .limit(limit)
    )
    if start:
        query = query.where(
            User.username.istartswith(start, autoescape=True)
            | User.display_name.istartswith(start, autoescape=True)
        )
    return tuple(_person(room, user, role) for user, role in await uow.session.execute(query))


async def people(uow: UnitOfWork, room: Chatroom, ids: Collection[UUID], limit: int) -> RoomPeople:
    """Who of `ids` is shown in the list of people, and how many there are by role."""
    query = (
        select(User.id, Row.role)
        .outerjoin(Row, and_(Row.user_id == User.id, Row.channel_id == room.channel_id))
        .join(UserSettings, UserSettings.user_id == User.id)
        .where(User.id.in_(ids), User.deleted_at.is_(None), UserSettings.show_online)
    )
    by_role: dict[ChannelRole, int] = {}
    for user_id, role in await uow.session.execute(query):
        is_owner = user_id == room.owner_id
        each = ChannelRole.OWNER if is_owner else ChannelRole(role or ChannelRole.VIEWER)
        by_role[each] = by_role.get(each, 0) + 1
    return RoomPeople(people=await present(uow, room, ids, limit), known=len(ids), by_role=by_role)


def _person(room: Chatroom, user: User, role: str | None) -> RoomPerson:
    return RoomPerson(
        id=user.id,
        username=user.username,
        name=user.display_name,
        avatar_url=user.avatar_url or "",
        role=ChannelRole.OWNER if user.id == room.owner_id else ChannelRole(role or ChannelRole.VIEWER),
        staff=is_staff(Role(user.role)),
    )


def _rank(role: Any) -> Any:
    return case({name: rank for name, rank in RANKS.items()}, value=role, else_=0)
