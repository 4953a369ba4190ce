"""The person who asks, as every page shows them."""

from dataclasses import dataclass
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import stream as streams
from aethex_live.data import user as users
from aethex_live.services.context import Actor, Context


@dataclass(frozen=True, slots=True)
class MyChannel:
    """One of their channels, enough to choose it."""

    id: UUID
    slug: str
    name: str
    avatar_url: str
    live: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who they are here."""

    id: UUID
    username: str
    display_name: str
    avatar_url: str
    role: str
    channels: tuple[MyChannel, ...]


async def me(context: Context, actor: Actor) -> Me | None:
    """None when nobody is logged in."""
    if actor.user_id is None:
        return None
    async with context.transaction() as uow:
        user = await users.by_id(uow, actor.user_id)
        if user is None:
            return None
        managed = await channels.managed_of(uow, user.id, context.clock())
        live = await streams.live_channels_of(uow, user.id) if managed else ()
    mine = tuple(
        MyChannel(channel.id, channel.slug, channel.name, channel.avatar_url, channel.id in live)
        for channel in (each.channel for each in managed)
    )
    return Me(user.id, user.username, user.display_name, user.avatar_url or "", user.role, mine)
