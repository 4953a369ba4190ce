"""What encoders and muxers do with time that nobody would advise: pictures stay, clocks stand still or bend."""

from dataclasses import replace

import pytest

from media_server.packaging.boxes import AUDIO_TRACK, VIDEO_TRACK
from media_server.packaging.errors import PackagingError
from media_server.packaging.packager import FREE_JUMPS, Packager
from media_server.packaging.settings import Alignment, PackagerSettings
from tests.media_server.packaging.feeding import (
    AAC_48K,
    avc_config,
    configure,
    feed,
    interleaved,
    pictures,
    push,
    sounds,
)
from tests.media_server.packaging.laws import assert_lawful, assert_tracks_are_unbroken, inits, parts, samples


def test_a_picture_without_sound_may_stay_for_some_seconds() -> None:
    shown = [unit for unit in pictures(20, fps=30, gop=600) if not 2_000 < unit.dts_ms < 9_000]
    outputs = feed([avc_config()], shown)
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert not any(part.discontinuity for part in parts(outputs))
    assert len(samples(outputs, VIDEO_TRACK)) == len(shown)


def test_one_picture_in_two_seconds_is_a_stream() -> None:
    outputs = feed([avc_config()], pictures(40, fps=0.5, gop=4))
    assert_lawful(outputs)
    assert not any(part.discontinuity for part in parts(outputs))
    assert len(samples(outputs, VIDEO_TRACK)) == 20


def test_a_minute_without_pictures_is_a_jump() -> None:
    shown = [unit for unit in pictures(70, fps=10, gop=20) if not 2_000 < unit.dts_ms < 62_000]
    outputs = feed([avc_config()], shown)
    assert_lawful(outputs)
    assert sum(part.discontinuity for part in parts(outputs) if part.index == 0) == 1


def test_the_frame_rate_is_that_of_showing_where_decoding_times_follow_the_sound() -> None:
    """GStreamer's flvmux lets no decoding time lie before the sound that is already written."""
    bent = []
    for unit in pictures(4):
        dts_ms = -(-unit.dts_ms // 26) * 26
        bent.append(replace(unit, dts_ms=dts_ms, cts_ms=unit.dts_ms + 66 - dts_ms))
    outputs = feed([avc_config()], bent)
    assert_lawful(outputs)
    assert inits(outputs)[0].frame_rate == 30.0


def test_one_picture_under_a_song_is_shown_and_the_song_goes_on() -> None:
    packager = Packager()
    outputs = configure(packager, [avc_config(), AAC_48K])
    outputs += push(packager, interleaved(pictures(0.02), sounds(12)))
    assert parts(outputs), "it starts although no second picture comes"
    outputs += packager.finish()
    assert_lawful(outputs)
    assert len(samples(outputs, VIDEO_TRACK)) == 1
    assert len(samples(outputs, AUDIO_TRACK)) == len(sounds(12))


def test_sound_that_comes_seconds_before_its_pictures_starts_nothing_too_soon() -> None:
    shown, heard = pictures(6, fps=25, gop=25), sounds(6)
    ahead = sorted(shown + heard, key=lambda unit: unit.dts_ms - (3_500 if unit.kind == "audio" else 0))
    outputs = feed([avc_config(), AAC_48K], ahead)
    assert_lawful(outputs)
    assert inits(outputs)[0].frame_rate == 25.0 and len(inits(outputs)) == 1
    assert len(samples(outputs, VIDEO_TRACK)) == len(shown)


def test_a_rung_waits_for_its_pictures_however_early_their_sound_comes() -> None:
    alignment = Alignment(msn=3, dts_ms=6_000, start_s=6.0, part_target_s=0.205, target_duration_s=2)
    packager = Packager(PackagerSettings(alignment=alignment))
    outputs = configure(packager, [AAC_48K])
    outputs += push(packager, sounds(3, start_ms=6_000))
    outputs += configure(packager, [avc_config()])
    outputs += push(packager, pictures(3, start_ms=6_000))
    [init] = inits(outputs)
    assert init.width and parts(outputs)[0].msn == 3
    assert len(samples(outputs, AUDIO_TRACK)) > 100


def test_a_clock_that_never_stops_jumping_ends_the_stream_in_words() -> None:
    one = pictures(0.02)[0]
    jumping = [replace(one, dts_ms=3_600_000 * (n % 2)) for n in range(2 * FREE_JUMPS)]
    with pytest.raises(PackagingError, match="jump too often"):
        feed([avc_config()], pictures(1) + jumping)


def test_timestamps_that_stand_still_end_the_stream_in_words() -> None:
    still = [replace(unit, dts_ms=7) for unit in pictures(40)]
    with pytest.raises(PackagingError, match="stand still"):
        feed([avc_config()], still)
