"""Whether what the app needs answers, and is what it has to be."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache

from aethex_live.data import health, migrations
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.services.context import current

CHECK_SECONDS = 3


async def check() -> dict[str, bool]:
    """Each need by name: True when it is met, and told in time."""
    needs = {"database": health.answers, "migrations": _is_current}
    return dict(zip(needs, await asyncio.gather(*map(_met_in_time, needs.values())), strict=True))


async def _met_in_time(ask: Callable[[UnitOfWork], Awaitable[bool]]) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS), current().transaction() as unit:
            return await ask(unit)
    except Exception:  # whatever it is, the need is not met
        return False


async def _is_current(unit: UnitOfWork) -> bool:
    return await health.version(unit) == _wanted()


@cache
def _wanted() -> str | None:
    return migrations.newest()
