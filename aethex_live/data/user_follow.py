"""Queries for people who follow people. Two who follow each other are friends."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from aethex_live.data.models.user import User
from aethex_live.data.models.user_follow import UserFollow as Row
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork

# The table once more, for conditions within queries about it; making an alias costs more than asking.
_THERE, _BACK = aliased(Row), aliased(Row)


async def add(uow: UnitOfWork, followed_id: UUID, follower_id: UUID, now: datetime) -> bool:
    """Follow; whether that is new. Who follows already goes on as before."""
    statement = insert(Row).values(followed_id=followed_id, follower_id=follower_id, created_at=now)
    new = await uow.session.scalar(statement.on_conflict_do_nothing().returning(Row.followed_id))
    return new is not None


async def add_all(uow: UnitOfWork, since: Mapping[tuple[UUID, UUID], datetime]) -> None:
    """Let several people follow who did not: by who is followed and who follows."""
    rows = [
        {"followed_id": followed_id, "follower_id": follower_id, "created_at": at}
        for (followed_id, follower_id), at in since.items()
    ]
    await uow.session.execute(insert(Row), rows)


async def remove(uow: UnitOfWork, followed_id: UUID, follower_id: UUID) -> bool:
    """Follow no more; whether they did."""
    return (await uow.session.execute(delete(Row).where(_is(followed_id, follower_id)))).rowcount > 0


async def part(uow: UnitOfWork, one: UUID, other: UUID) -> None:
    """Neither follows the other any more."""
    await uow.session.execute(delete(Row).where(or_(_is(one, other), _is(other, one))))


async def set_notify(uow: UnitOfWork, followed_id: UUID, follower_id: UUID, notify: bool) -> bool:
    """Tell a follower when the person goes live, or not; False when they do not follow."""
    change = update(Row).where(_is(followed_id, follower_id)).values(notify=notify)
    return (await uow.session.execute(change)).rowcount > 0


async def between(uow: UnitOfWork, one: UUID, other: UUID) -> tuple[Row | None, Row | None]:
    """How one follows the other, and how the other follows back; None where they do not."""
    rows = await uow.session.scalars(select(Row).where(or_(_is(other, one), _is(one, other))))
    by_followed = {row.followed_id: row for row in rows}
    return by_followed.get(other), by_followed.get(one)


async def are_friends(uow: UnitOfWork, one: UUID, other: UUID) -> bool:
    """Whether both follow each other."""
    query = select(func.count()).where(or_(_is(one, other), _is(other, one)))
    return (await uow.session.execute(query)).scalar_one() == 2


async def count_by(uow: UnitOfWork, follower_id: UUID) -> int:
    """How many people somebody follows, counted while they follow nobody else."""
    await uow.session.execute(select(User.id).where(User.id == follower_id).with_for_update(key_share=True))
    return (
        await uow.session.execute(select(func.count()).where(Row.follower_id == follower_id))
    ).scalar_one()


def follows(follower_id: UUID | None, followed: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The condition under which somebody follows the person of a row; nobody logged in follows nobody."""
    return exists().where(_THERE.followed_id == followed, _THERE.follower_id == follower_id)


def is_followed_by(followed_id: UUID | None, follower: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The condition under which the person of a row follows somebody."""
    return exists().where(_BACK.followed_id == followed_id, _BACK.follower_id == follower)


def is_shown_to(reader: UUID | None) -> ColumnElement[bool]:
    """The condition under which the page of a User of a row, joined with UserSettings, is for this reader."""
    public = UserSettings.privacy_level == "public"
    if reader is None:
        return public
    friend = and_(
        UserSettings.privacy_level == "friends", follows(reader, User.id), is_followed_by(reader, User.id)
    )
    return or_(public, User.id == reader, friend)


def _is(followed_id: UUID, follower_id: UUID) -> ColumnElement[bool]:
    return and_(Row.followed_id == followed_id, Row.follower_id == follower_id)
