"""Queries for the site's settings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.site_setting import SiteSetting
from aethex_live.data.unit_of_work import UnitOfWork

# Asked for by most pages: put together once.
_NAMED = SiteSetting.name == func.any(bindparam("names", type_=ARRAY(Text)))
_VALUES = select(SiteSetting.name, SiteSetting.value).where(_NAMED)


async def values(uow: UnitOfWork, names: Sequence[str]) -> dict[str, Any]:
    """What is set of these."""
    found = await uow.session.execute(_VALUES, {"names": list(names)})
    return {name: value for name, value in found}


async def one(uow: UnitOfWork, name: str) -> SiteSetting | None:
    """One setting, if it is set."""
    return await uow.session.get(SiteSetting, name)


async def lock_all(uow: UnitOfWork) -> None:
    """One editor at a time, so that the log says what was before. Readers do not wait."""
    await uow.session.execute(text("LOCK TABLE site_settings IN SHARE ROW EXCLUSIVE MODE"))


async def put(uow: UnitOfWork, name: str, value: Any, by: UUID | None, now: datetime) -> None:
    """Set it; `by` None: the system itself."""
    new = {"value": value, "changed_by": by, "changed_at": now}
    row = insert(SiteSetting).values(name=name, **new)
    await uow.session.execute(row.on_conflict_do_update(index_elements=[SiteSetting.name], set_=new))


async def reset(uow: UnitOfWork, name: str) -> None:
    """Go back to the default."""
    await uow.session.execute(delete(SiteSetting).where(SiteSetting.name == name))
