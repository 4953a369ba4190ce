"""Noticing that the machine's clock was set."""

from datetime import UTC, datetime, timedelta

import pytest

from aethex_live.clock import Leaps

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moved", "leapt"),
    [
        (timedelta(seconds=10), False),
        (timedelta(seconds=12), False),  # adjusted a little
        (timedelta(hours=1, seconds=10), True),
        (timedelta(hours=-1, seconds=10), True),
    ],
)
def test_a_clock_that_moves_by_another_span_than_time_has_been_set(moved, leapt):
    seconds = 500.0
    leaps = Leaps(lambda: seconds)
    assert not leaps.leapt(NOON)
    seconds += 10.0
    assert leaps.leapt(NOON + moved) is leapt
    seconds += 300.0
    assert not leaps.leapt(NOON + moved + timedelta(seconds=300)), "once for each time"
