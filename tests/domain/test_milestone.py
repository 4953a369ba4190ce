"""Milestones: which numbers are worth telling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.milestone import LEAST_RECORD, ROUND, Measure, Milestone, reached, record
from aethex_live.domain.milestone import words as words_of


@pytest.mark.parametrize(
    ("measure", "number", "highest"),
    [
        (Measure.FOLLOWERS, 9, None),
        (Measure.FOLLOWERS, 10, 10),
        (Measure.FOLLOWERS, 12_345, 10_000),
        (Measure.STREAMS, 0, None),
        (Measure.STREAMS, 1, 1),
        (Measure.STREAMS, 99, 10),
        (Measure.HOURS, 9.99, None),
        (Measure.HOURS, 100.0, 100),
    ],
)
def test_round_numbers_are_reached_when_they_are_passed(measure, number, highest):
    found = reached(measure, number)
    assert (found[-1].number if found else None) == highest


@given(st.sampled_from(sorted(ROUND)), st.integers(0, 10**9))
def test_whoever_has_reached_a_number_has_reached_those_below_it(measure, number):
    assert [each.number for each in reached(measure, number)] == [s for s in ROUND[measure] if s <= number]


@pytest.mark.parametrize(
    ("peak", "before", "told"),
    [
        (50, None, False),  # the first stream of all
        (50, 49, True),
        (50, 50, False),
        (LEAST_RECORD, 3, True),
        (LEAST_RECORD - 1, 3, False),
    ],
)
def test_a_record_is_more_than_ever_before(peak, before, told):
    assert record(peak, before) == (Milestone(Measure.PEAK, peak) if told else None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Milestone(Measure.FOLLOWERS, 100).said, "100 followers"),
        (Milestone(Measure.STREAMS, 1).said, "the first stream"),
        (Milestone(Measure.STREAMS, 100).said, "100 streams"),
        (Milestone(Measure.HOURS, 10).said, "10 hours live"),
        (Milestone(Measure.PEAK, 42).said, "42 people watched at once, more than ever before"),
        ("500", "500 followers"),
    ],
)
def test_what_a_notification_keeps_is_told_in_words(said, words):
    assert words_of(said) == words
