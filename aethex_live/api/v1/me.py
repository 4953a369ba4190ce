"""The person who asks: who they are here, and showing that it is really them."""

from aethex_live.api.v1.asker import AccountReader, InPerson
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.errors import InvalidInput, NotLoggedIn
from aethex_live.services import confirmation
from aethex_live.services import me as service
from aethex_live.services.context import current
from aethex_live.services.me import Me

router = Routes(prefix="/me", tags=["you"], responses=problems(401, 403))


class Proof(Body):
    """Either your password, or a code of your authenticator app if you have no password."""

    password: str | None = None
    code: str | None = None


@router.get("", summary="Who you are")
async def me(actor: AccountReader) -> Me:
    """Your account and your channels, in short."""
    found = await service.me(current(), actor)
    if found is None:
        raise NotLoggedIn
    return found


@router.post("/confirmation", status_code=204, summary="Show that it is really you")
async def confirm(actor: InPerson, proof: Proof) -> None:
    """Counts for ten minutes in this session. Some endpoints answer `confirmation_needed` until then."""
    if proof.password is not None:
        await confirmation.confirm_with_password(current(), actor, proof.password)
    elif proof.code is not None:
        await confirmation.confirm_with_code(current(), actor, proof.code)
    else:
        raise InvalidInput("Give your password, or a code.", field="password")
