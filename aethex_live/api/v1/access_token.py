"""Personal access tokens."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import AccountReader, InPerson
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.access_token import LONGEST, NAME_LENGTH, Scope
from aethex_live.services import access_token
from aethex_live.services.access_token import TokenView
from aethex_live.services.context import current

router = Routes(prefix="/me/tokens", tags=["access tokens"], responses=problems(401, 403))


class TokenMade(BaseModel):
    """A token just made."""

    token: str = Field(description="The token itself. It is shown this once.")
    about: TokenView


class TokenWish(Body):
    """The token to make."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
    scopes: Annotated[list[Scope], Field(max_length=len(Scope))] = []
    days: Annotated[int, Field(ge=1, le=LONGEST.days, description="How many days it works.")] = 90


@router.get("", summary="Your access tokens")
async def listing(actor: AccountReader, paging: Paging) -> Page[TokenView]:
    """Newest first."""
    return Page.of(await access_token.listing(current(), actor, paging))


@router.post("", status_code=201, summary="Make an access token", responses=problems(409))
async def create(actor: InPerson, wish: TokenWish) -> TokenMade:
    """Only in person, and after a fresh confirmation: a token cannot make tokens."""
    made = await access_token.create(current(), actor, wish.name, wish.scopes, wish.days)
    return TokenMade(token=made.secret, about=made.view)


@router.delete("/{token_id}", status_code=204, summary="Revoke an access token", responses=problems(404))
async def revoke(actor: InPerson, token_id: UUID) -> None:
    """It stops working at once."""
    await access_token.revoke(current(), actor, token_id)
