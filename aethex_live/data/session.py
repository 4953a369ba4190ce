"""Queries for sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from aethex_live.data.models.session import Session
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a session, and what is needed to let them in."""

    session_id: UUID
    user_id: UUID
    role: str
    seen_at: datetime
    expires_at: datetime


async def holder_of(uow: UnitOfWork, token_hash: bytes, now: datetime) -> Holder | None:
    """Whose session this is, unless it is over."""
    query = (
        select(Session.id, Session.user_id, User.role, Session.seen_at, Session.expires_at)
        .join(User, User.id == Session.user_id)
        .where(Session.token_hash == token_hash, Session.expires_at > now, User.deleted_at.is_(None))
    )
    row = (await uow.session.execute(query)).one_or_none()
    return Holder(*row) if row else None


async def of_user(uow: UnitOfWork, user_id: UUID, now: datetime) -> Sequence[Session]:
    """Where the person is logged in, the latest first."""
    query = select(Session).where(Session.user_id == user_id, Session.expires_at > now)
    return (await uow.session.scalars(query.order_by(Session.seen_at.desc(), Session.id))).all()


async def by_id(uow: UnitOfWork, session_id: UUID) -> Session | None:
    """One session."""
    return await uow.session.get(Session, session_id)


async def note_use(uow: UnitOfWork, session_id: UUID, now: datetime, expires_at: datetime) -> None:
    """Write down that the session is in use, which makes it last longer."""
    change = update(Session).where(Session.id == session_id).values(seen_at=now, expires_at=expires_at)
    await uow.session.execute(change)


async def confirm(uow: UnitOfWork, session_id: UUID, now: datetime) -> None:
    """Write down that the person has shown that it is them."""
    await uow.session.execute(update(Session).where(Session.id == session_id).values(confirmed_at=now))


async def replace_token(uow: UnitOfWork, session_id: UUID, token_hash: bytes) -> None:
    """Make the old token worthless and the new one work."""
    await uow.session.execute(update(Session).where(Session.id == session_id).values(token_hash=token_hash))


async def end(
    uow: UnitOfWork, user_id: UUID, *, only: UUID | None = None, but: UUID | None = None
) -> list[UUID]:
    """End the person's sessions: all, only one, or all but one. Gives those that were ended."""
    gone = delete(Session).where(Session.user_id == user_id)
    if only is not None:
        gone = gone.where(Session.id == only)
    if but is not None:
        gone = gone.where(Session.id != but)
    return list(await uow.session.scalars(gone.returning(Session.id)))


async def remove_expired(uow: UnitOfWork, now: datetime) -> int:
    """Delete sessions that are over."""
    return (await uow.session.execute(delete(Session).where(Session.expires_at <= now))).rowcount
