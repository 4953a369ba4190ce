"""What ranks streams: an audience that follows the viewers slowly, held against the usual one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.ranking import (
    HALF_LIFE,
    MOST_OF_NETWORK,
    Trend,
    audience_of,
    diverse,
    who_counts,
)

MINUTE = timedelta(minutes=1)


def watched(minutes: int, viewers: int, trend: Trend = Trend()) -> Trend:
    for _ in range(minutes):
        trend = trend.after(MINUTE, viewers, on=True)
    return trend


def test_an_audience_halves_in_its_half_life_and_is_forgotten_in_the_end():
    trend = watched(600, 100)
    assert trend.audience == pytest.approx(100, rel=0.01)
    assert trend.after(HALF_LIFE, 0, on=False).audience == pytest.approx(50, rel=0.01)
    assert trend.after(timedelta(hours=5), 0, on=False).audience == 0


def test_a_burst_of_a_minute_counts_little():
    assert watched(1, 1000).audience < 50


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 300))
def test_more_viewers_never_score_less_in_a_new_channel(few, many, minutes):
    few, many = sorted((few, many))
    assert watched(minutes, few).score <= watched(minutes, many).score + 1e-9


def test_who_rises_comes_before_who_is_as_ever_with_the_same_audience():
    known = watched(600, 100)
    rising = watched(60, 100, watched(600, 20))
    assert rising.score > known.score
    assert known.rise == pytest.approx(1, rel=0.05)


def test_a_rise_is_told_when_there_is_something_to_compare_with():
    assert watched(60, 90, watched(900, 20)).times in (2, 3)
    assert watched(60, 500).times == 0
    assert watched(60, 4, watched(900, 1)).times == 0
    assert watched(900, 100).times == 0


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 5000), st.booleans()), max_size=30))
def test_whatever_happens_the_numbers_make_sense(steps):
    trend = Trend()
    for minutes, viewers, on in steps:
        trend = trend.after(timedelta(minutes=minutes), viewers, on=on)
        most = max(each for _, each, _ in steps)
        assert 0 <= trend.audience <= most and 0 <= trend.usual <= most
        assert 0 <= trend.score < 60 and 1 / 9 <= trend.rise <= 9


def test_the_clock_may_go_back():
    assert watched(10, 50).after(timedelta(hours=-3), 50, on=True) == watched(10, 50)


def test_who_looks_in_or_runs_the_channel_does_not_count():
    owner, fan, new = uuid4(), uuid4(), uuid4()
    here = {owner: "a", fan: "b", new: "c", "guest": "d"}
    counting = who_counts(here, frozenset({owner, fan, "guest"}), {owner})
    assert set(counting) == {fan, "guest"}
    assert audience_of(counting) == 2


@given(st.dictionaries(st.text(max_size=3), st.sampled_from(["home", "farm", "train"])))
def test_a_network_counts_no_more_than_a_household(counting):
    assert audience_of(counting) <= 3 * MOST_OF_NETWORK
    assert audience_of(counting) <= len(counting)


def test_no_group_takes_all_places_as_long_as_there_are_others():
    ranked = [f"music {n}" for n in range(8)] + ["games", "art", "talk"]
    mixed = diverse(ranked, lambda each: each.split()[0], most_of_group=2)
    assert mixed[:5] == ["music 0", "music 1", "games", "art", "talk"]
    assert sorted(mixed) == sorted(ranked)


def test_what_has_no_group_is_no_group():
    assert diverse(["a", "b", "c", "d"], lambda _: "", most_of_group=1) == ["a", "b", "c", "d"]
