"""What lies behind a channel or a person, in the few numbers that everybody may know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """All streams that are over, taken together."""

    streams: int = 0
    seconds: int = 0
    peak_viewers: int = 0

    @property
    def hours(self) -> float:
        """How long it was live."""
        return self.seconds / 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Numbers of a page. `hours` are full ones; `since` is when it began."""

    followers: int
    streams: int
    hours: int
    peak_viewers: int
    since: datetime

    @classmethod
    def of(cls, career: Career, followers: int, since: datetime) -> Self:
        """A career, how many follow, and since when there is something to follow."""
        return cls(
            followers=followers,
            streams=career.streams,
            hours=int(career.hours),
            peak_viewers=career.peak_viewers,
            since=since,
        )
