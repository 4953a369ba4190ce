"""Ends what is on air as soon as a channel, its owner or its key may no longer publish."""

from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import carried_as
from aethex_live.services import stream_key
from aethex_live.services.context import Context

_CHANNEL_REASONS = {
    "channel.suspended": "This channel is suspended. Your studio tells why.",
    "channel.deleted": "This channel is to be deleted.",
}
_KEY_REASON = "This stream key was replaced. Copy the new one from your studio."
_OWNER_REASONS = {
    "user.suspended": "This account is suspended.",
    "user.deletion_requested": "This account is to be deleted.",
}


async def stop_streams(context: Context, happening: Happening) -> None:
    """Kick the encoders that `happening` concerns; nothing for any other happening."""
    if happening.name == stream_key.REVOKED:
        for name in happening.data["streams"]:
            await context.media.kick(name, _KEY_REASON)
    elif happening.name in _CHANNEL_REASONS:
        await _stop_channel(context, happening.data["slug"], _CHANNEL_REASONS[happening.name])
    elif happening.name in _OWNER_REASONS:
        async with context.transaction() as uow:
            slugs = await channels.slugs_of(uow, UUID(happening.data["user_id"]))
        for slug in slugs:
            await _stop_channel(context, slug, _OWNER_REASONS[happening.name])


async def _stop_channel(context: Context, slug: str, why: str) -> None:
    for test in (False, True):
        await context.media.kick(carried_as(slug, test=test), why)
