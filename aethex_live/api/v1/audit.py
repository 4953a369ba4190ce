"""What staff did, for those who may see it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Page, Paging, problems
from aethex_live.domain.audit import Action, Entry, Subject
from aethex_live.errors import InvalidInput
from aethex_live.services import audit
from aethex_live.services.context import current

router = Routes(prefix="/admin/audit", tags=["administration"], responses=problems(401, 403))
_WORD = "^[A-Za-z0-9_.-]{1,100}$"


@router.get("", summary="The log of what staff did")
async def listing(
    actor: Staff,
    paging: Paging,
    action: Action | None = None,
    by: Annotated[UUID | None, Query(description="Only acts of this person.")] = None,
    subject_kind: Annotated[str | None, Query(pattern=_WORD, description="Such as user or channel.")] = None,
    subject_id: Annotated[str | None, Query(pattern=_WORD)] = None,
) -> Page[Entry]:
    """The latest first. `subject_kind` and `subject_id` go together."""
    if (subject_kind is None) != (subject_id is None):
        raise InvalidInput("Give both subject_kind and subject_id, or none.", field="subject_kind")
    subject = Subject(subject_kind, subject_id) if subject_kind and subject_id else None
    return Page.of(await audit.listing(current(), actor, paging, action=action, by=by, subject=subject))
