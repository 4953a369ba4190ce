"""The pure rules of ladders: sizes, room, pace, alignment, and the places of pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.contract import Rung
from media_server.packaging.outputs import InitSection, Part, SegmentEnd
from media_server.transcode.alignment import SegmentFinder
from media_server.transcode.backlog import Backlog
from media_server.transcode.cost import CpuBudget, rung_cost
from media_server.transcode.pace import BackOff, Pace, PaceLimits, Rest, Verdict
from media_server.transcode.restore import Restorer
from media_server.transcode.rungs import Source, picture_rungs
from media_server.transcode.wire import HEAD_SIZE, Message, Say, WireError, pack_head, parse_head
from media_server.units import AccessUnit

FULL_HD = Source(1920, 1080, 30.0)
LADDER = (Rung("480p", 480), Rung("audio", 0), Rung("1080p", 1080), Rung("720p", 720, 2_000_000))


def test_rungs_are_smaller_than_the_source_and_even():
    rungs = picture_rungs(FULL_HD, LADDER)
    assert [(r.name, r.width, r.height) for r in rungs] == [("720p", 1280, 720), ("480p", 854, 480)]
    assert rungs[0].bitrate == 2_000_000 and 1_000_000 < rungs[1].bitrate < 1_500_000


def test_an_upright_picture_is_named_by_its_shorter_side():
    rungs = picture_rungs(Source(1080, 1920, 30.0), LADDER)
    assert [(r.width, r.height) for r in rungs] == [(720, 1280), (480, 854)]


@given(st.integers(2, 8000), st.integers(2, 8000), st.integers(2, 2160))
def test_sizes_are_always_even_and_never_grow(width, height, wanted):
    for rung in picture_rungs(Source(width, height, 30.0), (Rung("x", wanted),)):
        assert rung.width % 2 == rung.height % 2 == 0
        assert 2 <= rung.width <= width + 1 and 2 <= rung.height <= height + 1


def test_small_rungs_are_admitted_first_and_the_sentence_names_the_others():
    rungs = picture_rungs(FULL_HD, LADDER)
    everything = CpuBudget(8.0).admit("a", FULL_HD, rungs)
    assert everything.rungs == rungs and everything.sentence == ""
    some = CpuBudget(0.5).admit("a", FULL_HD, rungs)
    assert [r.name for r in some.rungs] == ["480p"] and some.refused == ("720p",)
    assert "0.5 processor cores" in some.sentence and "720p is left out" in some.sentence
    nothing = CpuBudget(0.1).admit("a", FULL_HD, rungs)
    assert nothing.rungs == () and "720p and 480p" in nothing.sentence


def test_cores_are_shared_and_given_back():
    budget = CpuBudget(1.0)
    rungs = picture_rungs(FULL_HD, LADDER)
    first = budget.admit("a", FULL_HD, rungs)
    needed = sum(rung_cost(FULL_HD, rung) for rung in rungs)
    assert first.rungs == rungs and budget.free == pytest.approx(1.0 - needed)
    assert budget.admit("b", FULL_HD, rungs).rungs == ()
    budget.release("a")
    assert budget.free == 1.0 and budget.admit("b", FULL_HD, rungs).rungs == first.rungs
    assert budget.admit("b", FULL_HD, rungs).rungs == first.rungs  # anew, not on top
    budget.give_back("b", rungs[0])
    assert budget.take("c", FULL_HD, rungs[0]) and not budget.take("b", FULL_HD, rungs[0])


def test_a_rung_that_was_dropped_rests_longer_each_time_until_it_has_proven_itself():
    rest = Rest(PaceLimits(rest_s=60, longest_rest_s=200, proven_s=300))
    assert not rest.is_over(0.0)
    now = 0.0
    for length in (60, 120, 200, 200):
        rest.begin(now)
        assert not rest.is_over(now + length - 1) and rest.is_over(now + length)
        now += length
        rest.end()
        assert not rest.is_over(now)
        rest.began(now)
    rest.begin(now + 301)
    assert rest.is_over(now + 301 + 60)


def test_pace():
    limits = PaceLimits(warm_up_s=5, lag_s=2, patience_s=3, silence_s=6)
    pace = Pace(limits, started=0.0)
    assert pace.judge(1.0, 9.0, 1.0) is Verdict.GOOD  # it is only starting
    assert pace.judge(6.0, 3.0, 6.0) is Verdict.GOOD  # perhaps a burst of other work
    assert pace.judge(8.0, 1.0, 8.0) is Verdict.GOOD
    assert pace.judge(9.0, 3.0, 9.0) is Verdict.GOOD
    assert pace.judge(12.0, 3.0, 12.0) is Verdict.TOO_SLOW
    pace.relieved(12.0)
    assert pace.judge(13.0, 3.0, 13.0) is Verdict.GOOD
    assert pace.judge(20.0, 9.0, 13.0) is Verdict.HANGS
    assert pace.judge(99.0, 0.0, 13.0) is Verdict.GOOD  # nothing is asked of it


def test_back_off():
    back_off = BackOff(attempts=4)
    assert [back_off.next_delay(float(n)) for n in range(5)] == [1, 2, 4, 8, None]
    assert back_off.next_delay(500.0) == 1
    assert BackOff().next_delay(0.0) == 1


def unit(dts_ms: int, keyframe: bool = False, kind: str = "video") -> AccessUnit:
    return AccessUnit(kind, dts_ms, 0, keyframe, b"x")


def part(msn: int, start_s: float, independent: bool = True) -> Part:
    return Part(msn, 0, 0, start_s, 0.2, independent, False, b"")


def test_a_rung_may_join_when_two_segments_agree_on_the_clock():
    finder = SegmentFinder()
    finder.on_output(InitSection(0, b"", (), part_target_s=0.205, frame_rate=30.0))
    joins = []
    for segment in range(4):
        start = 5_000 + segment * 2_000
        finder.on_unit(unit(start, keyframe=True))
        finder.on_unit(unit(start + 230))
        joins.append(finder.on_output(part(segment, segment * 2.0)))
        finder.on_output(SegmentEnd(segment, 2.0, 2))
    assert joins[0] is None
    assert [(j.msn, j.dts_ms, j.start_s, j.target_duration_s, j.frame_rate) for j in joins[1:]] == [
        (n, 5_000 + n * 2_000, n * 2.0, 2, 30.0) for n in (1, 2, 3)
    ]


def test_a_segment_without_a_keyframe_is_no_place_to_join():
    finder = SegmentFinder()
    finder.on_output(InitSection(0, b"", (), part_target_s=0.2))
    for segment in range(3):
        finder.on_unit(unit(segment * 2_000, keyframe=segment == 0))
        finder.on_unit(unit(segment * 2_000 + 230))
        finder.on_output(SegmentEnd(segment, 2.0, 2))
        assert finder.on_output(part(segment, segment * 2.0, independent=segment == 0)) is None


def test_a_wrong_guess_of_the_clock_is_corrected():
    finder = SegmentFinder()
    finder.on_output(InitSection(0, b"", (), part_target_s=0.2))
    finder.on_output(SegmentEnd(0, 2.0, 2))
    finder.on_unit(unit(0, keyframe=True))
    finder.on_unit(unit(100, keyframe=True))  # too new for the part, but the only other one
    finder.on_unit(unit(230))
    assert finder.on_output(part(1, 0.0)) is None
    for segment in (2, 3):
        finder.on_unit(unit(segment * 2_000, keyframe=True))
        finder.on_unit(unit(segment * 2_000 + 230))
        found = finder.on_output(part(segment, segment * 2.0))
    assert found is not None and found.dts_ms == 6_000


def test_the_backlog_goes_back_to_a_keyframe_and_the_sound_beside_it():
    backlog = Backlog()
    for n in range(0, 9_000, 50):
        backlog.add(unit(n, keyframe=n % 2_000 == 0))
        backlog.add(unit(n, keyframe=True, kind="audio"))
    units = backlog.since(6_000)
    assert units is not None
    assert [u.dts_ms for u in units[:4]] == [5_900, 5_950, 6_000, 6_000]
    assert [u.kind for u in units[:4]] == ["audio", "audio", "video", "audio"]
    assert backlog.since(2_000) is None and backlog.since(6_050) is None
    backlog.clear()
    assert backlog.since(8_000) is None


@given(st.lists(st.sampled_from("vas"), max_size=60), st.data())
def test_a_rung_is_the_source_with_other_pictures(kinds, data):
    """However late its pictures come: the order of everything is that of the source."""
    source: list[AccessUnit | str] = []
    for n, kind in enumerate(kinds):
        source.append("step" if kind == "s" else unit(n * 10, kind={"v": "video", "a": "audio"}[kind]))
    got: list[AccessUnit | str] = []
    restorer = Restorer(got.append)
    owed = 0
    for item in source:
        if isinstance(item, str):
            restorer.between(lambda: got.append("step"))
        elif item.kind == "audio":
            restorer.between(item)
        else:
            restorer.slot(item)
            owed += 1
        for _ in range(data.draw(st.integers(0, owed))):
            restorer.picture(7, False, b"y")
            owed -= 1
    for _ in range(owed):
        restorer.picture(7, False, b"y")
    assert [g if isinstance(g, str) else (g.kind, g.dts_ms) for g in got] == [
        s if isinstance(s, str) else (s.kind, s.dts_ms) for s in source
    ]
    assert all(g.dts_ms + g.cts_ms == 7 for g in got if not isinstance(g, str) and g.kind == "video")


def test_lag_is_how_far_the_rung_is_behind():
    restorer = Restorer(lambda _: None)
    assert restorer.lag_s == 0.0
    for ms in (0, 1_000, 2_500):
        restorer.slot(unit(ms))
    assert restorer.lag_s == 2.5
    restorer.picture(0, True, b"")
    assert restorer.lag_s == 2.5
    restorer.skip()
    assert restorer.lag_s == 1.5
    restorer.picture(0, True, b"")
    assert restorer.lag_s == 0.0


@given(
    st.sampled_from(Say),
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.integers(-(2**31), 2**31 - 1),
)
def test_wire(say, keyframe, dts_ms, cts_ms):
    head = pack_head(Message(say, keyframe, dts_ms, cts_ms, b"abc"))
    assert parse_head(head) == (Message(say, keyframe, dts_ms, cts_ms), 3)


@given(st.binary(min_size=HEAD_SIZE, max_size=HEAD_SIZE))
def test_garbage_on_the_wire_is_a_wire_error(head):
    try:
        parse_head(head)
    except WireError:
        pass
