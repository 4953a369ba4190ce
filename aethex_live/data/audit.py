"""Queries for the audit log: add, and read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select

from aethex_live.data.models.audit import AuditEntry
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.audit import Entry, Subject
from aethex_live.domain.page import Page, PageRequest

_NAME = select(User.username).where(User.id == bindparam("by")).scalar_subquery()
_ADD = insert(AuditEntry.__table__).values(actor_name=func.coalesce(_NAME, ""))


async def add(
    uow: UnitOfWork,
    *,
    at: datetime,
    actor_id: UUID | None,
    network: str,
    action: str,
    subject: Subject,
    reason: str,
    details: dict[str, Any],
) -> None:
    """Append one act to the log."""
    values = {
        "at": at,
        "actor_id": actor_id,
        "by": actor_id,
        "action": action,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "subject_name": subject.name[:100],
        "reason": reason,
        "details": details,
        "network": network,
    }
    await uow.session.execute(_ADD, values)


async def page(
    uow: UnitOfWork,
    request: PageRequest,
    *,
    action: str | None = None,
    actor_id: UUID | None = None,
    subject: Subject | None = None,
) -> Page[Entry]:
    """Acts, the latest first."""
    query = select(AuditEntry)
    if action is not None:
        query = query.where(AuditEntry.action == action)
    if actor_id is not None:
        query = query.where(AuditEntry.actor_id == actor_id)
    if subject is not None:
        query = query.where(AuditEntry.subject_kind == subject.kind, AuditEntry.subject_id == subject.id)
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await uow.session.scalars(
        query.order_by(AuditEntry.id.desc()).offset(request.offset).limit(request.limit)
    )
    return Page(tuple(_value(row) for row in rows), total or 0, request.page, request.limit)


def _value(row: AuditEntry) -> Entry:
    subject = Subject(row.subject_kind, row.subject_id, row.subject_name)
    return Entry(row.id, row.at, row.actor_id, row.actor_name, row.action, subject, row.reason, row.details)
