"""The ways in which somebody logs in, as far as no cookie changes; what changes one is under /auth."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import AccountReader, InPerson
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.account import Effects
from aethex_live.domain.passkey import NAME_LENGTH
from aethex_live.services import account, email_change, oauth, passkey, two_factor
from aethex_live.services.context import current
from aethex_live.services.email_change import Progress
from aethex_live.services.oauth import Linked
from aethex_live.services.passkey import Listed
from aethex_live.services.two_factor import Status

router = Routes(prefix="/me", tags=["your log-in"], responses=problems(401, 403))


class EmailChange(BaseModel):
    """Whose consent is missing for a new address."""

    progress: Progress
    new_email: str


class NewName(Body):
    """What to call a passkey."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]


@router.get("/two-factor", summary="Whether logging in needs a code")
async def get_two_factor(actor: AccountReader) -> Status:
    """And how many recovery codes are left."""
    return await two_factor.get_two_factor(current(), actor)


@router.get("/passkeys", summary="Your passkeys")
async def list_passkeys(actor: AccountReader) -> list[Listed]:
    """The oldest first."""
    return await passkey.list_passkeys(current(), actor)


@router.patch("/passkeys/{passkey_id}", status_code=204, summary="Rename a passkey", responses=problems(404))
async def rename_passkey(actor: InPerson, passkey_id: UUID, wish: NewName) -> None:
    """So that you know it again."""
    await passkey.rename_passkey(current(), actor, passkey_id, wish.name)


@router.delete("/passkeys/{passkey_id}", status_code=204, summary="Forget a passkey", responses=problems(404))
async def remove_passkey(actor: InPerson, passkey_id: UUID) -> None:
    """It cannot be used to log in any more."""
    await passkey.remove_passkey(current(), actor, passkey_id)


@router.get("/identities", summary="Your accounts elsewhere")
async def list_linked(actor: AccountReader) -> list[Linked]:
    """Those with which you can log in."""
    return await oauth.list_linked(current(), actor)


@router.get("/email-change", summary="How far a change of your address is")
async def get_email_change(actor: AccountReader) -> EmailChange:
    """Both addresses have to agree."""
    progress, new_email = await email_change.get_email_change(current(), actor)
    return EmailChange(progress=progress, new_email=new_email)


@router.delete("/email-change", status_code=204, summary="Keep your address")
async def cancel_email_change(actor: InPerson) -> None:
    """The links in the mails stop working."""
    await email_change.cancel_email_change(current(), actor)


@router.get("/deletion", summary="What deleting your account would do")
async def deletion_effects(actor: AccountReader) -> Effects:
    """To tell before it is done."""
    return await account.deletion_effects(current(), actor)
