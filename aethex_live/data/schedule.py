"""Queries for what channels plan to stream."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data import channel as channels
from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.schedule_change import ScheduleChange as ChangeRow
from aethex_live.data.models.schedule_entry import ScheduleEntry as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import CategoryRef
from aethex_live.domain.schedule import Change, Entry

MOST = 300  # of a channel at once, what is over included
_THERE = Row.deleted_at.is_(None)


async def entry_of(uow: UnitOfWork, row: Row) -> Entry:
    """A row with its changes."""
    await uow.session.flush()
    return (await _entries(uow, select(Row).where(Row.id == row.id)))[0]


async def of_channel(uow: UnitOfWork, channel_id: UUID, *, after: datetime | None = None) -> list[Entry]:
    """The channel's entries, the next one first, what is over last; `after` a time only what is not over then."""
    query = select(Row).where(Row.channel_id == channel_id, _THERE)
    if after is not None:
        query = query.where(Row.next_ends_at > after)
    return await _entries(uow, query.order_by(Row.next_at.nulls_last(), Row.id.desc()).limit(MOST))


async def public(uow: UnitOfWork, entry_id: UUID, now: datetime) -> Entry | None:
    """An entry of a channel that strangers may see."""
    found = await _entries(uow, _public(now).where(Row.id == entry_id))
    return found[0] if found else None


async def upcoming(
    uow: UnitOfWork, now: datetime, until: datetime, limit: int, *, adult: bool
) -> list[Entry]:
    """What is on or comes next on all channels that strangers may see, each entry once, the earliest first.

    Channels for adults only when `adult`.
    """
    query = _public(now).where(Row.next_ends_at > now, Row.next_at < until)
    query = query if adult else query.where(~Channel.mature)
    return await _entries(uow, query.order_by(Row.next_at, Row.id).limit(limit))


async def count_ahead(uow: UnitOfWork, channel_id: UUID) -> int:
    """How many entries the channel has that are not over."""
    query = select(func.count()).where(Row.channel_id == channel_id, _THERE, Row.next_at.is_not(None))
    return (await uow.session.execute(query)).scalar_one()


async def count_changes(uow: UnitOfWork, entry_id: UUID, since: date) -> int:
    """How many occurrences of an entry take another place or none, from a day on."""
    query = select(func.count()).where(ChangeRow.entry_id == entry_id, ChangeRow.day >= since)
    return (await uow.session.execute(query)).scalar_one()


async def last_zone(uow: UnitOfWork, channel_id: UUID) -> str:
    """The time zone of the channel's newest entry; empty when it has none."""
    query = select(Row.zone).where(Row.channel_id == channel_id, _THERE).order_by(Row.id.desc()).limit(1)
    return await uow.session.scalar(query) or ""


async def put_change(uow: UnitOfWork, entry_id: UUID, change: Change, now: datetime) -> None:
    """Let an occurrence take another place, or none, whatever was said of it before."""
    moved = change.moved_to
    values = {"moved_on": moved.date() if moved else None, "moved_at": moved.time() if moved else None}
    statement = insert(ChangeRow).values(entry_id=entry_id, day=change.day, created_at=now, **values)
    await uow.session.execute(
        statement.on_conflict_do_update(index_elements=["entry_id", "day"], set_=values)
    )


async def drop_change(uow: UnitOfWork, entry_id: UUID, day: date) -> bool:
    """Let an occurrence be as it was planned; whether that is new."""
    gone = delete(ChangeRow).where(ChangeRow.entry_id == entry_id, ChangeRow.day == day)
    return (await uow.session.execute(gone)).rowcount > 0


async def to_call(uow: UnitOfWork, now: datetime, lead: timedelta, limit: int) -> Sequence[Row]:
    """Entries that begin within `lead` and whose reminders have not been put off yet, locked."""
    due = and_(
        _THERE,
        Row.next_at <= now + lead,
        Row.next_ends_at > now,
        or_(Row.called_for.is_(None), Row.called_for != Row.next_at),
    )
    return await _locked(uow, due, limit)


async def to_turn(uow: UnitOfWork, now: datetime, limit: int) -> Sequence[Row]:
    """Entries whose occurrence is over, locked: another comes next, or none."""
    return await _locked(uow, and_(_THERE, Row.next_ends_at <= now), limit)


async def row(uow: UnitOfWork, entry_id: UUID, *, lock: bool = False) -> Row | None:
    """An entry of whomever, also one that has just been deleted; for jobs."""
    return await uow.session.get(Row, entry_id, with_for_update=lock or None)


async def save(uow: UnitOfWork, row: Row) -> None:
    """Write a new or changed row."""
    uow.session.add(row)
    await uow.session.flush()


async def sweep(uow: UnitOfWork, deleted_before: datetime, over_before: datetime) -> None:
    """Forget what was deleted, and what has been over for long."""
    over = and_(Row.next_at.is_(None), Row.updated_at < over_before)
    await uow.session.execute(delete(Row).where(or_(Row.deleted_at < deleted_before, over)))


def _public(now: datetime) -> Select[tuple[Row]]:
    query = select(Row).join(Channel, Channel.id == Row.channel_id).join(User, User.id == Channel.user_id)
    return query.where(_THERE, channels.is_public(now))


async def _locked(uow: UnitOfWork, due: ColumnElement[bool], limit: int) -> Sequence[Row]:
    query = select(Row).where(due).order_by(Row.id).limit(limit).with_for_update(skip_locked=True)
    return (await uow.session.scalars(query)).all()


async def _entries(uow: UnitOfWork, query: Select[Any]) -> list[Entry]:
    with_category = query.add_columns(Category).outerjoin(Category, Category.id == Row.category_id)
    found = (await uow.session.execute(with_category)).all()
    changes = await _changes(uow, [row.id for row, _ in found])
    return [_entry(row, category, tuple(changes[row.id])) for row, category in found]


async def _changes(uow: UnitOfWork, entry_ids: Sequence[UUID]) -> dict[UUID, list[Change]]:
    found: dict[UUID, list[Change]] = defaultdict(list)
    if entry_ids:
        query = select(ChangeRow).where(ChangeRow.entry_id.in_(entry_ids)).order_by(ChangeRow.day)
        for each in await uow.session.scalars(query):
            moved = each.moved_on is not None and each.moved_at is not None
            to = datetime.combine(each.moved_on, each.moved_at) if moved else None
            found[each.entry_id].append(Change(each.day, to))
    return found


def _entry(row: Row, category: Category | None, changes: tuple[Change, ...]) -> Entry:
    return Entry(
        id=row.id,
        channel_id=row.channel_id,
        title=row.title,
        description=row.description,
        category=CategoryRef(category.slug, category.name, category.icon) if category else None,
        zone=row.zone,
        starts_on=row.starts_on,
        time=row.time,
        minutes=row.minutes,
        weekdays=tuple(row.weekdays),
        until=row.until,
        use_title=row.use_title,
        changes=changes,
        sequence=row.sequence,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
