"""What goes wrong in browsers, as they tell it. Strangers can tell as well: only so much of it is logged."""

import logging
import time
from collections.abc import Callable

from aethex_live import metrics

log = logging.getLogger(__name__)

MOST_A_MINUTE = 10


class Minute:
    """Counts what happens within one minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._minute = -1
        self._count = 0

    def count(self) -> int:
        """How often this has been called in the minute that it is now."""
        minute = int(self._clock() // 60)
        if minute != self._minute:
            self._minute, self._count = minute, 0
        self._count += 1
        return self._count


_this_minute = Minute()


def note(exception: Exception) -> None:
    """Reflex calls this with what a page has reported."""
    metrics.page_errors.inc()
    number = _this_minute.count()
    if number <= MOST_A_MINUTE:
        log.warning("A page reports: %s", exception)
    elif number == MOST_A_MINUTE + 1:
        log.warning("Pages report more; the rest of this minute is only counted")
