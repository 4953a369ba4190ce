"""Following channels and people: one's own to change, everybody's as far as they let it be seen."""

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel

from aethex_live.api.v1.asker import AccountReader, AccountWriter, Anybody
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.channel import Channel
from aethex_live.domain.follow import Follower, Standing
from aethex_live.domain.user_follow import UserStanding
from aethex_live.services import follow, user_follow
from aethex_live.services.context import current

router = Routes(tags=["people"])
mine = Routes(prefix="/me/following", tags=["you"], responses=problems(401, 403))

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


class UserFollows(BaseModel):
    """Somebody and you. Their number of followers is null where their page is not yours to see."""

    followers: int | None
    following: bool
    notify: bool
    follows_you: bool
    friends: bool

    @classmethod
    def of(cls, standing: UserStanding) -> "UserFollows":
        """What a use case gave."""
        return cls(
            followers=standing.followers,
            following=standing.following,
            notify=standing.notify,
            follows_you=standing.follows_me,
            friends=standing.friends,
        )


class Switch(Body):
    """Whether you are told when it, or they, go live."""

    notify: bool = True


@router.get("/channels/{slug}/follow", summary="How many follow a channel", responses=problems(404))
async def standing(actor: Anybody, slug: Slug) -> Follows:
    """And whether you do."""
    return Follows.of(await follow.standing(current(), actor, slug))


@router.get("/channels/{slug}/followers", summary="Who follows a channel", responses=problems(404))
async def followers_of_channel(actor: Anybody, slug: Slug, paging: Paging) -> Page[Follower]:
    """Those whose pages you may see; all of them, when the channel is yours."""
    return Page.of(await follow.followers_of_channel(current(), actor, slug, paging))


@router.get("/users/{username}/follow", summary="How many follow somebody", responses=problems(404))
async def user_standing(actor: Anybody, username: Username) -> UserFollows:
    """And how you and they stand to each other: who follow each other are friends."""
    return UserFollows.of(await user_follow.standing(current(), actor, username))


@router.get("/users/{username}/following", summary="Which channels somebody follows", responses=problems(404))
async def following(actor: Anybody, username: Username, paging: Paging) -> Page[Channel]:
    """Empty when their page is not yours to see."""
    return Page.of(await follow.following(current(), actor, username, paging))


@router.get(
    "/users/{username}/following/people", summary="Which people somebody follows", responses=problems(404)
)
async def followed_people(actor: Anybody, username: Username, paging: Paging) -> Page[Follower]:
    """Those whose pages you may see; empty when theirs is not yours to see."""
    return Page.of(await user_follow.followed(current(), actor, username, paging))


@router.get("/users/{username}/followers", summary="Who follows somebody", responses=problems(404))
async def followers(actor: Anybody, username: Username, paging: Paging) -> Page[Follower]:
    """Them, or a channel of theirs: those whose pages you may see."""
    return Page.of(await follow.followers(current(), actor, username, paging))


@mine.get("/people", summary="Which people you follow")
async def own_people(actor: AccountReader, paging: Paging) -> Page[Follower]:
    """The latest first."""
    return Page.of(await user_follow.mine(current(), actor, paging))


@mine.put("/people/{username}", summary="Follow somebody", responses=problems(404, 409))
async def begin_with_person(actor: AccountWriter, username: Username, switch: Switch) -> UserFollows:
    """Harmless when you do already; the switch is set in any case."""
    await user_follow.follow(current(), actor, username)
    return UserFollows.of(await user_follow.set_notify(current(), actor, username, switch.notify))


@mine.delete("/people/{username}", summary="Follow somebody no more", responses=problems(404))
async def end_with_person(actor: AccountWriter, username: Username) -> UserFollows:
    """Harmless when you do not."""
    return UserFollows.of(await user_follow.unfollow(current(), actor, username))


@mine.get("", summary="Which channels you follow")
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
