"""Queries for messages that wait for a moderator."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from aethex_live.data.models.held_message import HeldMessage as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.chat import Author
from aethex_live.domain.moderation import HeldMessage, HeldState
from aethex_live.errors import heard

MOST_SHOWN = 200


async def add(uow: UnitOfWork, rows: Sequence[Row]) -> None:
    """New ones."""
    uow.session.add_all(rows)
    await uow.session.flush()


async def waiting(uow: UnitOfWork, channel_id: UUID) -> list[HeldMessage]:
    """Those that wait, the oldest first."""
    query = select(Row, User).join(User, User.id == Row.user_id)
    query = query.where(Row.channel_id == channel_id, Row.state == HeldState.WAITING)
    rows = await uow.session.execute(query.order_by(Row.id).limit(MOST_SHOWN))
    return [_value(row, user.username, user.display_name) for row, user in rows]


async def count(uow: UnitOfWork, channel_id: UUID) -> int:
    """How many wait."""
    query = select(func.count()).where(Row.channel_id == channel_id, Row.state == HeldState.WAITING)
    return (await uow.session.execute(query)).scalar_one()


async def by_id(uow: UnitOfWork, held_id: UUID) -> Row | None:
    """One, locked."""
    return await uow.session.scalar(select(Row).where(Row.id == held_id).with_for_update())


async def decide(
    uow: UnitOfWork,
    channel_id: UUID,
    state: HeldState,
    by: UUID,
    now: datetime,
    *,
    user_id: UUID,
) -> list[UUID]:
    """Decide on everything of somebody that waits; gives what that was."""
    query = select(Row).where(
        Row.channel_id == channel_id, Row.state == HeldState.WAITING, Row.user_id == user_id
    )
    rows = (await uow.session.scalars(query.with_for_update())).all()
    for row in rows:
        row.state, row.decided_by, row.decided_at = state, by, now
    await uow.session.flush()
    return [row.id for row in rows]


def value(row: Row, author: Author) -> HeldMessage:
    """As moderators see it."""
    return _value(row, author.username, author.name)


def _value(row: Row, username: str, name: str) -> HeldMessage:
    return HeldMessage(
        id=row.id,
        author_id=row.user_id,
        username=username,
        name=name,
        text=row.text,
        reasons=tuple(map(heard, row.reasons)),
        state=HeldState(row.state),
        at=row.created_at,
    )
