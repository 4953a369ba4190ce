"""Whom you do not want to see."""

from typing import Annotated

from fastapi import Path

from aethex_live.api.v1.asker import AccountReader, AccountWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import problems
from aethex_live.services import block
from aethex_live.services.block import Blocked
from aethex_live.services.context import current

router = Routes(prefix="/me/blocks", tags=["you"], responses=problems(401, 403))
Username = Annotated[str, Path(max_length=50)]


@router.get("", summary="Whom you have blocked")
async def listing(actor: AccountReader) -> list[Blocked]:
    """The latest first."""
    return list(await block.listing(current(), actor))


@router.put("/{username}", status_code=204, summary="Block somebody", responses=problems(404, 409))
async def add(actor: AccountWriter, username: Username) -> None:
    """They can neither call nor answer you in a chat."""
    await block.block(current(), actor, username)


@router.delete("/{username}", status_code=204, summary="Unblock somebody", responses=problems(404))
async def remove(actor: AccountWriter, username: Username) -> None:
    """You see them again."""
    await block.unblock(current(), actor, username)
