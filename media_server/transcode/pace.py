"""Whether a rung holds real time, and how long to wait before one that did not is tried again. Pure."""

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
    rest_s: float = 60.0  # before a dropped rung is tried again; twice as long each time that it was in vain
    longest_rest_s: float = 960.0
    proven_s: float = 300.0  # after running for so long the next rest is a short one again


@dataclass(slots=True)
class Pace:
    """Told about once a second how far the rung is behind, and when the last picture came."""

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
        """It joined, or another was dropped: time to catch up."""
        self.started, self._slow_since = now, None


@dataclass(slots=True)
class Rest:
    """A rung for which there was no room rests before it is tried again."""

    limits: PaceLimits
    _until: float | None = None
    _length: float = 0.0
    _began: float | None = None  # when the rung joined last

    def begin(self, now: float) -> None:
        proven = self._began is not None and now - self._began > self.limits.proven_s
        again = self._length > 0 and not proven
        self._length = min(self.limits.longest_rest_s, self._length * 2) if again else self.limits.rest_s
        self._until, self._began = now + self._length, None

    def is_over(self, now: float) -> bool:
        return self._until is not None and now >= self._until

    def end(self) -> None:
        self._until = None

    def began(self, now: float) -> None:
        self._began = now


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
