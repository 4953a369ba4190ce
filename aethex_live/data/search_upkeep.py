"""What nobody writes and search depends on: suspensions that end, popularity, words to be forgiven."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data import search_index
from aethex_live.data.channel import is_public
from aethex_live.data.models.category import Category
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.follow import Follow
from aethex_live.data.models.search_document import SearchDocument as Row
from aethex_live.data.models.search_word import SearchWord
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.search import Kind, near

AT_ONCE = 2000


async def add_missing(uow: UnitOfWork, now: datetime) -> int:
    """Write documents for what can be found and has none; gives how many rows were looked at."""
    looked_at = 0
    has_a_page = (
        User.email_verified_at.is_not(None),
        *(column.is_(None) for column in (User.suspended_at, User.deletion_due_at, User.deleted_at)),
    )
    sources = (
        (Kind.CHANNEL, select(Channel).join(User, User.id == Channel.user_id).where(is_public(now)), Channel),
        (Kind.CATEGORY, select(Category), Category),
        (Kind.PERSON, select(User).where(*has_a_page), User),
        (Kind.STREAM, select(Stream).where(Stream.status.in_(search_index.SHOWN), ~Stream.test), Stream),
    )
    for kind, query, table in sources:
        known = exists().where(Row.kind == kind, Row.ref_id == table.id)
        rows = (await uow.session.scalars(query.where(~known).limit(AT_ONCE))).all()
        await uow.session.run_sync(lambda session, rows=rows: _write(session.connection(), rows))
        looked_at += len(rows)
    return looked_at


async def remove_stray(uow: UnitOfWork) -> None:
    """Take documents away whose things are gone."""
    for kind, table in (
        (Kind.CHANNEL, Channel),
        (Kind.CATEGORY, Category),
        (Kind.PERSON, User),
        (Kind.STREAM, Stream),
    ):
        there = exists().where(table.id == Row.ref_id)
        await uow.session.execute(delete(Row).where(Row.kind == kind, ~there))


async def count_followers(uow: UnitOfWork) -> None:
    """Popularity: how many follow the channel, the channels of a person, or what is below a category."""
    followed = select(Follow.channel_id, func.count().label("number")).group_by(Follow.channel_id).subquery()
    by_person = (
        select(Channel.user_id, func.sum(followed.c.number).label("number"))
        .join(followed, followed.c.channel_id == Channel.id)
        .group_by(Channel.user_id)
        .subquery()
    )
    by_category = (
        select(Channel.category_id, func.count().label("number")).group_by(Channel.category_id).subquery()
    )
    by_stream = (
        select(Stream.id, followed.c.number)
        .join(followed, followed.c.channel_id == Stream.channel_id)
        .where(Stream.ended_at.is_(None))
        .subquery()
    )
    for kind, counted in zip(Kind, (followed, by_stream, by_person, by_category), strict=True):
        ref_id, number = counted.columns
        changed = and_(Row.kind == kind, Row.ref_id == ref_id, Row.popularity != number)
        await uow.session.execute(update(Row).where(changed).values(popularity=number))


async def learn(uow: UnitOfWork) -> int:
    """Add the words of new documents to those that are forgiven; gives how many documents there were."""
    rows = select(Row.kind, Row.ref_id, func.tsvector_to_array(Row.terms)).where(~Row.learned).limit(AT_ONCE)
    found = (await uow.session.execute(rows)).all()
    new = sorted({word for *_, words in found for word in words})
    if new:
        values = [{"word": word, "near": near(word)} for word in new]
        await uow.session.execute(insert(SearchWord).on_conflict_do_nothing(), values)
    for kind in Kind:
        ids = [ref_id for each, ref_id, _ in found if each == kind]
        if ids:
            learned = update(Row).where(Row.kind == kind, Row.ref_id.in_(ids)).values(learned=True)
            await uow.session.execute(learned)
    return len(found)


def _write(connection: Connection, rows: Sequence[Any]) -> None:
    for row in rows:
        search_index.write(connection, row)
