"""How streams are ranked: by an audience that nobody can make up, held against what the channel is used to.

Pure; docs/ranking.md has the formula and its reasons.
"""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log2, sqrt
from typing import TypeVar

T = TypeVar("T")

HALF_LIFE = timedelta(minutes=15)  # after which an audience that has gone counts half
USUAL_HALF_LIFE = timedelta(hours=10)  # on air, after which a channel has half got used to something else
SEASONED = timedelta(hours=2)  # on air, until when a channel's usual audience is half believed
LONGEST_STEP = timedelta(minutes=10)  # of time on air at once: the site itself may have been away
FORGOTTEN = 0.05  # of a viewer
CALM = 5.0  # viewers that everybody is given, so that from one to three is no sensation
STEEPEST = 9.0
RISING_FROM, RISING_AUDIENCE = 2.0, 5.0

MOST_OF_NETWORK = 3  # a household; a hall full of browsers counts no more


@dataclass(frozen=True, slots=True)
class Trend:
    """A channel's course: its audience of late, its usual one, and how much time on air that was learnt from."""

    audience: float = 0.0
    usual: float = 0.0
    on_air: timedelta = timedelta()

    def after(self, passed: timedelta, viewers: int, *, on: bool) -> "Trend":
        """The course when `passed` has gone by and `viewers` count now. What is off is only forgotten."""
        passed = max(passed, timedelta())
        kept = 0.5 ** (passed / HALF_LIFE)
        audience = self.audience * kept + viewers * (1 - kept)
        audience = audience if audience >= FORGOTTEN else 0.0
        if not on:
            return Trend(audience, self.usual, self.on_air)
        step = min(passed, LONGEST_STEP)
        on_air = self.on_air + step
        share = max(1 - 0.5 ** (step / USUAL_HALF_LIFE), step / on_air if on_air else 0.0)
        return Trend(audience, self.usual + (viewers - self.usual) * share, on_air)

    @property
    def expected(self) -> float:
        """The usual audience as far as it is known; a new channel is taken to be used to what it has."""
        known = self.on_air / (self.on_air + SEASONED)
        return self.usual * known + self.audience * (1 - known)

    @property
    def rise(self) -> float:
        """How much more watch than usual: 1 is as ever."""
        return min(max((self.audience + CALM) / (self.expected + CALM), 1 / STEEPEST), STEEPEST)

    @property
    def score(self) -> float:
        """What trending streams are ordered by. Ten times the audience is not ten times the place."""
        return log2(1 + self.audience) * sqrt(self.rise)

    @property
    def times(self) -> int:
        """ "N times its usual audience", where that can be said; else 0."""
        if self.audience < RISING_AUDIENCE or self.on_air < SEASONED:
            return 0
        ratio = self.audience / max(self.usual, 1.0)
        return int(ratio) if ratio >= RISING_FROM else 0


def who_counts(
    here: Mapping[Hashable, str], before: Container[Hashable], staff: Container[Hashable]
) -> dict[Hashable, str]:
    """Of those who are `here` (with their networks): who was there a minute ago too and does not run the channel."""
    return {who: network for who, network in here.items() if who in before and who not in staff}


def audience_of(counting: Mapping[Hashable, str]) -> int:
    """How many they are, a network having no more than a household."""
    networks = Counter(counting.values())
    return sum(min(number, MOST_OF_NETWORK) for number in networks.values())


def diverse(
    ranked: Iterable[T], group: Callable[[T], Hashable], *, most_of_group: int = 3, window: int = 10
) -> list[T]:
    """`ranked` with at most some of one group among any first `window`; who is put back keeps the order.

    Things whose group is empty are no group.
    """
    taken: list[T] = []
    waiting = list(ranked)
    while waiting:
        recent = Counter(group(each) for each in taken[-(window - 1) :])
        place = next(
            (
                place
                for place, each in enumerate(waiting)
                if not group(each) or recent[group(each)] < most_of_group
            ),
            0,
        )
        taken.append(waiting.pop(place))
    return taken
