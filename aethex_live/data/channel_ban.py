"""Queries for bans and time-outs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from aethex_live.data.models.channel_ban import ChannelBan as Row
from aethex_live.data.models.session import Session
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.moderation import Ban
from aethex_live.domain.page import Page, PageRequest

MOST_NETWORKS = 10
_by = aliased(User)


async def of(uow: UnitOfWork, channel_id: UUID, user_id: UUID, now: datetime) -> Ban | None:
    """What keeps somebody from writing."""
    query = _found(now).where(Row.channel_id == channel_id, Row.user_id == user_id)
    found = (await uow.session.execute(query)).one_or_none()
    return _value(*found) if found else None


async def page(uow: UnitOfWork, request: PageRequest, channel_id: UUID, now: datetime) -> Page[Ban]:
    """All that hold, the latest first."""
    query = _found(now).where(Row.channel_id == channel_id)
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await uow.session.execute(
        query.order_by(Row.created_at.desc()).offset(request.offset).limit(request.limit)
    )
    return Page(tuple(_value(*found) for found in rows), total or 0, request.page, request.limit)


async def put(
    uow: UnitOfWork,
    channel_id: UUID,
    user_id: UUID,
    *,
    until: datetime | None,
    reason: str,
    by: UUID,
    now: datetime,
) -> None:
    """Keep somebody from writing, instead of what kept them before."""
    values = {"until": until, "reason": reason, "banned_by": by, "created_at": now}
    values["networks"] = await _networks(uow, user_id)
    statement = insert(Row).values(channel_id=channel_id, user_id=user_id, **values)
    await uow.session.execute(
        statement.on_conflict_do_update(index_elements=["channel_id", "user_id"], set_=values)
    )


async def remove(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> bool:
    """Let somebody write again; whether they could not."""
    gone = delete(Row).where(Row.channel_id == channel_id, Row.user_id == user_id)
    return (await uow.session.execute(gone)).rowcount > 0


async def remove_over(uow: UnitOfWork, now: datetime) -> int:
    """Forget time-outs that are over."""
    return (await uow.session.execute(delete(Row).where(Row.until <= now))).rowcount


async def _networks(uow: UnitOfWork, user_id: UUID) -> list[str]:
    query = select(Session.network).where(Session.user_id == user_id, Session.network != "")
    found: Sequence[str] = (await uow.session.scalars(query.order_by(Session.seen_at.desc()))).all()
    return list(dict.fromkeys(found))[:MOST_NETWORKS]


def _holds(now: datetime) -> ColumnElement[bool]:
    return or_(Row.until.is_(None), Row.until > now)


def _found(now: datetime) -> Any:
    return (
        select(Row, User, _by.username)
        .join(User, User.id == Row.user_id)
        .outerjoin(_by, and_(_by.id == Row.banned_by, _by.deleted_at.is_(None)))
        .where(_holds(now))
    )


def _value(row: Row, user: User, by: str | None) -> Ban:
    return Ban(
        user_id=user.id,
        username=user.username,
        name=user.display_name,
        by=by or "",
        reason=row.reason,
        until=row.until,
        at=row.created_at,
    )
