"""People's pages: everybody's to read, one's own to change."""

from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter, Anybody
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, ImageChoice, problems
from aethex_live.domain.image import Kind
from aethex_live.domain.profile import OwnProfile, Profile
from aethex_live.domain.user import BIO_LENGTH, DISPLAY_NAME_LENGTH
from aethex_live.services import profile
from aethex_live.services.context import current

router = Routes(prefix="/users", tags=["people"])
mine = Routes(prefix="/me/profile", tags=["you"], responses=problems(401, 403))


class Changes(Body):
    """What to change; the rest stays."""

    display_name: Annotated[str, Field(max_length=2 * DISPLAY_NAME_LENGTH)] = ""
    bio: Annotated[str, Field(max_length=2 * BIO_LENGTH)] = ""
    links: Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=16)] = []


@router.get("/{username}", summary="Somebody's page", responses=problems(404))
async def by_username(actor: Anybody, username: Annotated[str, Path(max_length=100)]) -> Profile:
    """As much of it as you may see; `whole` says whether that is all."""
    return await profile.by_username(current(), actor, username)


@mine.get("", summary="Your page")
async def get(actor: AccountReader) -> OwnProfile:
    """What you can change of it."""
    return await profile.mine(current(), actor)


@mine.patch("", summary="Change your page")
async def edit(actor: AccountWriter, changes: Changes) -> OwnProfile:
    """Fields that are not sent stay as they are."""
    return await profile.edit(current(), actor, changes.model_dump(exclude_unset=True))


@mine.put("/{kind}", summary="Choose an image of your page", responses=problems(404))
async def set_image(
    actor: AccountWriter, kind: Literal[Kind.AVATAR, Kind.BANNER], choice: ImageChoice
) -> OwnProfile:
    """Upload the image first."""
    return await profile.set_image(current(), actor, kind, choice.image_id)
