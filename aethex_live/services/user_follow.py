"""Following people: to be told when they go live, and to be their friend when they follow back."""

from datetime import timedelta
from uuid import UUID

from aethex_live.data import block as blocks
from aethex_live.data import follower as people
from aethex_live.data import user_follow as follows
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.follow import Follower
from aethex_live.domain.happening import Happening
from aethex_live.domain.notification import Kind
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.user_follow import MOST_PEOPLE, UserStanding
from aethex_live.errors import Conflict, NotFound, Words
from aethex_live.services import follower, notification, profile
from aethex_live.services.context import Actor, Context
from aethex_live.services.throttle import limit, spend

CHANGED = "user.follow_changed"  # who follows somebody, or who is whose friend


async def standing(context: Context, actor: Actor, username: str) -> UserStanding:
    """How somebody and I stand to each other, and how many follow them as far as I may know."""
    async with context.transaction() as uow:
        return await _standing(context, uow, actor, username)


async def follow(context: Context, actor: Actor, username: str) -> UserStanding:
    """Follow somebody; harmless when I do already. Also possible where their page is not mine to see."""
    me = actor.required()
    await spend(context, limit("follow", me, 60, timedelta(seconds=10)))
    async with context.transaction() as uow:
        other = await _other(context, uow, actor, username)
        if other == me:
            raise Conflict("This is you.", code="oneself")
        blocking = await blocks.between(uow, me, other)
        if me in blocking:
            raise Conflict("You have blocked this person. Unblock them first.", code="blocked")
        if other in blocking:
            raise Conflict("You cannot follow this person.", code="not_wanted")
        if await follows.count_by(uow, me) >= MOST_PEOPLE:
            raise Conflict(
                Words("You follow {most} people, which is the most. Leave one first.", most=MOST_PEOPLE),
                code="too_many_follows",
            )
        if await follows.add(uow, other, me, context.clock()):
            changed(uow, me, other)
            await notification.tell(context, uow, other, Kind.USER_FOLLOW, other, me, actor_id=me)
        return await _standing(context, uow, actor, username)


async def unfollow(context: Context, actor: Actor, username: str) -> UserStanding:
    """Follow somebody no more; harmless when I do not."""
    me = actor.required()
    async with context.transaction() as uow:
        other = await _other(context, uow, actor, username)
        if await follows.remove(uow, other, me):
            changed(uow, me, other)
        return await _standing(context, uow, actor, username)


async def set_notify(context: Context, actor: Actor, username: str, notify: bool) -> UserStanding:
    """Be told when somebody whom I follow goes live, or not."""
    me = actor.required()
    async with context.transaction() as uow:
        if not await follows.set_notify(uow, await _other(context, uow, actor, username), me, notify):
            raise NotFound("You do not follow this person.")
        return await _standing(context, uow, actor, username)


async def followed(
    context: Context, actor: Actor, username: str, request: PageRequest = FIRST
) -> Page[Follower]:
    """The people whom somebody follows, if I may see their page; those only whose pages I may see."""
    async with context.transaction() as uow:
        found, whole = await profile.find(context, uow, actor, username)
        if not whole:
            return Page((), 0, request.page, request.limit)
        who = people.followed_by(found.user.id)
        return await follower.shown(context, uow, actor, found.user.id, who, request)


async def mine(context: Context, actor: Actor, request: PageRequest = FIRST) -> Page[Follower]:
    """The people whom I follow, the latest first."""
    me = actor.required()
    async with context.transaction() as uow:
        return await follower.shown(context, uow, actor, me, people.followed_by(me), request)


async def count(context: Context, actor: Actor, user_id: UUID) -> int | None:
    """How many follow somebody, or a channel of theirs; None where it is not mine to know."""
    async with context.transaction() as uow:
        _, whole = await profile.find_by_id(context, uow, actor, user_id)
        return await people.count(uow, people.of_person(user_id)) if whole else None


def changed(uow: UnitOfWork, one: UUID, other: UUID) -> None:
    """Let it be known that one of them follows the other, or no more."""
    uow.happen(Happening(CHANGED, {"user_ids": [str(one), str(other)]}, key=other))


async def _other(context: Context, uow: UnitOfWork, actor: Actor, username: str) -> UUID:
    found, _ = await profile.find(context, uow, actor, username)
    return found.user.id


async def _standing(context: Context, uow: UnitOfWork, actor: Actor, username: str) -> UserStanding:
    found, whole = await profile.find(context, uow, actor, username)
    other, me = found.user.id, actor.user_id
    followers = await people.count(uow, people.of_person(other)) if whole else None
    if me is None:
        return UserStanding(followers)
    mine, theirs = await follows.between(uow, me, other)
    since, notify = (mine.created_at, mine.notify) if mine else (None, False)
    return UserStanding(followers, since, notify, follows_me=theirs is not None)
