"""The creator's studio."""

from aethex_live.pages.studio import (
    channel,
    channels,
    keys,
    moderation,
    new_channel,
    overview,
    schedule,
    stream,
)

__all__ = [
    "channel",
    "channels",
    "keys",
    "moderation",
    "new_channel",
    "overview",
    "schedule",
    "stream",
]
