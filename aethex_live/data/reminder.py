"""Queries for who wants to be reminded of planned streams."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.base import new_id
from aethex_live.data.models.reminder import Reminder as Row
from aethex_live.data.models.schedule_entry import ScheduleEntry
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork


async def add(uow: UnitOfWork, user_id: UUID, entry_id: UUID, day: date | None, now: datetime) -> None:
    """Remind somebody; harmless when they are already."""
    values = {"id": new_id(), "user_id": user_id, "entry_id": entry_id, "day": day, "created_at": now}
    await uow.session.execute(insert(Row).values(values).on_conflict_do_nothing())


async def remove(uow: UnitOfWork, user_id: UUID, entry_id: UUID, day: date | None) -> None:
    """Remind them of this occurrence no more; without a day, of none."""
    gone = delete(Row).where(Row.user_id == user_id, Row.entry_id == entry_id)
    await uow.session.execute(gone if day is None else gone.where(Row.day == day))


async def count_of(uow: UnitOfWork, user_id: UUID) -> int:
    """How many a person has for entries that are not over, counted while they set no other."""
    await uow.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    query = select(func.count()).select_from(Row).join(ScheduleEntry, ScheduleEntry.id == Row.entry_id)
    ahead = query.where(Row.user_id == user_id, ScheduleEntry.next_at.is_not(None))
    return (await uow.session.execute(ahead)).scalar_one()


async def of_person(
    uow: UnitOfWork, user_id: UUID, entry_ids: Collection[UUID] | None = None
) -> list[tuple[UUID, date | None]]:
    """What somebody is reminded of; a day, or None for every occurrence of the entry."""
    query = select(Row.entry_id, Row.day).where(Row.user_id == user_id).order_by(Row.id)
    if entry_ids is not None:
        query = query.where(Row.entry_id.in_(entry_ids))
    return [(entry_id, day) for entry_id, day in await uow.session.execute(query)]


async def people(
    uow: UnitOfWork,
    entry_id: UUID,
    day: date,
    *,
    every: bool = True,
    but: UUID | None = None,
    after: UUID | None,
    limit: int,
) -> Sequence[UUID]:
    """The next of those who want to be told of this occurrence, `after` one of them, `but` for one.

    Without `every`, only those who want this one alone.
    """
    wanted = or_(Row.day.is_(None), Row.day == day) if every else Row.day == day
    query = select(Row.user_id).distinct().where(Row.entry_id == entry_id, wanted)
    if but is not None:
        query = query.where(Row.user_id != but)
    if after is not None:
        query = query.where(Row.user_id > after)
    return (await uow.session.scalars(query.order_by(Row.user_id).limit(limit))).all()


async def days(uow: UnitOfWork, entry_id: UUID) -> set[date]:
    """The single occurrences of an entry for which somebody waits."""
    query = select(Row.day).distinct().where(Row.entry_id == entry_id, Row.day.is_not(None))
    return set(await uow.session.scalars(query))


async def follow(uow: UnitOfWork, entry_id: UUID, day: date, to: date) -> None:
    """Remind those of one occurrence of another, which has taken its place."""
    theirs = (Row.entry_id == entry_id, Row.day == day)
    already = select(Row.user_id).where(Row.entry_id == entry_id, Row.day == to)
    await uow.session.execute(delete(Row).where(*theirs, Row.user_id.in_(already)))
    await uow.session.execute(update(Row).where(*theirs).values(day=to))
