"""Queries for reports."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import and_, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.chat_message import ChatMessage
from aethex_live.data.models.report import Report as Row
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.page import Page, PageRequest
from aethex_live.domain.report import Report, ReportState, SubjectKind, Why

_reporter, _decider = aliased(User), aliased(User)


class Reported(Exception):
    """The same person has reported the same thing, and nobody has decided yet."""


async def add(uow: UnitOfWork, row: Row) -> None:
    """A new report; raises Reported, and then the transaction can go on."""
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise Reported from error
        raise


async def by_id(uow: UnitOfWork, report_id: UUID) -> Row | None:
    """One, locked."""
    return await uow.session.scalar(select(Row).where(Row.id == report_id).with_for_update())


async def show(uow: UnitOfWork, report_id: UUID) -> Report:
    """One, as those see it who decide."""
    await uow.session.flush()
    return _value(*(await uow.session.execute(_query().where(Row.id == report_id))).one())


async def page(
    uow: UnitOfWork,
    request: PageRequest,
    *,
    channel_id: UUID | None = None,
    reporter_id: UUID | None = None,
    kinds: Collection[SubjectKind] | None = None,
    state: ReportState | None = None,
) -> Page[Report]:
    """Reports, the latest first. A reporter's own come without the names of who decided."""
    query = _query()
    for column, value in ((Row.channel_id, channel_id), (Row.reporter_id, reporter_id), (Row.state, state)):
        if value is not None:
            query = query.where(column == value)
    if kinds is not None:
        query = query.where(Row.kind.in_(kinds))
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await uow.session.execute(
        query.order_by(Row.id.desc()).offset(request.offset).limit(request.limit)
    )
    names = reporter_id is None
    found = tuple(_value(*each, names=names) for each in rows)
    return Page(found, total or 0, request.page, request.limit)


async def count_open(uow: UnitOfWork, channel_id: UUID, kinds: Collection[SubjectKind]) -> int:
    """How many wait for the moderators of a channel."""
    query = select(func.count()).where(
        Row.channel_id == channel_id, Row.state == ReportState.OPEN, Row.kind.in_(kinds)
    )
    return (await uow.session.execute(query)).scalar_one()


async def stream(uow: UnitOfWork, stream_id: UUID) -> tuple[Stream, Channel] | None:
    """A stream and its channel."""
    query = select(Stream, Channel).join(Channel, Channel.id == Stream.channel_id)
    return (await uow.session.execute(query.where(Stream.id == stream_id))).one_or_none()


async def message(uow: UnitOfWork, message_id: UUID) -> tuple[ChatMessage, User] | None:
    """A message, deleted or not, and who wrote it."""
    query = select(ChatMessage, User).join(User, User.id == ChatMessage.user_id)
    return (await uow.session.execute(query.where(ChatMessage.id == message_id))).one_or_none()


def _query() -> Any:
    return (
        select(Row, Channel.slug, _reporter.username, _decider.username)
        .outerjoin(Channel, Channel.id == Row.channel_id)
        .join(_reporter, _reporter.id == Row.reporter_id)
        .outerjoin(_decider, and_(_decider.id == Row.decided_by, _decider.deleted_at.is_(None)))
    )


def _value(row: Row, slug: str | None, reporter: str, decider: str | None, *, names: bool = True) -> Report:
    return Report(
        id=row.id,
        kind=SubjectKind(row.kind),
        subject_id=row.subject_id,
        subject_name=row.subject_name,
        snapshot=row.snapshot,
        slug=slug or "",
        why=Why(row.why),
        details=row.details,
        state=ReportState(row.state),
        reporter=reporter if names else "",
        decided_by=(decider or "") if names else "",
        answer=row.answer,
        at=row.created_at,
        decided_at=row.decided_at,
    )
