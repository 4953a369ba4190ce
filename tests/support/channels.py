"""Channels for tests, made through the use cases."""

from functools import cache
from uuid import UUID

from aethex_live.domain.channel import ManagedChannel
from aethex_live.domain.image import Kind
from aethex_live.services import channel, image
from aethex_live.services.context import Actor, Context
from tests.support.pictures import picture


async def create_channel(
    context: Context, actor: Actor, slug: str = "night-owls", **fields
) -> ManagedChannel:
    """A channel of this person."""
    return await channel.create(
        context, actor, {"name": slug.replace("-", " ").title(), "slug": slug, **fields}
    )


async def upload(context: Context, actor: Actor, kind: Kind) -> str:
    """The id of a picture that this person has just sent."""
    return (await image.upload(context, actor, kind, _photo())).id


@cache
def _photo() -> bytes:
    """Large enough for every kind."""
    return picture(1600, 1000, "JPEG")


def id_of(managed: ManagedChannel) -> UUID:
    """What the use cases want to have."""
    return managed.channel.id
