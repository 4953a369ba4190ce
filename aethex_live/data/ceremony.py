"""Queries for things that take two requests."""

from datetime import datetime

from sqlalchemy import delete, select

from aethex_live.data.models.ceremony import Ceremony
from aethex_live.data.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, ceremony: Ceremony) -> None:
    """Remember the first half."""
    uow.session.add(ceremony)


async def look_at(uow: UnitOfWork, token_hash: bytes, kind: str, now: datetime) -> Ceremony | None:
    """The first half, locked, and left for another try."""
    query = select(Ceremony).where(
        Ceremony.token_hash == token_hash, Ceremony.kind == kind, Ceremony.expires_at > now
    )
    return await uow.session.scalar(query.with_for_update())


async def take(uow: UnitOfWork, token_hash: bytes, kind: str, now: datetime) -> Ceremony | None:
    """The first half, which is gone with it: it serves once."""
    query = (
        delete(Ceremony)
        .where(Ceremony.token_hash == token_hash, Ceremony.kind == kind, Ceremony.expires_at > now)
        .returning(Ceremony)
    )
    return await uow.session.scalar(query)


async def remove_expired(uow: UnitOfWork, now: datetime) -> int:
    """Forget what was never finished."""
    return (await uow.session.execute(delete(Ceremony).where(Ceremony.expires_at <= now))).rowcount
