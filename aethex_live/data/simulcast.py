"""Queries for simulcast targets."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from aethex_live.data.models.simulcast_target import SimulcastTarget
from aethex_live.data.unit_of_work import UnitOfWork


class NameTaken(Exception):
    """Another target of the channel has this name."""


async def of_channel(uow: UnitOfWork, channel_id: UUID) -> Sequence[SimulcastTarget]:
    """The targets of a channel, the oldest first."""
    query = select(SimulcastTarget).where(SimulcastTarget.channel_id == channel_id)
    return (await uow.session.scalars(query.order_by(SimulcastTarget.id))).all()


async def add(uow: UnitOfWork, target: SimulcastTarget) -> None:
    """A new one; raises NameTaken, and then the transaction can go on."""
    try:
        async with uow.session.begin_nested():
            uow.session.add(target)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise NameTaken from error
        raise


async def note(uow: UnitOfWork, target_id: UUID, state: str, message: str) -> UUID | None:
    """What became of it; gives the channel."""
    statement = (
        update(SimulcastTarget)
        .where(SimulcastTarget.id == target_id)
        .values(state=state, message=message)
        .returning(SimulcastTarget.channel_id)
    )
    return (await uow.session.execute(statement)).scalar_one_or_none()


async def remove(uow: UnitOfWork, target_id: UUID) -> None:
    """Delete it."""
    await uow.session.execute(delete(SimulcastTarget).where(SimulcastTarget.id == target_id))
