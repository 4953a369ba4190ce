"""What a stream brings, in figures: a second at a time, with the clock in our hands."""

from dataclasses import replace

import pytest

from media_server.health.monitor import KEPT, HealthMonitor
from media_server.health.samples import Loudness, Sample
from media_server.packaging.outputs import InitSection
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.made_media import Recipe, encode

NOW = 1_800_000_000.0
VIDEO, AUDIO = TrackConfig("video", "avc1", b""), TrackConfig("audio", "mp4a", b"")


class Stream:
    """Thirty pictures of 25,000 bytes a second and sound, on a clock of its own."""

    def __init__(self) -> None:
        self.monitor = HealthMonitor()
        self.monitor.on_config(VIDEO)
        self.monitor.on_config(AUDIO)
        self.monitor.on_output(InitSection(0, b"", ("avc1.640028", "mp4a.40.2"), 1920, 1080, 30.0))
        self.now, self.at, self.ms = 0.0, NOW, 0.0

    def second(self, pictures: int = 30, media_s: float = 1.0, sound_ms: int = 0, gop: int = 60) -> Sample:
        for n in range(pictures):
            at = round(self.ms + n * media_s * 1000 / max(1, pictures))
            key = round(at / 1000 * 30) % gop == 0
            self.monitor.on_unit(AccessUnit("video", at, 0, key, bytes(25_000)))
            self.monitor.on_unit(AccessUnit("audio", at + sound_ms, 0, True, bytes(500)))
        self.ms += media_s * 1000
        self.now, self.at = self.now + 1.0, self.at + 1.0
        return self.monitor.tick(self.now, self.at)


def test_rates_sizes_and_codecs():
    stream = Stream()
    for _ in range(5):
        sample = stream.second()
    assert (sample.video_bitrate, sample.audio_bitrate) == (6_000_000, 120_000)
    assert (sample.frame_rate, sample.nominal_frame_rate) == (30.0, 30.0)
    assert (sample.width, sample.height, sample.codecs) == (1920, 1080, ("avc1.640028", "mp4a.40.2"))
    assert (sample.keyframe_interval_s, sample.jumps, sample.late_ms, sample.silent_s) == (2.0, 0, 0, 0.0)


def test_a_tick_that_comes_late_does_not_inflate_the_rates():
    stream = Stream()
    stream.second()
    stream.now += 1.0
    assert stream.second().video_bitrate == 3_000_000


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_is_set_changes_no_figure(hours):
    stream = Stream()
    for _ in range(3):
        before = stream.second()
    stream.at += hours * 3600
    sample = stream.second()
    assert sample.at - before.at == hours * 3600 + 1
    assert replace(sample, at=0.0) == replace(before, at=0.0)


def test_keyframes_that_stay_away_are_seen_before_the_next_one_comes():
    stream = Stream()
    for _ in range(8):
        sample = stream.second(gop=100_000)
    assert sample.keyframe_interval_s == pytest.approx(8.0, abs=0.1)


def test_media_that_arrives_more_slowly_than_it_plays_is_late():
    stream = Stream()
    for _ in range(3):
        stream.second()
    late = [stream.second(media_s=0.8).late_ms for _ in range(5)]
    assert late == pytest.approx([200, 400, 600, 800, 1000], abs=50)


def test_a_burst_after_a_pause_is_no_lateness():
    stream = Stream()
    stream.second()
    stream.second(pictures=0, media_s=0.0)
    stream.second(media_s=2.0)
    assert stream.second().late_ms == pytest.approx(0, abs=50)


def test_jumps_are_counted_and_do_not_spoil_the_lateness():
    stream = Stream()
    stream.second()
    stream.ms += 60_000
    sample = stream.second()
    assert sample.jumps == 2 and sample.late_ms == 0
    stream.ms -= 30_000
    assert stream.second().jumps == 2
    assert stream.second().jumps == 0


def test_a_picture_that_stays_is_no_jump():
    stream = Stream()
    stream.second()
    for ms in range(1_000, 5_000, 20):
        stream.monitor.on_unit(AccessUnit("audio", ms, 0, True, bytes(500)))
    stream.ms = 4_990
    assert stream.second().jumps == 0

    monitor = HealthMonitor()
    for ms in (0, 40, 5_000, 14_000, 30_000):
        monitor.on_unit(AccessUnit("video", ms, 0, False, bytes(500)))
    assert monitor.tick(1.0, NOW).jumps == 1


def test_another_publish_is_no_jump():
    stream = Stream()
    stream.second()
    stream.monitor.on_discontinuity()
    stream.ms = 5.0
    assert stream.second().jumps == 0


def test_sound_that_comes_apart_from_its_pictures():
    assert Stream().second(sound_ms=-700).sound_ahead_ms == -700


def test_silence_on_the_wire_is_timed():
    stream = Stream()
    stream.second()
    assert [stream.second(pictures=0).silent_s for _ in range(3)] == [1.0, 2.0, 3.0]
    assert stream.second().silent_s == 0.0


def test_further_tracks_are_not_counted():
    stream = Stream()
    stream.monitor.on_unit(AccessUnit("video", 0, 0, True, bytes(99), track=1))
    assert stream.second(pictures=0).video_bitrate == 0


def test_ten_minutes_are_kept():
    stream = Stream()
    for _ in range(KEPT + 5):
        stream.second(pictures=1)
    history = stream.monitor.history
    assert len(history) == KEPT and history[-1].at - history[0].at == KEPT - 1


def test_the_report_is_ready_for_json():
    stream = Stream()
    stream.monitor.on_loudness(Loudness(-20.0, -21.0, -22.0, -3.0))
    for _ in range(4):
        stream.second(pictures=0)
    report = stream.monitor.report()
    assert report["sample"]["loudness"]["integrated"] == -22.0
    assert report["advice"][0]["code"] == "no_data"
    assert HealthMonitor().report() == {"sample": {}, "advice": []}


def test_a_real_stream():
    recipe = Recipe(seconds=6, fps=25, gop=50, bframes=2)
    monitor = HealthMonitor()
    second = 1
    for config in encode(recipe).configs:
        monitor.on_config(config)
    for unit in encode(recipe).units:
        if unit.dts_ms >= second * 1000:
            monitor.tick(NOW + second, NOW + second)
            second += 1
        monitor.on_unit(replace(unit, dts_ms=unit.dts_ms + 2**33))
    sample = monitor.history[-1]
    assert sample.frame_rate == 25.0 and sample.keyframe_interval_s == 2.0 and sample.jumps == 0
