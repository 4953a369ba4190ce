"""What encoders and networks do to a stream, and what viewers get of it all the same."""

from itertools import pairwise

import pytest

from media_server.packaging.boxes import AUDIO_TRACK, VIDEO_TRACK
from media_server.packaging.codecs.silence import AAC_SILENCE
from media_server.packaging.errors import CodecError, PackagingError
from media_server.packaging.outputs import Output
from media_server.packaging.packager import Packager
from media_server.packaging.settings import PackagerSettings
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.made_media import Recipe, encode
from tests.media_server.packaging.feeding import (
    AAC_8K,
    AAC_44K,
    AAC_48K,
    avc_config,
    configure,
    feed,
    interleaved,
    moved,
    pictures,
    push,
    sounds,
)
from tests.media_server.packaging.laws import (
    assert_lawful,
    assert_tracks_are_unbroken,
    inits,
    parts,
    samples,
    segment_ends,
    segments,
)

SILENCE = AAC_SILENCE[2]
DAYS_49 = 1 << 32


def both() -> list[TrackConfig]:
    return [avc_config(), AAC_48K]


def discontinuities(outputs: list[Output]) -> int:
    return sum(group[0].discontinuity for group in segments(outputs))


def sound_error_ms(outputs: list[Output], sent: list[AccessUnit], rate: int = 48_000) -> float:
    """How far the first sample of a sent frame may lie from its timestamp, at most."""
    place = {unit.data: unit.dts_ms for unit in sent}
    return max(
        abs(s.time * 1000 / rate - place[s.data]) for s in samples(outputs, AUDIO_TRACK) if s.data in place
    )


# Timestamps


@pytest.mark.parametrize("jump_ms", [5_000, -5_000, 3_600_000, -(1 << 24), DAYS_49])
def test_a_jump_begins_a_new_timeline_that_continues_the_old_one(jump_ms: int) -> None:
    before = interleaved(pictures(5), sounds(5))
    after = moved(interleaved(pictures(5), sounds(5)), 5_000 + jump_ms)
    outputs = feed(both(), moved(before + after, 20_000_000))
    assert_lawful(outputs)
    assert discontinuities(outputs) == 1
    assert len(inits(outputs)) == 1
    assert len(samples(outputs, VIDEO_TRACK)) == 300
    video = samples(outputs, VIDEO_TRACK)
    assert max(b.time - a.time for a, b in pairwise(video)) < 9_000


def test_after_a_jump_sound_and_picture_are_in_step_again() -> None:
    second = moved(interleaved(pictures(5), sounds(5)), 60_000)
    outputs = feed(both(), interleaved(pictures(5), sounds(5)) + second)
    new = [group for group in segments(outputs) if group[0].start_s >= 5]
    video = [s for part in new[0] for s in samples([part], VIDEO_TRACK)]
    audio = [s for part in new[0] for s in samples([part], AUDIO_TRACK)]
    assert abs(video[0].time / 90 - audio[0].time / 48) < 25


def test_a_little_disorder_is_smoothed_without_a_new_timeline() -> None:
    units = pictures(6)
    units[70], units[71] = units[71], units[70]
    units[100:104] = [AccessUnit("video", units[100].dts_ms, 0, u.keyframe, u.data) for u in units[100:104]]
    outputs = feed([avc_config()], units)
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert discontinuities(outputs) == 0 and len(samples(outputs)) == 180


def test_composition_times_survive_the_smoothing() -> None:
    units = [AccessUnit("video", u.dts_ms - u.dts_ms % 100, 40, u.keyframe, u.data) for u in pictures(4)]
    read = samples(feed([avc_config()], units))
    assert [s.time + s.composition_offset for s in read] == [u.dts_ms * 90 for u in units]


@pytest.mark.parametrize("start_ms", [(1 << 24) - 2_000, DAYS_49 - 2_000, 90 * 24 * 3_600_000])
def test_long_streams_pass_every_counter(start_ms: int) -> None:
    outputs = feed(both(), moved(interleaved(pictures(6), sounds(6)), start_ms))
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert discontinuities(outputs) == 0


def test_pictures_lost_on_the_way_freeze_the_picture_and_nothing_else() -> None:
    video = [unit for unit in pictures(10) if not 3_000 < unit.dts_ms < 6_000]
    outputs = feed(both(), interleaved(video, sounds(10)))
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert discontinuities(outputs) == 0
    assert max(s.duration for s in samples(outputs, VIDEO_TRACK)) == pytest.approx(270_000, abs=3_000)


def test_slow_pictures_are_no_jump() -> None:
    outputs = feed([avc_config()], pictures(20, fps=1, gop=2))
    assert_lawful(outputs)
    assert discontinuities(outputs) == 0
    assert len(samples(outputs)) == 20


def test_a_still_picture_of_variable_rate_keeps_the_part_rule() -> None:
    video = [unit for unit in pictures(12) if unit.dts_ms < 4_000 or unit.keyframe]
    outputs = feed(both(), interleaved(video, sounds(12)))
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)


# Keyframes


def test_the_first_keyframe_distance_fixes_the_target_duration() -> None:
    outputs = feed(both(), interleaved(pictures(26, gop=250), sounds(26)))
    assert_lawful(outputs)
    assert segment_ends(outputs)[0].target_duration_s == 8
    assert all(group[0].independent for group in segments(outputs))


def test_keyframes_too_far_apart_end_segments_without_one() -> None:
    outputs = feed(both(), interleaved(pictures(45, gop=600), sounds(45)))
    assert_lawful(outputs)
    assert segment_ends(outputs)[0].target_duration_s == 10
    assert not all(group[0].independent for group in segments(outputs))


def test_keyframes_that_become_rare_do_not_break_the_promise() -> None:
    frequent, rare = pictures(6, gop=60), moved(pictures(20, gop=300), 6_000)
    outputs = feed(both(), interleaved(frequent, rare, sounds(26)))
    assert_lawful(outputs)
    assert max(end.duration_s for end in segment_ends(outputs)) <= 2.49


# Audio that is late, missing, or comes and goes


def test_audio_from_the_twentieth_second_on_makes_a_new_init_at_a_keyframe() -> None:
    packager = Packager()
    outputs = configure(packager, [avc_config()])
    early = [unit for unit in pictures(30) if unit.dts_ms < 20_000]
    outputs += push(packager, early)
    outputs += packager.configure(AAC_48K)
    rest = [unit for unit in pictures(30) if unit.dts_ms >= 20_000]
    outputs += push(packager, interleaved(rest, sounds(10, start_ms=20_100)))
    outputs += packager.finish()
    assert_lawful(outputs)
    assert [len(init.codecs) for init in inits(outputs)] == [1, 2]
    assert discontinuities(outputs) == 1
    assert len(samples(outputs, VIDEO_TRACK)) == 900
    assert sound_error_ms(outputs, sounds(10, start_ms=20_100)) <= 2


def test_configured_audio_that_never_comes_becomes_silence() -> None:
    outputs = feed(both(), pictures(10))
    assert_lawful(outputs)
    read = samples(outputs, AUDIO_TRACK)
    assert {s.data for s in read} == {SILENCE}
    assert read[-1].time / 48 > 9_000


def test_audio_that_stops_becomes_silence_and_returns_in_step() -> None:
    audio = sounds(20)
    heard = [unit for unit in audio if not 5_000 < unit.dts_ms < 12_000]
    outputs = feed(both(), interleaved(pictures(20), heard))
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert discontinuities(outputs) == 0
    assert sound_error_ms(outputs, heard) <= 22
    assert sum(s.data == SILENCE for s in samples(outputs, AUDIO_TRACK)) == pytest.approx(328, abs=3)


def test_audio_that_comes_late_is_neither_lost_nor_moved() -> None:
    audio = sounds(12)
    by_arrival = sorted([*pictures(12), *moved(audio, 250)], key=lambda unit: unit.dts_ms)
    late = [
        u if u.kind == "video" else AccessUnit("audio", u.dts_ms - 250, 0, True, u.data) for u in by_arrival
    ]
    outputs = feed(both(), late)
    assert_lawful(outputs)
    assert [s.data for s in samples(outputs, AUDIO_TRACK)] == [unit.data for unit in audio]
    assert sound_error_ms(outputs, audio) <= 2


def test_audio_with_a_clock_of_its_own_is_kept_and_causes_no_restart() -> None:
    outputs = feed(both(), interleaved(pictures(20), sounds(20))[:0] + _with_offset(500_000))
    assert_lawful(outputs)
    assert discontinuities(outputs) == 0
    kept = [s for s in samples(outputs, AUDIO_TRACK) if s.data != SILENCE]
    assert len(kept) > 800


def _with_offset(ms: int) -> list[AccessUnit]:
    mixed = interleaved(pictures(20), sounds(20))
    return [u if u.kind == "video" else AccessUnit("audio", u.dts_ms + ms, 0, True, u.data) for u in mixed]


@pytest.mark.parametrize("drift", [0.0001, -0.0001])
def test_a_drifting_sound_card_stays_within_20_ms_for_an_hour(drift: float) -> None:
    audio = sounds(3_600, rate=8_000, drift=drift)
    outputs = feed([avc_config(), AAC_8K], interleaved(pictures(3_600, fps=1, gop=2, size=4), audio))
    read = samples(outputs, AUDIO_TRACK)
    assert [s.data for s in read] == [unit.data for unit in audio]
    errors = [abs(s.time / 8 - unit.dts_ms) for s, unit in zip(read, audio, strict=True)]
    assert max(errors) < 10
    assert {s.duration for s in read} <= {1023, 1024, 1025}


# Tracks that change


def test_a_new_resolution_begins_at_its_keyframe_under_a_new_init() -> None:
    packager = Packager()
    outputs = configure(packager, both()) + push(packager, interleaved(pictures(5), sounds(5)))
    outputs += packager.configure(avc_config(width=160))
    outputs += push(packager, moved(interleaved(pictures(5), sounds(5)), 5_000)) + packager.finish()
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert [init.width for init in inits(outputs)] == [320, 160]
    assert [group[0].start_s for group in segments(outputs) if group[0].discontinuity] == [5.0]
    assert len(samples(outputs, VIDEO_TRACK)) == 300


def test_the_same_configuration_again_changes_nothing() -> None:
    packager = Packager()
    outputs = configure(packager, both()) + push(packager, interleaved(pictures(3), sounds(3)))
    outputs += configure(packager, both())
    outputs += push(packager, moved(interleaved(pictures(3), sounds(3)), 3_000)) + packager.finish()
    assert_lawful(outputs)
    assert len(inits(outputs)) == 1 and discontinuities(outputs) == 0


def test_a_new_audio_format_waits_for_the_next_keyframe() -> None:
    packager = Packager()
    outputs = configure(packager, both()) + push(packager, interleaved(pictures(4.5), sounds(4.5)))
    outputs += packager.configure(AAC_44K)
    rest = [unit for unit in pictures(10) if unit.dts_ms >= 4_500]
    outputs += push(packager, interleaved(rest, sounds(5.5, 44_100, start_ms=4_500))) + packager.finish()
    assert_lawful(outputs)
    assert [init.audio_timescale for init in inits(outputs)] == [48_000, 44_100]
    assert [group[0].start_s for group in segments(outputs) if group[0].discontinuity] == [5.0]


def test_a_configuration_that_cannot_be_used_is_refused_in_words() -> None:
    packager = Packager()
    with pytest.raises(CodecError, match="vp08"):
        packager.configure(TrackConfig("video", "vp08", b""))
    with pytest.raises(CodecError, match="too short"):
        packager.configure(TrackConfig("video", "avc1", b"\x01\x02"))


def test_video_that_disappears_leaves_an_audio_stream_until_it_returns() -> None:
    video = [unit for unit in pictures(24) if not 4_000 <= unit.dts_ms < 15_000]
    outputs = feed(both(), interleaved(video, sounds(24)))
    assert_lawful(outputs)
    assert [init.codecs[0][:4] for init in inits(outputs)] == ["avc1", "mp4a"]
    assert len({s.data for s in samples(outputs, AUDIO_TRACK)} - {SILENCE}) == len(sounds(24))


def test_video_that_joins_an_audio_stream_is_shown_from_its_keyframe_on() -> None:
    packager = Packager()
    audio = sounds(16)
    outputs = configure(packager, [AAC_48K]) + push(packager, [u for u in audio if u.dts_ms < 8_000])
    outputs += configure(packager, [avc_config()])
    rest = [u for u in audio if u.dts_ms >= 8_000]
    outputs += push(packager, interleaved(pictures(8, start_ms=8_010), rest)) + packager.finish()
    assert_lawful(outputs)
    assert_tracks_are_unbroken([o for o in outputs if o not in inits(outputs)])
    assert [init.codecs[0][:4] for init in inits(outputs)] == ["mp4a", "avc1"]
    assert len(samples(outputs, VIDEO_TRACK)) == 240
    assert len(samples(outputs, AUDIO_TRACK)) == len(audio)


# The publisher goes and comes back


def test_a_publisher_that_returns_continues_the_numbers_and_the_timeline() -> None:
    packager = Packager()
    outputs = configure(packager, both()) + push(packager, interleaved(pictures(5), sounds(5)))
    outputs += packager.discontinuity()
    assert segment_ends(outputs)[-1].msn == parts(outputs)[-1].msn
    outputs += configure(packager, both()) + push(packager, interleaved(pictures(5), sounds(5)))
    outputs += packager.finish()
    assert_lawful(outputs)
    assert len(inits(outputs)) == 1 and discontinuities(outputs) == 1
    assert len(samples(outputs, VIDEO_TRACK)) == 300


@pytest.mark.parametrize(("before", "after"), [(2, 2), (0, 2), (2, 0), (0, 0)])
def test_pictures_and_sound_have_no_hole_where_publishers_meet(before: int, after: int) -> None:
    packager = Packager()
    outputs: list[Output] = []
    for b_frames in (before, after):
        encoded = encode(Recipe(seconds=4.1, gop=30, bframes=b_frames, width=160, height=90))
        outputs += configure(packager, encoded.configs) + push(packager, encoded.units)
        outputs += packager.discontinuity()
    assert_lawful(outputs)
    for track, rate in ((VIDEO_TRACK, 90), (AUDIO_TRACK, 48)):
        shown = sorted(
            ((s.time + s.composition_offset) / rate, s.duration / rate) for s in samples(outputs, track)
        )
        assert max(b - a - length for (a, length), (b, _) in pairwise(shown)) < 40


def test_units_before_new_configurations_are_of_the_publisher_that_left() -> None:
    packager = Packager()
    configure(packager, both())
    push(packager, interleaved(pictures(3), sounds(3)))
    packager.discontinuity()
    assert push(packager, interleaved(pictures(3), sounds(3))) == []


def test_the_part_target_outlives_every_change() -> None:
    packager = Packager()
    outputs = configure(packager, both()) + push(packager, interleaved(pictures(4), sounds(4)))
    outputs += packager.discontinuity() + configure(packager, both())
    outputs += push(packager, interleaved(pictures(6, fps=24, gop=24), sounds(6)))
    outputs += packager.discontinuity() + configure(packager, [AAC_48K])
    outputs += push(packager, sounds(6)) + packager.finish()
    assert_lawful(outputs)


def test_more_bytes_than_a_part_can_have_end_the_stream_in_words() -> None:
    settings = PackagerSettings(max_part_bytes=100_000)
    with pytest.raises(PackagingError, match="lower the bitrate"):
        feed([avc_config()], pictures(3, size=40_000), settings)
