"""Following channels, and who may see who follows whom."""

from datetime import timedelta
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import follow as follows
from aethex_live.data import follower as people
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import Channel
from aethex_live.domain.follow import MOST_FOLLOWED, Follower, Standing
from aethex_live.domain.happening import Happening
from aethex_live.domain.notification import Kind
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.slug import FORM
from aethex_live.errors import Conflict, NotFound, Words
from aethex_live.services import follower, milestone, notification, profile
from aethex_live.services.context import Actor, Context
from aethex_live.services.throttle import limit, spend

FOLLOWED, UNFOLLOWED = "channel.followed", "channel.unfollowed"


async def standing(context: Context, actor: Actor, slug: str) -> Standing:
    """How many follow the channel, and whether I do."""
    async with context.transaction() as uow:
        channel = await _channel(context, uow, slug)
        return await follows.standing(uow, channel.id, actor.user_id)


async def follow(context: Context, actor: Actor, slug: str) -> Standing:
    """Follow a channel; harmless when I do already."""
    user_id = actor.required()
    await spend(context, limit("follow", user_id, 60, timedelta(seconds=10)))
    async with context.transaction() as uow:
        channel = await _channel(context, uow, slug)
        if channel.owner.id == user_id:
            raise Conflict("This channel is your own.", code="own_channel")
        if await follows.count_by(uow, user_id) >= MOST_FOLLOWED:
            raise Conflict(
                Words("You follow {most} channels, which is the most. Leave one first.", most=MOST_FOLLOWED),
                code="too_many_follows",
            )
        new = await follows.add(uow, channel.id, user_id, context.clock())
        mine = await follows.standing(uow, channel.id, user_id)
        if new:
            _tell(uow, FOLLOWED, channel, user_id)
            await _tell_owner(context, uow, channel, user_id, mine.followers)
        return mine


async def unfollow(context: Context, actor: Actor, slug: str) -> Standing:
    """Follow a channel no more; harmless when I do not."""
    user_id = actor.required()
    async with context.transaction() as uow:
        channel = await _channel(context, uow, slug)
        if await follows.remove(uow, channel.id, user_id):
            _tell(uow, UNFOLLOWED, channel, user_id)
        return await follows.standing(uow, channel.id, user_id)


async def set_notify(context: Context, actor: Actor, slug: str, notify: bool) -> Standing:
    """Be told when a channel that I follow goes live, or not."""
    user_id = actor.required()
    async with context.transaction() as uow:
        channel = await _channel(context, uow, slug)
        if not await follows.set_notify(uow, channel.id, user_id, notify):
            raise NotFound("You do not follow this channel.")
        return await follows.standing(uow, channel.id, user_id)


async def mine(context: Context, actor: Actor, request: PageRequest = FIRST) -> Page[Channel]:
    """The channels that I follow, the latest first."""
    async with context.transaction() as uow:
        return await follows.followed(uow, actor.required(), request, context.clock())


async def following(
    context: Context, actor: Actor, username: str, request: PageRequest = FIRST
) -> Page[Channel]:
    """The channels that somebody follows, if I may see their page."""
    person = await profile.by_username(context, actor, username)
    if not person.whole:
        return Page((), 0, request.page, request.limit)
    async with context.transaction() as uow:
        return await follows.followed(uow, person.id, request, context.clock())


async def followers(
    context: Context, actor: Actor, username: str, request: PageRequest = FIRST
) -> Page[Follower]:
    """Who follows somebody or a channel of theirs, if I may see their page; those only whose pages I may see.

    Everybody sees all who follow themselves, as staff do.
    """
    async with context.transaction() as uow:
        found, whole = await profile.find(context, uow, actor, username)
        if not whole:
            return Page((), 0, request.page, request.limit)
        who = people.of_person(found.user.id)
        return await follower.shown(context, uow, actor, found.user.id, who, request)


async def followers_of_channel(
    context: Context, actor: Actor, slug: str, request: PageRequest = FIRST
) -> Page[Follower]:
    """Who follows a channel; those only whose pages I may see, but all for its owner and staff."""
    async with context.transaction() as uow:
        channel = await _channel(context, uow, slug)
        return await follower.shown(
            *(context, uow, actor), channel.owner.id, people.of_channel(channel.id), request
        )


async def count(context: Context, slug: str) -> int:
    """How many follow the channel."""
    async with context.transaction() as uow:
        return await follows.count(uow, (await _channel(context, uow, slug)).id)


async def _channel(context: Context, uow: UnitOfWork, slug: str) -> Channel:
    slug = slug.lower()
    found = await channels.public_by_slug(uow, slug, context.clock()) if FORM.fullmatch(slug) else None
    if found is None:
        raise NotFound("There is no channel at this address, or it is not public.")
    return found


def _tell(uow: UnitOfWork, what: str, channel: Channel, user_id: UUID) -> None:
    about = {"slug": channel.slug, "owner_id": str(channel.owner.id), "user_id": str(user_id)}
    uow.happen(Happening(what, about, key=channel.id))


async def _tell_owner(
    context: Context, uow: UnitOfWork, channel: Channel, user_id: UUID, followers: int
) -> None:
    owner, about = channel.owner.id, (channel.id, user_id)
    await notification.tell(
        context, uow, owner, Kind.FOLLOWER, *about, channel_id=channel.id, actor_id=user_id
    )
    await milestone.note_followers(context, uow, channel.id, owner, followers)
