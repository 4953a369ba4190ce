"""Whether a ladder holds real time, and how long to wait before a crashed one is tried again. Pure."""

from dataclasses import dataclass, field
from enum import Enum, auto


class Verdict(Enum):
    GOOD = auto()
    TOO_SLOW = auto()  # pictures come, but fall behind
    HANGS = auto()  # nothing comes


@dataclass(frozen=True, slots=True)
class PaceLimits:
    warm_up_s: float = 8.0  # a process has to start and to work off what waited for it
    lag_s: float = 2.0  # this far behind, players of the rung run dry
    patience_s: float = 4.0  # a short burst of other work is no reason
    silence_s: float = 6.0


@dataclass(slots=True)
class Pace:
    """Told about once a second how far the slowest rung is behind, and when the last picture came."""

    limits: PaceLimits
    started: float
    _slow_since: float | None = field(default=None)

    def judge(self, now: float, lag_s: float, last_picture: float) -> Verdict:
        if lag_s <= self.limits.lag_s:
            self._slow_since = None
            return Verdict.GOOD
        if now - self.started < self.limits.warm_up_s:
            return Verdict.GOOD
        if now - last_picture > self.limits.silence_s:
            return Verdict.HANGS
        if self._slow_since is None:
            self._slow_since = now
        if now - self._slow_since < self.limits.patience_s:
            return Verdict.GOOD
        return Verdict.TOO_SLOW

    def relieved(self, now: float) -> None:
        """A rung was dropped: the others get time to catch up."""
        self.started, self._slow_since = now, None


@dataclass(slots=True)
class BackOff:
    """1, 2, 4 ... 60 s; from the start again after a quiet minute. None: it is hopeless."""

    attempts: int = 8
    _failures: int = 0
    _last: float = 0.0

    def next_delay(self, now: float) -> float | None:
        if now - self._last > 120.0:
            self._failures = 0
        self._last = now
        self._failures += 1
        if self._failures > self.attempts:
            return None
        return min(60.0, 2.0 ** (self._failures - 1))
