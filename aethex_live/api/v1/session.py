"""Where somebody is logged in."""

from uuid import UUID

from pydantic import BaseModel

from aethex_live.api.v1.asker import AccountReader, InPerson
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import problems
from aethex_live.services import session
from aethex_live.services.context import current
from aethex_live.services.session import Device

router = Routes(prefix="/me/sessions", tags=["you"], responses=problems(401, 403))


class Ended(BaseModel):
    """How many sessions that were."""

    ended: int


@router.get("", summary="Where you are logged in")
async def listing(actor: AccountReader) -> list[Device]:
    """The latest first."""
    return await session.list_sessions(current(), actor)


@router.delete("", summary="Sign out everywhere else")
async def revoke_others(actor: InPerson) -> Ended:
    """This session stays."""
    return Ended(ended=await session.revoke_other_sessions(current(), actor))


@router.delete("/{session_id}", status_code=204, summary="Sign out one device", responses=problems(404))
async def revoke(actor: InPerson, session_id: UUID) -> None:
    """At once, also where a page is open."""
    await session.revoke_session(current(), actor, session_id)
