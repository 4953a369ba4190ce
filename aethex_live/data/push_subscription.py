"""Queries for browsers that want to be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.base import new_id
from aethex_live.data.models.push_subscription import PushSubscription as Row
from aethex_live.data.models.session import Session
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A browser as messages need it."""

    id: UUID
    user_id: UUID
    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)
    auth: bytes = field(repr=False)
    language: str  # the person's choice, else what this browser reads


_SUBSCRIBED = (
    select(
        Row.id,
        Row.user_id,
        Row.endpoint,
        Row.p256dh,
        Row.auth,
        func.coalesce(func.nullif(UserSettings.language, ""), Row.language),
    )
    .join(Session, Session.id == Row.session_id)
    .join(User, User.id == Row.user_id)
    .outerjoin(UserSettings, UserSettings.user_id == Row.user_id)
    .where(User.deleted_at.is_(None))
)


async def put(uow: UnitOfWork, row: Row) -> bool:
    """A new one, or who sits at that browser now; False when the address is known with another secret."""
    values = row.model_dump() | {"id": new_id()}
    changed = {name: values[name] for name in ("user_id", "session_id", "p256dh", "language", "browser")}
    statement = insert(Row).values(values)
    statement = statement.on_conflict_do_update(
        index_elements=[Row.endpoint], set_=changed, where=Row.auth == statement.excluded.auth
    )
    return await uow.session.scalar(statement.returning(Row.id)) is not None


async def keep_newest(uow: UnitOfWork, user_id: UUID, most: int) -> None:
    """Forget the oldest of a person who has more."""
    newest = select(Row.id).where(Row.user_id == user_id).order_by(Row.id.desc()).limit(most)
    await uow.session.execute(delete(Row).where(Row.user_id == user_id, Row.id.not_in(newest)))


async def of_user(uow: UnitOfWork, user_id: UUID) -> Sequence[Row]:
    """Where somebody is told, the newest first."""
    return (
        await uow.session.scalars(select(Row).where(Row.user_id == user_id).order_by(Row.id.desc()))
    ).all()


async def of_users(uow: UnitOfWork, user_ids: Collection[UUID], now: datetime) -> list[Subscribed]:
    """Where these people are told; sessions that are over do not count."""
    query = _SUBSCRIBED.where(Row.user_id.in_(user_ids), Session.expires_at > now)
    return [Subscribed(*row) for row in await uow.session.execute(query)]


async def at(uow: UnitOfWork, user_id: UUID, endpoint: str) -> Subscribed | None:
    """The browser of this person at this address."""
    query = _SUBSCRIBED.where(Row.user_id == user_id, Row.endpoint == endpoint)
    row = (await uow.session.execute(query)).one_or_none()
    return Subscribed(*row) if row else None


async def by_id(uow: UnitOfWork, subscription_id: UUID, now: datetime) -> Subscribed | None:
    """One browser, if its session is not over."""
    query = _SUBSCRIBED.where(Row.id == subscription_id, Session.expires_at > now)
    row = (await uow.session.execute(query)).one_or_none()
    return Subscribed(*row) if row else None


async def remove(
    uow: UnitOfWork,
    ids: Collection[UUID] | None = None,
    *,
    user_id: UUID | None = None,
    endpoint: str | None = None,
) -> bool:
    """Forget those that are meant; False when there are none."""
    gone = delete(Row)
    if ids is not None:
        gone = gone.where(Row.id.in_(ids))
    if user_id is not None:
        gone = gone.where(Row.user_id == user_id)
    if endpoint is not None:
        gone = gone.where(Row.endpoint == endpoint)
    return (await uow.session.execute(gone)).rowcount > 0
