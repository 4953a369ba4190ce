"""Whether somebody who asks is trusted with what they ask for."""

from uuid import UUID

from aethex_live.domain.user import Duty, may
from aethex_live.errors import NotAllowed
from aethex_live.services.context import Actor


def require(actor: Actor, duty: Duty) -> UUID:
    """The id of a member of staff who is trusted with `duty`; everybody else is refused."""
    user_id = actor.required()
    if not may(actor.role, duty):
        raise NotAllowed("This is for people who run the site.", code="staff_only")
    return user_id
