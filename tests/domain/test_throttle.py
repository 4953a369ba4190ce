"""The bucket: its burst at once, then its refill, and never more in any stretch of time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.throttle import Rate, in_words, spend

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_burst_then_one_for_every_refill():
    rate = Rate(burst=3, refill=timedelta(seconds=10))
    full_at = None
    for _ in range(3):
        verdict = spend(full_at, NOON, rate)
        assert verdict.allowed and verdict.retry_after == 0
        full_at = verdict.full_at
    refused = spend(full_at, NOON, rate)
    assert not refused.allowed and refused.retry_after == 10
    assert spend(refused.full_at, NOON + timedelta(seconds=10), rate).allowed


@given(
    burst=st.integers(1, 8),
    refill=st.integers(1, 50),
    pauses=st.lists(st.integers(0, 120), min_size=1, max_size=60),
)
def test_any_stretch_of_time_allows_at_most_burst_and_refills(burst, refill, pauses):
    rate = Rate(burst, timedelta(seconds=refill))
    now, full_at, allowed = 0, None, []
    for pause in pauses:
        now += pause
        verdict = spend(full_at, NOON + timedelta(seconds=now), rate)
        full_at = verdict.full_at
        if verdict.allowed:
            allowed.append(now)
        else:
            again = NOON + timedelta(seconds=now + verdict.retry_after)
            assert spend(full_at, again, rate).allowed, "waiting as told is enough"
    for first, begin in enumerate(allowed):
        for last in range(first, len(allowed)):
            assert last - first + 1 <= burst + (allowed[last] - begin) // refill


def test_a_clock_that_is_set_back_locks_nobody_out():
    rate = Rate(burst=3, refill=timedelta(seconds=10))
    full_at = None
    for _ in range(3):
        full_at = spend(full_at, NOON + timedelta(hours=1), rate).full_at
    assert spend(full_at, NOON, rate).allowed


def test_waits_are_told_as_people_say_them():
    assert [in_words(s) for s in (0.2, 30, 90, 91, 3600, 7000, 40000)] == [
        "1 second",
        "30 seconds",
        "90 seconds",
        "2 minutes",
        "60 minutes",
        "2 hours",
        "12 hours",
    ]
