"""How often something may be tried: a bucket that refills steadily, kept as one point in time.

The point is when the bucket will be full again (the generic cell rate algorithm). It needs one value a key,
and no clean-up but forgetting points that have passed.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from aethex_live.errors import Words


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` tries at once, and then one more for every `refill`."""

    burst: int
    refill: timedelta


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is allowed; the point to keep; seconds until another try is worth it (0 when allowed)."""

    allowed: bool
    full_at: datetime
    retry_after: float


def spend(full_at: datetime | None, now: datetime, rate: Rate) -> Verdict:
    """Try once. A refused try costs nothing, so that hammering does not lock anybody out for longer.

    A bucket is never further from full than when it is empty: a point beyond that is of a clock that was set back.
    """
    kept = max(full_at or now, now)
    if kept > now + rate.burst * rate.refill:
        kept = now
    after = kept + rate.refill
    room = now + rate.burst * rate.refill - after
    if room < timedelta(0):
        return Verdict(False, kept, -room.total_seconds())
    return Verdict(True, after, 0.0)


def in_words(seconds: float) -> Words:
    """A wait as people say it, rounded up."""
    if seconds <= 90:
        number = _whole(seconds)
        return Words("1 second") if number == 1 else Words("{n} seconds", n=number)
    if seconds <= 90 * 60:
        return Words("{n} minutes", n=_whole(seconds / 60))
    return Words("{n} hours", n=_whole(seconds / 3600))


def _whole(number: float) -> int:
    return max(1, math.ceil(number))
