"""The sliding minute: never more than the quota in any fixed minute, and waiting as told is enough."""

from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.rate_limit import WINDOW, Policy, stand, window_of

TEN = Policy("test", 10)


class Counter:
    """Applies the rule to a stream of requests, as a limiter does."""

    def __init__(self):
        self.passed: dict[int, int] = {}

    def take(self, now: float):
        number, over = window_of(now)
        standing = stand(TEN, self.passed.get(number - 1, 0), self.passed.get(number, 0), over)
        if standing.allowed:
            self.passed[number] = self.passed.get(number, 0) + 1
        return standing


def test_counts_down_and_then_refuses_for_the_rest_of_the_minute():
    counter = Counter()
    standings = [counter.take(600.0) for _ in range(11)]
    assert [s.remaining for s in standings] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]
    assert [s.allowed for s in standings] == [True] * 10 + [False]
    assert standings[-1].reset == WINDOW
    assert standings[-1].retry_after > WINDOW


def test_last_minute_weighs_less_and_less():
    counter = Counter()
    for _ in range(10):
        counter.take(659.0)
    assert not counter.take(660.0).allowed
    assert [counter.take(690.0).allowed for _ in range(6)] == [True] * 5 + [False]


@given(st.lists(st.floats(0, 20), min_size=1, max_size=200))
def test_waiting_as_long_as_told_is_enough(pauses: list[float]):
    counter, now = Counter(), 1_000.0
    for pause in pauses:
        now += pause
        standing = counter.take(now)
        if not standing.allowed:
            now += standing.retry_after
            assert counter.take(now).allowed


@given(st.lists(st.floats(0, 5), min_size=1, max_size=300))
def test_no_minute_by_the_clock_sees_more_than_the_quota(pauses: list[float]):
    counter, now = Counter(), 1_000.0
    for pause in pauses:
        now += pause
        counter.take(now)
    assert max(counter.passed.values()) <= TEN.quota
