"""Queries for the log of what moderators do."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from aethex_live.data.models.channel_act import ChannelAct as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.moderation import ActKind, ModAct
from aethex_live.domain.page import Page, PageRequest

_actor, _subject = aliased(User), aliased(User)


async def add(uow: UnitOfWork, row: Row) -> ModAct:
    """Write an act down; gives it as the log shows it."""
    uow.session.add(row)
    await uow.session.flush()
    found = (await uow.session.execute(_query().where(Row.id == row.id))).one()
    return _value(*found)


async def page(
    uow: UnitOfWork,
    request: PageRequest,
    channel_id: UUID,
    *,
    kind: ActKind | None = None,
    subject_id: UUID | None = None,
    actor_id: UUID | None = None,
) -> Page[ModAct]:
    """Acts on a channel, the latest first."""
    query = _query().where(Row.channel_id == channel_id)
    for column, value in ((Row.kind, kind), (Row.subject_id, subject_id), (Row.actor_id, actor_id)):
        if value is not None:
            query = query.where(column == value)
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await uow.session.execute(
        query.order_by(Row.id.desc()).offset(request.offset).limit(request.limit)
    )
    return Page(tuple(_value(*found) for found in rows), total or 0, request.page, request.limit)


def _query() -> Any:
    return (
        select(Row, _actor.username, _subject.username)
        .outerjoin(_actor, _actor.id == Row.actor_id)
        .outerjoin(_subject, _subject.id == Row.subject_id)
    )


def _value(row: Row, actor: str | None, subject: str | None) -> ModAct:
    return ModAct(
        id=row.id,
        at=row.at,
        kind=ActKind(row.kind),
        actor=actor or "",
        subject=subject or "",
        reason=row.reason,
        details=row.details,
    )
