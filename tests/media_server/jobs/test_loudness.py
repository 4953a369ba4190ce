"""EBU R 128: a sine of 1 kHz on both channels is as loud in LUFS as its peak is in dBFS (EBU Tech 3341)."""

import pytest

from media_server.jobs.errors import JobError
from media_server.jobs.loudness import SILENCE, Meter, measure_loudness
from media_server.jobs.requests import LoudnessJob
from tests.media_server.jobs.recordings import Recorded
from tests.media_server.made_media import Recipe, audio_frames


@pytest.mark.parametrize("level", [-23.0, -33.0, -18.0])
def test_a_sine_of_known_level(level):
    meter = Meter()
    for frame in audio_frames(20, level):
        meter.add(frame)
    reading = meter.reading
    assert reading.integrated == pytest.approx(level, abs=0.1)
    assert reading.momentary == pytest.approx(level, abs=0.1)
    assert reading.short_term == pytest.approx(level, abs=0.1)
    assert reading.true_peak == pytest.approx(level, abs=0.2)
    assert reading.loudness_range == pytest.approx(0.0, abs=0.1)


def test_quiet_passages_do_not_count_into_the_whole():
    """As in EBU Tech 3341, case 3: what is 10 LU quieter than the rest is gated out."""
    meter = Meter()
    for seconds, level in ((5, -36.0), (30, -23.0), (5, -36.0)):
        for frame in audio_frames(seconds, level):
            meter.add(frame)
    assert meter.reading.integrated == pytest.approx(-23.0, abs=0.1)


def test_a_recording_through_aac(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=10, dbfs=-23.0, width=64, height=64))
    result = measure_loudness(LoudnessJob(recorded.runs()))
    assert result.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert result.true_peak_dbtp == pytest.approx(-22.5, abs=0.6)


def test_a_change_of_sample_rate_is_no_end(tmp_path):
    recipes = (
        Recipe(seconds=5, video=False, dbfs=-20.0),
        Recipe(seconds=5, video=False, dbfs=-20.0, rate=44_100),
    )
    result = measure_loudness(LoudnessJob(Recorded(tmp_path / "r", *recipes).runs()))
    assert result.integrated_lufs == pytest.approx(-20.0, abs=0.2)


def test_silence_has_a_number():
    meter = Meter()
    for frame in audio_frames(3, -200.0):
        meter.add(frame)
    assert meter.reading.momentary == meter.reading.integrated == meter.reading.true_peak == SILENCE


def test_pictures_alone_have_no_loudness(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=2, audio=False))
    with pytest.raises(JobError, match="no sound"):
        measure_loudness(LoudnessJob(recorded.runs()))
