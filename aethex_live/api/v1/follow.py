"""Following: one's own to change, everybody's as far as they let it be seen."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from aethex_live.api.v1.asker import AccountReader, AccountWriter, Anybody
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.channel import Channel
from aethex_live.domain.follow import Follower, Standing
from aethex_live.services import follow
from aethex_live.services.context import current

router = APIRouter(tags=["people"])
mine = APIRouter(prefix="/me/following", tags=["you"], responses=problems(401, 403))

Username = Annotated[str, Path(max_length=100)]


class Follows(BaseModel):
    """A channel's followers, and whether you are among them."""

    followers: int
    following: bool
    notify: bool

    @classmethod
    def of(cls, standing: Standing) -> "Follows":
        """What a use case gave."""
        return cls(followers=standing.followers, following=standing.following, notify=standing.notify)


class Switch(Body):
    """Whether you are told when it goes live."""

    notify: bool = True


@router.get("/channels/{slug}/follow", summary="How many follow a channel", responses=problems(404))
async def standing(actor: Anybody, slug: Slug) -> Follows:
    """And whether you do."""
    return Follows.of(await follow.standing(current(), actor, slug))


@router.get("/users/{username}/following", summary="What somebody follows", responses=problems(404))
async def following(actor: Anybody, username: Username, paging: Paging) -> Page[Channel]:
    """Empty when their page is not yours to see."""
    return Page.of(await follow.following(current(), actor, username, paging))


@router.get("/users/{username}/followers", summary="Who follows somebody", responses=problems(404))
async def followers(actor: Anybody, username: Username, paging: Paging) -> Page[Follower]:
    """Those who let everybody see it."""
    return Page.of(await follow.followers(current(), actor, username, paging))


@mine.get("", summary="What you follow")
async def own(actor: AccountReader, paging: Paging) -> Page[Channel]:
    """The latest first."""
    return Page.of(await follow.mine(current(), actor, paging))


@mine.put("/{slug}", summary="Follow a channel", responses=problems(404, 409))
async def begin(actor: AccountWriter, slug: Slug, switch: Switch) -> Follows:
    """Harmless when you do already; the switch is set in any case."""
    await follow.follow(current(), actor, slug)
    return Follows.of(await follow.set_notify(current(), actor, slug, switch.notify))


@mine.delete("/{slug}", summary="Follow a channel no more", responses=problems(404))
async def end(actor: AccountWriter, slug: Slug) -> Follows:
    """Harmless when you do not."""
    return Follows.of(await follow.unfollow(current(), actor, slug))
