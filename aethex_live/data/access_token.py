"""Queries about access tokens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update

from aethex_live.data.models.access_token import AccessToken
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork


async def owner_and_token(uow: UnitOfWork, token_hash: bytes) -> tuple[User, AccessToken] | None:
    """The token with this hash and whose it is; expired ones too."""
    query = select(User, AccessToken).join(User).where(AccessToken.token_hash == token_hash)
    found = (await uow.session.execute(query)).one_or_none()
    return (found[0], found[1]) if found else None


async def of_user(uow: UnitOfWork, user_id: UUID) -> Sequence[AccessToken]:
    """All tokens of somebody, newest first."""
    query = select(AccessToken).where(AccessToken.user_id == user_id).order_by(AccessToken.id.desc())
    return (await uow.session.scalars(query)).all()


async def how_many(uow: UnitOfWork, user_id: UUID) -> int:
    """How many somebody has, counted while nobody else makes one for them."""
    await uow.session.execute(select(User.id).where(User.id == user_id).with_for_update())
    query = select(func.count()).where(AccessToken.user_id == user_id)
    return (await uow.session.execute(query)).scalar_one()


def add(uow: UnitOfWork, token: AccessToken) -> None:
    """Keep a new one."""
    uow.session.add(token)


async def remove(uow: UnitOfWork, user_id: UUID, token_id: UUID) -> AccessToken | None:
    """Delete one of somebody's tokens; gives it when it was there."""
    query = (
        delete(AccessToken)
        .where(AccessToken.id == token_id, AccessToken.user_id == user_id)
        .returning(AccessToken)
    )
    return (await uow.session.scalars(query)).one_or_none()


async def note_use(uow: UnitOfWork, token_id: UUID, now: datetime) -> None:
    """Write down that it was used."""
    await uow.session.execute(update(AccessToken).where(AccessToken.id == token_id).values(used_at=now))
