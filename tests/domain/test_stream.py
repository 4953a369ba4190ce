"""The life of a stream, by table."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.stream import (
    OVERDUE,
    TRANSITIONS,
    UNHEARD,
    Event,
    Status,
    after,
    carried_as,
    channel_of,
    is_lost,
)

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [None, *Status])
@pytest.mark.parametrize("event", Event)
def test_only_what_the_table_names_changes_anything(status, event):
    assert after(status, event) == TRANSITIONS.get((status, event))


@given(st.lists(st.sampled_from([event for event in Event if event is not Event.FOUND]), max_size=30))
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


@pytest.mark.parametrize(("over", "lost"), [(timedelta(seconds=-1), False), (OVERDUE * 2, True)])
def test_without_an_encoder_it_lasts_as_long_as_the_grace(over, lost):
    assert is_lost("b", NOW, None, NOW, grace_until=NOW - over) is lost
    assert not is_lost("b", NOW, frozenset({"b"}), NOW, grace_until=NOW - over)


@pytest.mark.parametrize(("slug", "test"), [("night-owls", False), ("night-owls", True)])
def test_the_media_servers_names_lead_back_to_the_channel(slug, test):
    assert channel_of(carried_as(slug, test=test)) == (slug, test)
