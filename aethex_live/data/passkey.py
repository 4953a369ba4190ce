"""Queries for passkeys."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from aethex_live.data.models.passkey import Passkey
from aethex_live.data.unit_of_work import UnitOfWork


async def of_user(uow: UnitOfWork, user_id: UUID) -> Sequence[Passkey]:
    """The person's passkeys, oldest first."""
    query = select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.created_at, Passkey.id)
    return (await uow.session.scalars(query)).all()


async def count(uow: UnitOfWork, user_id: UUID) -> int:
    """How many they have."""
    return await uow.session.scalar(select(func.count()).where(Passkey.user_id == user_id)) or 0


async def by_credential(uow: UnitOfWork, credential_id: bytes) -> Passkey | None:
    """The passkey that a browser names, locked: its counter must not go back."""
    query = select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()
    return await uow.session.scalar(query)


async def by_id(uow: UnitOfWork, passkey_id: UUID) -> Passkey | None:
    """One passkey."""
    return await uow.session.get(Passkey, passkey_id)


async def add(uow: UnitOfWork, passkey: Passkey) -> bool:
    """Keep a new passkey; False when it is known already."""
    try:
        async with uow.session.begin_nested():
            uow.session.add(passkey)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            return False
        raise
    return True


async def remove(uow: UnitOfWork, passkey_id: UUID) -> None:
    """Forget a passkey."""
    await uow.session.execute(delete(Passkey).where(Passkey.id == passkey_id))
