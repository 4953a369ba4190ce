"""How much of the API somebody may use, by a sliding minute.

Two counters a person stand for the exact log of requests: this minute's count, and last minute's weighed by
how much of it lies within the last 60 seconds. That is never far off, costs two numbers, and can be shared.
"""

from dataclasses import dataclass
from math import ceil, floor

WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True)
class Policy:
    """`quota` requests in any minute, for each `name` of somebody: a network or a person."""

    name: str
    quota: int


ANONYMOUS = Policy("network", 100)
PERSON = Policy("person", 300)
HEARTBEATS = Policy("heartbeats", 600)  # a hundred players of one network


@dataclass(frozen=True, slots=True)
class Standing:
    """What a request found: whether it passes, how many more may follow, and seconds until some come back."""

    policy: Policy
    allowed: bool
    remaining: int
    reset: int
    retry_after: int = 0


def window_of(now: float) -> tuple[int, float]:
    """The number of the minute in which `now` (in seconds) lies, and how much of it is over (0..1)."""
    number, rest = divmod(now, WINDOW)
    return int(number), rest / WINDOW


def stand(policy: Policy, previous: int, current: int, over: float) -> Standing:
    """Whether one more request passes after `previous` and `current` ones that passed in the two minutes.

    A refused request is not counted: hammering does not lock anybody out for longer.
    """
    used = previous * (1 - over) + current
    reset = ceil((1 - over) * WINDOW)
    if used + 1 <= policy.quota:
        return Standing(policy, True, floor(policy.quota - used - 1), reset)
    return Standing(policy, False, 0, reset, max(1, ceil(_wait(policy, previous, current, over))))


def _wait(policy: Policy, previous: int, current: int, over: float) -> float:
    """Seconds until the weight of the older minute has fallen far enough."""
    room = policy.quota - 1 - current
    if room >= 0:
        return (1 - room / previous - over) * WINDOW
    return (1 - over + 1 - (policy.quota - 1) / current) * WINDOW
