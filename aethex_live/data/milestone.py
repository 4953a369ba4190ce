"""Queries for milestones."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.milestone import Milestone as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.milestone import Milestone

_TABLE = Row.__table__
# Put together once, for each new follower asks whether there is something to celebrate.
_ADD = insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.measure, _TABLE.c.number)


async def add(
    uow: UnitOfWork, channel_id: UUID, reached: Sequence[Milestone], now: datetime
) -> set[Milestone]:
    """Note what a channel has reached; gives what is new, to one of those who find it at the same time."""
    if not reached:
        return set()
    rows = [
        {"channel_id": channel_id, "measure": each.measure, "number": each.number, "reached_at": now}
        for each in reached
    ]
    new = (await uow.session.execute(_ADD, rows)).all()
    return {each for each in reached if (each.measure, each.number) in new}
