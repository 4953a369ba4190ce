"""Time, as a value that tests can replace: a Clock is a function that gives the aware UTC now."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

LEAP = timedelta(seconds=5)  # less than that is a clock that is being adjusted


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


class Leaps:
    """Notices when the machine's clock is set: it has moved by another span than time has gone by."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic):
        self._seconds = seconds
        self._last: tuple[datetime, float] | None = None

    def leapt(self, now: datetime) -> bool:
        """Whether it was set since this was asked last."""
        seconds = self._seconds()
        before, self._last = self._last, (now, seconds)
        if before is None:
            return False
        then, then_seconds = before
        return abs(now - then - timedelta(seconds=seconds - then_seconds)) > LEAP
