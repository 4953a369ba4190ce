"""Queries for milestones."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.milestone import Milestone as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.milestone import Milestone


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
    statement = insert(Row).values(rows).on_conflict_do_nothing().returning(Row.measure, Row.number)
    new = (await uow.session.execute(statement)).all()
    return {each for each in reached if (each.measure, each.number) in new}
