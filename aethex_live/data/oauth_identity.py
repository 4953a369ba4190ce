"""Queries for accounts elsewhere."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from aethex_live.data.models.oauth_identity import OAuthIdentity
from aethex_live.data.unit_of_work import UnitOfWork


async def of_user(uow: UnitOfWork, user_id: UUID) -> Sequence[OAuthIdentity]:
    """What the person has linked."""
    query = select(OAuthIdentity).where(OAuthIdentity.user_id == user_id).order_by(OAuthIdentity.created_at)
    return (await uow.session.scalars(query)).all()


async def find(uow: UnitOfWork, provider: str, subject: str) -> OAuthIdentity | None:
    """The link of this account elsewhere."""
    query = select(OAuthIdentity).where(OAuthIdentity.provider == provider, OAuthIdentity.subject == subject)
    return await uow.session.scalar(query)


async def add(uow: UnitOfWork, identity: OAuthIdentity) -> bool:
    """Link; False when one of the two is linked already."""
    try:
        async with uow.session.begin_nested():
            uow.session.add(identity)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            return False
        raise
    return True


async def remove(uow: UnitOfWork, user_id: UUID, provider: str) -> bool:
    """Unlink; False when there was no link."""
    gone = delete(OAuthIdentity).where(OAuthIdentity.user_id == user_id, OAuthIdentity.provider == provider)
    return (await uow.session.execute(gone)).rowcount == 1
