"""Queries for throttles."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ARRAY, DateTime, LargeBinary, bindparam, column, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.throttle import Throttle
from aethex_live.data.unit_of_work import UnitOfWork

# Each log-in asks both: they are put together once, whatever the number of keys.
_TABLE = Throttle.__table__
_KEYS = bindparam("keys", type_=ARRAY(LargeBinary))
_MOMENT = DateTime(timezone=True)
_ASKED = select(func.unnest(_KEYS), bindparam("now", type_=_MOMENT))
_LOCK = insert(_TABLE).from_select(["key", "full_at"], _ASKED)
_LOCK = _LOCK.on_conflict_do_update(index_elements=["key"], set_={"full_at": _TABLE.c.full_at})
_LOCK = _LOCK.returning(_TABLE.c.key, _TABLE.c.full_at)
_NEW = func.unnest(_KEYS, bindparam("moments", type_=ARRAY(_MOMENT)))
_NEW = _NEW.table_valued(column("key", LargeBinary), column("full_at", _MOMENT)).render_derived()
_FILL = update(_TABLE).where(_TABLE.c.key == _NEW.c.key).values(full_at=_NEW.c.full_at)


async def lock(uow: UnitOfWork, keys: Collection[bytes], now: datetime) -> dict[bytes, datetime]:
    """When the buckets of `keys` are full, made when missing; locked in one order so that nobody waits in a circle."""
    found = await uow.session.execute(_LOCK, {"keys": sorted(set(keys)), "now": now})
    return {key: full_at for key, full_at in found}


async def fill(uow: UnitOfWork, moments: Mapping[bytes, datetime]) -> None:
    """Note when buckets that are locked are full."""
    await uow.session.execute(_FILL, {"keys": list(moments), "moments": list(moments.values())})


async def forget(uow: UnitOfWork, keys: Collection[bytes]) -> None:
    """Give the buckets of `keys` all their tries back."""
    await uow.session.execute(delete(Throttle).where(Throttle.key.in_(keys)))


async def remove_full(uow: UnitOfWork, now: datetime) -> int:
    """Delete buckets that mean nothing any more."""
    return (await uow.session.execute(delete(Throttle).where(Throttle.full_at <= now))).rowcount
