"""Ids of chat messages: UUIDv7 that grow strictly in one room, whatever the clock does.

The first 60 bits are the time in 4096ths of a millisecond, as in every id of ours. When the clock stands still or
goes back, the next id is one step above the last.
"""

import os
from datetime import datetime
from uuid import UUID

_RANDOM = 62


def after(last: UUID | None, now: datetime) -> UUID:
    """The id of a message that follows the one with the id `last`, written `now`."""
    ticks = _ticks(now)
    if last is not None:
        ticks = max(ticks, _ticks_of(last) + 1)
    return _id(ticks, int.from_bytes(os.urandom(8)) >> (64 - _RANDOM))


def first_at(time: datetime) -> UUID:
    """The least id that a message of `time` can have; to look for messages by time."""
    return _id(_ticks(time), 0)


def _ticks(time: datetime) -> int:
    return int(time.timestamp() * 1_000_000) * 4096 // 1000


def _ticks_of(key: UUID) -> int:
    return (key.int >> 80 << 12) | (key.int >> 64 & 0xFFF)


def _id(ticks: int, random: int) -> UUID:
    milliseconds, fraction = ticks >> 12, ticks & 0xFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)
