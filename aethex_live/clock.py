"""Time, as a value that tests can replace: a Clock is a function that gives the aware UTC now."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)
