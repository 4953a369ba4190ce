"""Blocking reload as a table; each row paraphrases the sentence of rfc8216bis that it comes from."""

import pytest

from media_server.hls.blocking import Bad, Directives, Ready, WaitFor, decide, hinted, parse
from media_server.hls.timeline import Timeline
from tests.media_server.hls.made_timelines import Maker


def live() -> Timeline:
    """Segments 0 to 9 are whole, 10 has parts 0 and 1. Of half-second parts 6 may be asked ahead."""
    return Maker().segments(10).parts(2).timeline


def ended() -> Timeline:
    timeline = live()
    timeline.end()
    return timeline


TABLE = [
    # A request without directives is answered at once.
    ({}, Ready),
    # What the playlist holds already is answered at once, with the whole playlist.
    ({"_HLS_msn": "9"}, Ready),
    ({"_HLS_msn": "3"}, Ready),
    ({"_HLS_msn": "0", "_HLS_part": "0"}, Ready),
    ({"_HLS_msn": "10", "_HLS_part": "0"}, Ready),
    ({"_HLS_msn": "10", "_HLS_part": "1"}, Ready),
    # The server holds the answer until the playlist has that part, or the whole segment when none is named.
    ({"_HLS_msn": "10", "_HLS_part": "2"}, WaitFor(10, 2)),
    ({"_HLS_msn": "10"}, WaitFor(10, None)),
    ({"_HLS_msn": "11"}, WaitFor(11, None)),
    ({"_HLS_msn": "11", "_HLS_part": "0"}, WaitFor(11, 0)),
    # A part behind the last one of a whole segment means the first part of the next segment.
    ({"_HLS_msn": "9", "_HLS_part": "4"}, Ready),
    ({"_HLS_msn": "8", "_HLS_part": "99"}, Ready),
    # A part with no segment named is a mistake of the client: 400.
    ({"_HLS_part": "1"}, Bad),
    # A segment more than two behind the newest whole one is refused at once: 400.
    ({"_HLS_msn": "12"}, Bad),
    ({"_HLS_msn": "999999999999"}, Bad),
    # So is a part further ahead than the advance part limit: three seconds' worth of parts.
    ({"_HLS_msn": "10", "_HLS_part": "8"}, WaitFor(10, 8)),
    ({"_HLS_msn": "10", "_HLS_part": "9"}, Bad),
    ({"_HLS_msn": "11", "_HLS_part": "6"}, WaitFor(11, 6)),
    ({"_HLS_msn": "11", "_HLS_part": "7"}, Bad),
    # Garbage in a directive.
    ({"_HLS_msn": "-1"}, Bad),
    ({"_HLS_msn": "1e3"}, Bad),
    ({"_HLS_msn": ""}, Bad),
    ({"_HLS_msn": "9" * 40}, Bad),
    ({"_HLS_msn": "١"}, Bad),
    ({"_HLS_msn": "10", "_HLS_part": "x"}, Bad),
    ({"_HLS_skip": "NO"}, Bad),
    # Delta updates by both of their names; other parameters are nobody's business.
    ({"_HLS_skip": "YES"}, Ready),
    ({"_HLS_skip": "v2", "_HLS_msn": "9"}, Ready),
    ({"cache": "7"}, Ready),
]


@pytest.mark.parametrize(("query", "expected"), TABLE)
def test_the_law(query: dict[str, str], expected: object) -> None:
    directives = parse(query)
    decision = directives if isinstance(directives, Bad) else decide(directives, live())
    assert decision == expected if isinstance(expected, WaitFor) else isinstance(decision, expected)


@pytest.mark.parametrize("query", [{"_HLS_msn": "10"}, {"_HLS_msn": "500", "_HLS_part": "9"}])
def test_a_stream_that_ended_ignores_directives(query: dict[str, str]) -> None:
    directives = parse(query)
    assert isinstance(directives, Directives)
    assert isinstance(decide(directives, ended()), Ready)


def test_before_the_first_segment_has_ended_everybody_waits() -> None:
    maker = Maker().parts(3)
    assert decide(Directives(), maker.timeline) == WaitFor(None, None)
    maker.end_segment()
    assert isinstance(decide(Directives(), maker.timeline), Ready)


def test_a_wait_for_a_part_that_the_segment_never_got_ends_with_the_next_segment() -> None:
    maker = Maker().segments(10).parts(2)
    wanted = Directives(10, 5)
    assert decide(wanted, maker.timeline) == WaitFor(10, 5)
    maker.end_segment()
    assert decide(wanted, maker.timeline) == WaitFor(10, 5)
    maker.parts(1)
    assert isinstance(decide(wanted, maker.timeline), Ready)


def test_a_wait_for_a_whole_segment_ends_with_its_end() -> None:
    maker = Maker().segments(10).parts(3)
    assert decide(Directives(10), maker.timeline) == WaitFor(10, None)
    maker.end_segment()
    assert isinstance(decide(Directives(10), maker.timeline), Ready)


def test_only_the_hinted_part_may_be_asked_for_before_it_is_there() -> None:
    timeline = live()
    assert hinted(10, 2, timeline)
    assert not hinted(10, 3, timeline) and not hinted(11, 0, timeline)
    assert not hinted(10, 2, ended())
