"""What is listed, what stays in memory, and what the time of day is."""

from hypothesis import given
from hypothesis import strategies as st

from media_server.hls.playlist import render_low_latency
from media_server.hls.timeline import TimelineSettings
from tests.media_server.hls.made_timelines import NOON, Maker


def test_the_window_slides_by_whole_segments() -> None:
    timeline = Maker(TimelineSettings(window_segments=6, linger_segments=0)).segments(20).timeline
    assert [segment.msn for segment in timeline.listed()] == list(range(14, 20))
    assert timeline.first_listed == 14


def test_unlisted_segments_stay_for_players_that_saw_them() -> None:
    timeline = Maker(TimelineSettings(window_segments=6, linger_segments=3)).segments(20).timeline
    assert timeline.part(11, 0) is not None
    assert timeline.segment(10) is None


def test_memory_does_not_grow_with_the_stream() -> None:
    maker = Maker(TimelineSettings(window_segments=6, linger_segments=2)).segments(30)
    before, segments = maker.timeline.bytes_in_memory, len(maker.timeline.segments)
    for _ in range(10):
        maker.init()
        maker.segments(10, discontinuity=True)
    # Numbers with more digits make a few bytes.
    assert maker.timeline.bytes_in_memory < before * 1.2
    assert len(maker.timeline.segments) == segments
    assert len(maker.timeline.inits) <= 2


def test_a_long_rewind_window_lists_what_memory_has_let_go() -> None:
    settings = TimelineSettings(window_segments=6, linger_segments=2, dvr_window_s=100)
    timeline = Maker(settings).segments(80).timeline
    assert len(timeline.listed()) == 50
    old, new = timeline.listed()[0], timeline.listed()[-1]
    assert old.closed and not old.parts and len(new.parts) == 4
    assert timeline.part(old.msn, 0) is None
    text = render_low_latency(timeline)
    assert text.count("#EXTINF") == 50 and f"-s{old.msn}.m4s" in text


def test_a_recording_that_stops_shortens_the_rewind_window_to_memory() -> None:
    settings = TimelineSettings(window_segments=6, linger_segments=2, dvr_window_s=100)
    maker = Maker(settings).segments(80)
    maker.timeline.stop_archive()
    assert all(segment.parts for segment in maker.timeline.listed())
    maker.segments(10)
    assert all(segment.parts for segment in maker.timeline.listed())


def test_a_playlist_never_gets_shorter_than_three_target_durations() -> None:
    timeline = Maker(TimelineSettings(window_segments=1), target=6).segments(20, parts=4).timeline
    assert sum(segment.duration_s for segment in timeline.listed()) >= 18


def test_discontinuities_are_counted_when_they_slide_out() -> None:
    maker = Maker(TimelineSettings(window_segments=4, first_discontinuity=3))
    maker.segments(3).segments(3, discontinuity=True).segments(2)
    assert (maker.timeline.discontinuity_sequence, maker.timeline.first_listed) == (4, 4)


def test_the_time_of_day_follows_the_media_and_not_the_clock() -> None:
    maker = Maker().segments(3)
    maker.clock_offset = 40.0
    maker.segments(3)
    walls = [segment.wall_s for segment in maker.timeline.segments]
    assert walls == [NOON + 2 * number for number in range(6)]


def test_after_a_break_the_time_of_day_is_read_anew() -> None:
    maker = Maker().segments(3)
    maker.clock_offset = 40.0
    maker.segments(2, discontinuity=True)
    assert [segment.wall_s - NOON for segment in maker.timeline.segments] == [0, 2, 4, 46, 48]


def test_a_clock_that_was_set_back_never_turns_the_listed_time_back() -> None:
    maker = Maker().segments(3)
    maker.clock_offset = -3_600.0
    maker.segments(2, discontinuity=True)
    assert [segment.wall_s - NOON for segment in maker.timeline.segments] == [0, 2, 4, 6, 8]


def test_the_end_closes_an_open_segment() -> None:
    maker = Maker().segments(2).parts(3)
    maker.timeline.end()
    assert maker.timeline.ended
    assert [segment.duration_s for segment in maker.timeline.segments] == [2, 2, 1.5]


def test_an_end_before_the_first_segment_can_still_be_played() -> None:
    maker = Maker().parts(3)
    maker.timeline.end()
    assert maker.timeline.ready
    assert "#EXT-X-ENDLIST" in render_low_latency(maker.timeline)


def test_the_version_changes_with_everything_that_a_player_could_see() -> None:
    maker = Maker()
    versions = [maker.timeline.version]
    for step in (maker.part, maker.end_segment, maker.timeline.end):
        step()
        versions.append(maker.timeline.version)
    assert len(set(versions)) == 4


@given(st.lists(st.sampled_from(["part", "short", "end", "break", "init"]), max_size=120), st.integers(1, 9))
def test_successive_playlists_only_add_and_remove_at_the_ends(steps: list[str], window: int) -> None:
    maker = Maker(TimelineSettings(window_segments=window, linger_segments=0))
    maker.segments(1)
    before: list[str] = []
    for step in steps:
        open_parts = maker.timeline.next_part[1]
        if step in ("part", "short"):
            maker.part(independent=open_parts == 0, duration_s=0.5 if step == "part" else 0.1)
        elif step == "end" and open_parts:
            maker.end_segment()
        elif step in ("break", "init") and not open_parts:
            if step == "init":
                maker.init()
            maker.part(independent=True, discontinuity=True)
        listed = [line for line in render_low_latency(maker.timeline).splitlines() if line.endswith(".m4s")]
        kept = [line for line in before if line in listed]
        assert listed[: len(kept)] == kept == before[len(before) - len(kept) :]
        before = listed
