"""The log of what staff do: written with the act, in its transaction, and never changed."""

from typing import Any
from uuid import UUID

from aethex_live.data import audit
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.audit import Action, Entry, Subject
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.user import Duty
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require


async def note(
    context: Context,
    uow: UnitOfWork,
    actor: Actor,
    action: Action,
    subject: Subject,
    *,
    reason: str = "",
    **details: Any,
) -> None:
    """Write an act down within the caller's transaction. `details` are values that JSON knows."""
    await audit.add(
        uow,
        at=context.clock(),
        actor_id=actor.user_id,
        network=actor.network,
        action=action,
        subject=subject,
        reason=reason,
        details=details,
    )


async def listing(
    context: Context,
    actor: Actor,
    request: PageRequest = FIRST,
    *,
    action: Action | None = None,
    by: UUID | None = None,
    subject: Subject | None = None,
) -> Page[Entry]:
    """Acts of staff, the latest first: all, of one kind, of one person, or on one thing. For staff."""
    require(actor, Duty.SEE_LOG)
    async with context.transaction() as uow:
        return await audit.page(uow, request, action=action, actor_id=by, subject=subject)
