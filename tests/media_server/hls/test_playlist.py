"""Playlists against texts written by hand, and against an independent parser."""

import m3u8
import pytest

from media_server.hls.playlist import (
    RenditionReport,
    Variant,
    program_date_time,
    render_low_latency,
    render_multivariant,
    render_plain,
)
from media_server.hls.timeline import TimelineSettings
from tests.media_server.hls.made_timelines import NOON, Maker

P = "0123456789ab"


def test_a_young_stream() -> None:
    maker = Maker().segments(1).parts(2)
    assert render_low_latency(maker.timeline) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:9\n"
        "#EXT-X-TARGETDURATION:2\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        "#EXT-X-MEDIA-SEQUENCE:0\n"
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.515,HOLD-BACK=6.000,CAN-SKIP-UNTIL=12.000\n"
        "#EXT-X-PART-INF:PART-TARGET=0.505\n"
        f'#EXT-X-MAP:URI="{P}-i0.mp4"\n'
        "#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:00.000Z\n"
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p0.0.m4s",INDEPENDENT=YES\n'
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p0.1.m4s"\n'
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p0.2.m4s"\n'
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p0.3.m4s"\n'
        "#EXTINF:2.00000,\n"
        f"{P}-s0.m4s\n"
        "#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:02.000Z\n"
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p1.0.m4s",INDEPENDENT=YES\n'
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p1.1.m4s"\n'
        f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{P}-p1.2.m4s"\n'
    )


def test_the_hint_after_a_whole_segment_is_the_first_part_of_the_next() -> None:
    text = render_low_latency(Maker().segments(2).timeline)
    assert text.endswith(f'{P}-s1.m4s\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{P}-p2.0.m4s"\n')


def test_parts_are_listed_for_the_open_segment_and_two_before_it() -> None:
    text = render_low_latency(Maker().segments(8).parts(1).timeline)
    assert f"{P}-p5." not in text
    assert all(f'URI="{P}-p6.{index}.m4s"' in text for index in range(4))
    text = render_low_latency(Maker().segments(8).timeline)
    assert f"{P}-p5." not in text and f"{P}-p6.0.m4s" in text


def test_a_delta_update_leaves_out_only_what_lies_beyond_the_boundary() -> None:
    maker = Maker(TimelineSettings(window_segments=12)).segments(12).parts(2)
    text = render_low_latency(maker.timeline, skip=True)
    # 25 s in the playlist, the last 12 stay: segments 0 to 5 end at 12 s, and 13 is the boundary.
    assert "#EXT-X-SKIP:SKIPPED-SEGMENTS=6\n" in text
    assert f"{P}-s5.m4s" not in text and f"{P}-s6.m4s" in text
    assert "EXT-X-MAP" not in text
    assert "#EXT-X-MEDIA-SEQUENCE:0\n" in text


def test_a_delta_update_of_a_short_playlist_is_the_whole_playlist() -> None:
    timeline = Maker().segments(3).parts(1).timeline
    assert render_low_latency(timeline, skip=True) == render_low_latency(timeline)


def test_a_discontinuity_names_its_init_before_the_first_part() -> None:
    maker = Maker().segments(2)
    maker.init()
    maker.part(independent=True, discontinuity=True)
    text = render_low_latency(maker.timeline)
    assert (
        f"{P}-s1.m4s\n"
        "#EXT-X-DISCONTINUITY\n"
        f'#EXT-X-MAP:URI="{P}-i1.mp4"\n'
        "#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:04.000Z\n"
        f'#EXT-X-PART:DURATION=0.50000,URI="{P}-p2.0.m4s",INDEPENDENT=YES\n'
    ) in text


def test_the_init_of_the_first_listed_segment_is_always_named() -> None:
    maker = Maker(TimelineSettings(window_segments=4)).segments(3)
    maker.init()
    maker.segments(9, discontinuity=True)
    text = render_low_latency(maker.timeline)
    assert text.count("EXT-X-MAP") == 1 and f'URI="{P}-i1.mp4"' in text
    assert "#EXT-X-DISCONTINUITY-SEQUENCE:1\n" in text and "#EXT-X-DISCONTINUITY\n" not in text


def test_an_ended_stream_hints_at_nothing() -> None:
    maker = Maker().segments(2).parts(2)
    maker.timeline.end()
    text = render_low_latency(maker.timeline, reports=[RenditionReport("../b/index.m3u8", 1, 1)])
    assert text.endswith(f"#EXTINF:1.00000,\n{P}-s2.m4s\n#EXT-X-ENDLIST\n")
    assert "PRELOAD-HINT" not in text and "RENDITION-REPORT" not in text


def test_an_ended_stream_still_lists_its_last_parts() -> None:
    """hls.js tells by the last part that it has everything; without parts it often waits for ever."""
    maker = Maker().segments(4).parts(2)
    before = [line for line in render_low_latency(maker.timeline).splitlines() if "X-PART:" in line]
    maker.timeline.end()
    after = [line for line in render_low_latency(maker.timeline).splitlines() if "X-PART:" in line]
    assert after and after == before[-len(after) :]


def test_a_segment_without_a_keyframe_takes_the_promise_of_independence_away() -> None:
    maker = Maker().segments(2)
    assert "INDEPENDENT-SEGMENTS" in render_low_latency(maker.timeline)
    maker.part(independent=False)
    assert "INDEPENDENT-SEGMENTS" not in render_low_latency(maker.timeline)


def test_reports_of_other_renditions() -> None:
    text = render_low_latency(
        Maker().segments(1).timeline, reports=[RenditionReport("../720p/index.m3u8", 7, 3)]
    )
    assert text.endswith('#EXT-X-RENDITION-REPORT:URI="../720p/index.m3u8",LAST-MSN=7,LAST-PART=3\n')


def test_the_plain_playlist_has_whole_segments_only() -> None:
    maker = Maker().segments(2).parts(3)
    assert render_plain(maker.timeline) == (
        "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:2\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        f'#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-MAP:URI="{P}-i0.mp4"\n'
        f"#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:00.000Z\n#EXTINF:2.00000,\n{P}-s0.m4s\n"
        f"#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:02.000Z\n#EXTINF:2.00000,\n{P}-s1.m4s\n"
    )


def test_a_multivariant_playlist_says_what_each_variant_needs() -> None:
    variants = [
        Variant("source/index.m3u8", ("avc1.64001f", "mp4a.40.2"), 6_400_000, 6_000_000, 1920, 1080, 29.97),
        Variant("audio/index.m3u8", ("mp4a.40.2",), 170_000, 160_000),
    ]
    assert render_multivariant(variants, independent=True) == (
        "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=6400000,AVERAGE-BANDWIDTH=6000000,CODECS="avc1.64001f,mp4a.40.2",'
        "RESOLUTION=1920x1080,FRAME-RATE=29.970\nsource/index.m3u8\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=170000,AVERAGE-BANDWIDTH=160000,CODECS="mp4a.40.2"\naudio/index.m3u8\n'
    )


def test_another_parser_reads_the_same() -> None:
    maker = Maker().segments(5).parts(3)
    parsed = m3u8.loads(render_low_latency(maker.timeline))
    assert parsed.target_duration == 2 and parsed.part_inf.part_target == 0.505
    assert [segment.duration for segment in parsed.segments if segment.uri] == [2.0] * 5
    assert sum(len(segment.parts) for segment in parsed.segments) == 2 * 4 + 3
    assert parsed.preload_hint.uri == f"{P}-p5.3.m4s"


@pytest.mark.parametrize(
    ("wall_s", "text"),
    [
        (NOON, "2026-09-21T12:00:00.000Z"),
        (0.0, "1970-01-01T00:00:00.000Z"),
        (NOON + 0.0014, "2026-09-21T12:00:00.001Z"),
    ],
)
def test_times_are_utc_with_milliseconds(wall_s: float, text: str) -> None:
    assert program_date_time(wall_s) == text
