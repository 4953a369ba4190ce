"""What the card at a name shows, as far as the one who asks may see it."""

from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import follow as follows
from aethex_live.data import follower as people
from aethex_live.data import stream as streams
from aethex_live.data import user_follow as user_follows
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import Channel
from aethex_live.domain.hover_card import About, HoverCard, OnNow, one_line
from aethex_live.domain.slug import FORM
from aethex_live.errors import NotFound
from aethex_live.services import profile
from aethex_live.services.context import Actor, Context


async def card(context: Context, actor: Actor, about: str, name: str) -> HoverCard:
    """The card of a person (`users`) or a channel (`channels`)."""
    async with context.transaction() as uow:
        match about:
            case About.USER:
                return await _of_person(context, uow, actor, name)
            case About.CHANNEL:
                return await _of_channel(context, uow, actor, name.lower())
            case _:
                raise NotFound


async def _of_person(context: Context, uow: UnitOfWork, actor: Actor, name: str) -> HoverCard:
    found, whole = await profile.find(context, uow, actor, name)
    user, me = found.user, actor.user_id
    mine, theirs = await user_follows.between(uow, me, user.id) if me is not None else (None, None)
    seen = {}
    if whole:
        seen = {
            "text": one_line(user.bio),
            "followers": await people.count(uow, people.of_person(user.id)),
            "on": await _first_on(context, uow, user.id),
        }
    return HoverCard(
        about=About.USER,
        name=user.username,
        title=user.display_name,
        picture=user.avatar_url or "",
        verified=user.verified,
        own=user.id == me,
        following=mine is not None,
        follows_me=theirs is not None,
        **seen,
    )


async def _of_channel(context: Context, uow: UnitOfWork, actor: Actor, slug: str) -> HoverCard:
    found = await channels.public_by_slug(uow, slug, context.clock()) if FORM.fullmatch(slug) else None
    if found is None:
        raise NotFound("There is no channel at this address, or it is not public.")
    standing = await follows.standing(uow, found.id, actor.user_id)
    return HoverCard(
        about=About.CHANNEL,
        name=found.slug,
        title=found.name,
        picture=found.avatar_url,
        verified=found.owner.verified,
        text=one_line(found.description),
        followers=standing.followers,
        on=await _on(uow, found),
        own=found.owner.id == actor.user_id,
        following=standing.following,
    )


async def _first_on(context: Context, uow: UnitOfWork, user_id: UUID) -> OnNow | None:
    on = await streams.live_channels_of(uow, user_id)
    for channel in await channels.public_of(uow, user_id, context.clock()) if on else ():
        if channel.id in on:
            return await _on(uow, channel)
    return None


async def _on(uow: UnitOfWork, channel: Channel) -> OnNow | None:
    for row, *_ in await streams.newest_of(uow, channel.id, 1):
        if row.ended_at is None:
            return OnNow(slug=channel.slug, title=row.title, viewers=row.viewers)
    return None
