"""Rules for milestones: round numbers that a channel reaches, and records that it breaks."""

from dataclasses import dataclass
from enum import StrEnum

from aethex_live.errors import Words


class Measure(StrEnum):
    """What is counted."""

    FOLLOWERS = "followers"
    STREAMS = "streams"
    HOURS = "hours"  # live, in all
    PEAK = "peak"  # people who watched at once


ROUND = {
    Measure.FOLLOWERS: tuple(10**power for power in range(1, 8)),
    Measure.STREAMS: (1, 10, 100, 1_000),
    Measure.HOURS: (10, 100, 1_000, 10_000),
}
LEAST_RECORD = 10  # people: two more than none is no record to talk of


@dataclass(frozen=True, slots=True)
class Milestone:
    """A number that was reached."""

    measure: Measure
    number: int

    @property
    def said(self) -> str:
        """As a notification keeps it."""
        return f"{self.measure}:{self.number}"


def reached(measure: Measure, number: float) -> list[Milestone]:
    """The round numbers that `number` has come to or passed, the highest last."""
    return [Milestone(measure, step) for step in ROUND[measure] if step <= number]


def record(peak: int, before: int | None) -> Milestone | None:
    """A stream was watched by more than any before it; the first of all has nothing to be compared with."""
    if before is None or peak < LEAST_RECORD or peak <= before:
        return None
    return Milestone(Measure.PEAK, peak)


def words(said: str) -> Words:
    """What a notification keeps, for people. What was told before there were others is of followers."""
    measure, _, number = said.rpartition(":")
    match measure, number:
        case Measure.STREAMS, "1":
            return Words("the first stream")
        case Measure.STREAMS, _:
            return Words("{n} streams", n=number)
        case Measure.HOURS, _:
            return Words("{n} hours live", n=number)
        case Measure.PEAK, _:
            return Words("{n} people watched at once, more than ever before", n=number)
        case _:
            return Words("{n} followers", n=number)
