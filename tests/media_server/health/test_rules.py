"""Each trouble has one advice, and a healthy stream has none."""

from dataclasses import replace

import pytest

from media_server.health.rules import Severity, judge
from media_server.health.samples import Loudness, Sample

GOOD = Sample(
    at=0.0,
    video_bitrate=6_000_000,
    audio_bitrate=160_000,
    frame_rate=30.0,
    nominal_frame_rate=30.0,
    width=1920,
    height=1080,
    codecs=("avc1.640028", "mp4a.40.2"),
    keyframe_interval_s=2.0,
    loudness=Loudness(-16.0, -16.0, -16.0, -2.0),
    has_video=True,
    has_audio=True,
)


def history(seconds: int, **changes) -> list[Sample]:
    """A minute and a half of a good stream, of which the last seconds are different."""
    good = [replace(GOOD, at=float(n)) for n in range(90 - seconds)]
    return good + [replace(GOOD, at=90.0 - seconds + n, **changes) for n in range(seconds)]


def codes(samples: list[Sample]) -> list[str]:
    return [advice.code for advice in judge(samples)]


def test_a_healthy_stream_has_no_advice():
    assert codes(history(0)) == []
    assert codes([]) == []
    assert codes([GOOD]) == []


@pytest.mark.parametrize(
    ("code", "seconds", "changes", "words"),
    [
        ("no_data", 4, {"silent_s": 4.0, "frame_rate": 0.0, "video_bitrate": 0}, "4 seconds"),
        ("late", 5, {"late_ms": 2_400}, "2.4 seconds late"),
        ("bitrate_drop", 5, {"video_bitrate": 900_000, "late_ms": 400}, "from 6.0 Mbit/s to 900 kbit/s"),
        ("low_frame_rate", 5, {"frame_rate": 21.0}, "21 of 30"),
        ("keyframe_interval", 1, {"keyframe_interval_s": 8.3}, "8.3 seconds apart"),
        ("gradual_refresh", 5, {"gradual": True}, "new viewers see nothing"),
        ("timestamp_jumps", 2, {"jumps": 1}, "2 times"),
        ("sound_apart", 5, {"sound_ahead_ms": -800}, "0.8 seconds after"),
        ("sound_apart", 5, {"sound_ahead_ms": 800}, "0.8 seconds before"),
        ("no_sound", 20, {"has_audio": False, "loudness": None}, "no sound track"),
        ("silence", 20, {"loudness": Loudness(-70.0, -70.0, -20.0, -3.0)}, "silent"),
        ("too_loud", 60, {"loudness": Loudness(-6.0, -6.0, -7.0, -0.5)}, "-6 LUFS"),
        ("too_quiet", 60, {"loudness": Loudness(-38.0, -38.0, -38.0, -20.0)}, "-38 LUFS"),
        ("clipping", 60, {"loudness": Loudness(-11.0, -11.0, -11.0, 1.2)}, "+1.2 dBTP"),
        ("colours", 1, {"codecs": ("avc1.7a001f", "mp4a.40.2")}, "4:2:2"),
        ("codec", 1, {"codecs": ("hvc1.1.6.L93.B0", "mp4a.40.2")}, "H.265"),
    ],
)
def test_a_trouble_is_named_with_a_way_out(code, seconds, changes, words):
    (advice,) = judge(history(seconds, **changes))
    assert advice.code == code and words in advice.what
    assert "OBS" in advice.fix and advice.fix.endswith((".", "?"))


@pytest.mark.parametrize(
    ("seconds", "changes"),
    [
        (2, {"late_ms": 2_400}),
        (4, {"frame_rate": 21.0}),
        (4, {"sound_ahead_ms": -800}),
        (10, {"has_audio": False}),
        (10, {"loudness": Loudness(-70.0, -70.0, -20.0, -3.0)}),
        (1, {"jumps": 1}),
        (5, {"video_bitrate": 900_000}),  # a still picture needs few bits
    ],
)
def test_a_hiccup_is_no_news(seconds, changes):
    assert codes(history(seconds, **changes)) == []


def test_the_worst_comes_first():
    advice = judge(history(5, keyframe_interval_s=9.0, late_ms=3_000, codecs=("hvc1.1",)))
    assert [one.code for one in advice] == ["late", "keyframe_interval", "codec"]
    assert [one.severity for one in advice] == [Severity.CRITICAL, Severity.WARNING, Severity.HINT]


def test_a_stream_without_pictures_needs_none():
    assert codes(history(60, has_video=False, frame_rate=0.0, video_bitrate=0, keyframe_interval_s=0.0)) == []
