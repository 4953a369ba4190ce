"""Queries for throttles."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.throttle import Throttle
from aethex_live.data.unit_of_work import UnitOfWork


async def lock(uow: UnitOfWork, keys: Sequence[bytes], now: datetime) -> list[Throttle]:
    """The buckets of `keys`, made when missing, and locked in one order so that nobody waits in a circle."""
    rows = [{"key": key, "full_at": now} for key in sorted(set(keys))]
    await uow.session.execute(insert(Throttle).values(rows).on_conflict_do_nothing())
    query = select(Throttle).where(Throttle.key.in_(keys)).order_by(Throttle.key).with_for_update()
    return list(await uow.session.scalars(query))


async def forget(uow: UnitOfWork, keys: Sequence[bytes]) -> None:
    """Give the buckets of `keys` all their tries back."""
    await uow.session.execute(delete(Throttle).where(Throttle.key.in_(keys)))


async def remove_full(uow: UnitOfWork, now: datetime) -> int:
    """Delete buckets that mean nothing any more."""
    return (await uow.session.execute(delete(Throttle).where(Throttle.full_at <= now))).rowcount
