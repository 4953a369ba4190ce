"""Queries for authenticator apps and recovery codes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.recovery_code import RecoveryCode
from aethex_live.data.models.two_factor import TwoFactor
from aethex_live.data.unit_of_work import UnitOfWork


async def of_user(uow: UnitOfWork, user_id: UUID) -> TwoFactor | None:
    """The app of this person, confirmed or not, locked so that no code counts twice."""
    return await uow.session.scalar(select(TwoFactor).where(TwoFactor.user_id == user_id).with_for_update())


async def is_on(uow: UnitOfWork, user_id: UUID) -> bool:
    """Whether logging in needs a code."""
    query = select(TwoFactor.user_id).where(TwoFactor.user_id == user_id, TwoFactor.confirmed_at.is_not(None))
    return await uow.session.scalar(query) is not None


async def begin(uow: UnitOfWork, user_id: UUID, seed_sealed: bytes, now: datetime) -> bool:
    """Keep a seed until it is confirmed, in place of one that never was. False when two-factor is on."""
    fresh = {"seed_sealed": seed_sealed, "created_at": now, "last_counter": 0}
    statement = (
        insert(TwoFactor)
        .values(user_id=user_id, **fresh)
        .on_conflict_do_update(
            index_elements=[TwoFactor.user_id], set_=fresh, where=TwoFactor.confirmed_at.is_(None)
        )
        .returning(TwoFactor.user_id)
    )
    return await uow.session.scalar(statement) is not None


async def remove(uow: UnitOfWork, user_id: UUID) -> None:
    """Forget the app and the recovery codes."""
    await uow.session.execute(delete(TwoFactor).where(TwoFactor.user_id == user_id))
    await uow.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


async def replace_recovery_codes(uow: UnitOfWork, user_id: UUID, hashes: Iterable[bytes]) -> None:
    """Make these the codes that work."""
    await uow.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    uow.session.add_all(RecoveryCode(user_id=user_id, code_hash=code_hash) for code_hash in hashes)


async def use_recovery_code(uow: UnitOfWork, user_id: UUID, code_hash: bytes, now: datetime) -> bool:
    """Use a code up; False when it is none or was used."""
    unused = (
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_hash == code_hash,
        RecoveryCode.used_at.is_(None),
    )
    used = update(RecoveryCode).where(*unused).values(used_at=now)
    return (await uow.session.execute(used)).rowcount == 1


async def recovery_codes_left(uow: UnitOfWork, user_id: UUID) -> int:
    """How many codes still work."""
    query = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return await uow.session.scalar(query) or 0
