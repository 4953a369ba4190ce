"""The life of a stream, by table."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.stream import TRANSITIONS, UNHEARD, Event, Status, after, is_lost

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [None, *Status])
@pytest.mark.parametrize("event", Event)
def test_only_what_the_table_names_changes_anything(status, event):
    assert after(status, event) == TRANSITIONS.get((status, event))


@given(st.lists(st.sampled_from(Event), max_size=30))
def test_a_stream_that_has_ended_stays_so_whatever_is_told_afterwards(events):
    status: Status | None = Status.ENDED
    for event in events:
        status = after(status, event) or status
    assert status is Status.ENDED


@pytest.mark.parametrize(
    ("carried", "silence", "lost"),
    [
        (frozenset({"b"}), timedelta(days=1), False),  # it has it: however long ago we heard of it
        (frozenset(), timedelta(seconds=5), False),  # just begun: the list may be older than the event
        (frozenset(), timedelta(seconds=11), True),
        (None, timedelta(seconds=60), False),  # no answer: it may well be running
        (None, UNHEARD + timedelta(seconds=1), True),
    ],
)
def test_when_a_stream_counts_as_lost(carried, silence, lost):
    assert is_lost("b", NOW - silence, carried, NOW) is lost
