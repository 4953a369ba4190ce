"""The MP4 download: every frame that was sent is in it once, in its time."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import av
import pytest

from media_server.jobs.errors import JobError
from media_server.jobs.mp4 import movie
from media_server.jobs.remux import make_mp4
from media_server.jobs.requests import Mp4Job
from media_server.packaging.outputs import Output
from media_server.packaging.packager import Packager
from media_server.packaging.settings import PackagerSettings
from tests.media_server.jobs.recordings import Recorded, fragmented, numbers, outputs_of, picture_times
from tests.media_server.made_media import Recipe, encode
from tests.media_server.probing import tracks


def download(recorded: Recorded, tmp_path):
    target = tmp_path / "download.mp4"
    return make_mp4(Mp4Job(recorded.runs(), str(target))), target


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(seconds=10, gop=60, bframes=2),
        Recipe(seconds=5, gop=25, bframes=0, fps=25),
        Recipe(seconds=5, fps=60, gop=120, bframes=3),
        Recipe(seconds=5, gop=30, rate=44_100),
    ],
    ids=["b-frames", "25 fps", "60 fps", "44.1 kHz"],
)
def test_every_frame_that_was_sent_is_in_it(tmp_path, recipe):
    result, target = download(Recorded(tmp_path / "r", recipe), tmp_path)
    sent = encode(recipe).units
    found = tracks(target)
    assert found["video"].frames == recipe.frames == result.video_samples
    sounds = sum(unit.kind == "audio" for unit in sent)
    assert found["audio"].frames == sounds == result.audio_samples
    assert numbers(target) == list(range(recipe.frames))
    assert result.size_bytes == target.stat().st_size


def test_pictures_and_sound_keep_their_distance(tmp_path):
    recipe = Recipe(seconds=6, bframes=2)
    _, target = download(Recorded(tmp_path / "r", recipe), tmp_path)
    first_shown = min(u.dts_ms + u.cts_ms for u in encode(recipe).units if u.kind == "video")
    found = tracks(target)
    apart = found["video"].start_s - found["audio"].start_s
    assert apart == pytest.approx(first_shown / 1000, abs=0.002)
    times = picture_times(target)
    assert times == pytest.approx([times[0] + n / 30 for n in range(180)], abs=0.002)


def test_it_plays_while_it_loads(tmp_path):
    _, target = download(Recorded(tmp_path / "r", Recipe(seconds=3)), tmp_path)
    data = target.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_publisher_that_came_back_with_another_picture_size(tmp_path):
    second = Recipe(seconds=3, width=480, height=270, first_number=1000)
    recorded = Recorded(tmp_path / "r", Recipe(seconds=4), second)
    result, target = download(recorded, tmp_path)
    assert numbers(target) == [*range(120), *range(1000, 1090)]
    times = picture_times(target)
    steps = [b - a for a, b in itertools.pairwise(times)]
    assert min(steps) > 0.03 and max(steps) < 0.2  # the gap in the stream is closed
    assert result.duration_s == pytest.approx(recorded.duration_s, abs=0.2)


def test_a_publisher_that_came_back_as_it_was_needs_one_entry(tmp_path):
    _, target = download(Recorded(tmp_path / "r", Recipe(seconds=2), Recipe(seconds=2)), tmp_path)
    assert numbers(target) == [*range(60), *range(60)]
    assert target.read_bytes().count(b"avcC") == 1


def test_sound_that_changes_its_make(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=2), Recipe(seconds=2, rate=44_100))
    result, target = download(recorded, tmp_path)
    sounds = [
        sum(unit.kind == "audio" for unit in encode(recipe).units)
        for recipe in (Recipe(seconds=2), Recipe(seconds=2, rate=44_100))
    ]
    assert result.audio_samples == pytest.approx(sum(sounds), abs=1)  # where they meet one may be cut off
    assert tracks(target)["audio"].frames == pytest.approx(sum(sounds), abs=2)


def an_hour() -> Iterator[Output]:
    """16 s are whole numbers of pictures and of sound frames: they follow each other without a seam."""
    encoded = encode(Recipe(seconds=16, width=64, height=64, fps=1, gop=8, rate=8_000))
    packager = Packager(PackagerSettings(part_s=2.0, segment_s=8.0))
    for config in encoded.configs:
        yield from packager.configure(config)
    for turn in range(225):
        for unit in encoded.units:
            if unit.dts_ms < 16_000:
                yield from packager.push(replace(unit, dts_ms=unit.dts_ms + turn * 16_000))
    yield from packager.finish()


def test_sound_does_not_drift_within_an_hour(tmp_path):
    recorded = Recorded(tmp_path / "r", outputs=an_hour(), file_seconds=600.0)
    result, target = download(recorded, tmp_path)
    assert (result.video_samples, result.audio_samples) == (3600, 3600 * 8_000 // 1024)
    with av.open(str(target)) as container:
        for stream in container.streams:
            container.seek(3599_000_000)
            times = [float(p.dts * p.time_base) for p in container.demux(stream) if p.size]
            frame = 1 if stream.type == "video" else 1024 / 8_000
            assert times[-1] == pytest.approx(3600 - frame, abs=0.002)


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_a_stream_of_one_kind(tmp_path, kind):
    recipe = Recipe(seconds=4, video=kind == "video", audio=kind == "audio")
    _, target = download(Recorded(tmp_path / "r", recipe), tmp_path)
    assert list(tracks(target)) == [kind]


def test_codecs_other_than_h264_are_copied_as_they_are(tmp_path):
    source = fragmented(tmp_path / "source.mp4", "libx265", "libopus", 4)
    recorded = Recorded(tmp_path / "r", outputs=outputs_of(source, 4.0))
    _, target = download(recorded, tmp_path)
    found = tracks(target)
    assert (found["video"].codec, found["video"].frames) == ("hevc", 120)
    assert found["audio"].codec == "opus"


def test_large_files_get_wide_offsets(tmp_path, monkeypatch):
    monkeypatch.setattr(movie, "_MAX_32", 1 << 28)
    _, target = download(Recorded(tmp_path / "r", Recipe(seconds=2)), tmp_path)
    assert b"co64" in target.read_bytes() and numbers(target) == list(range(60))


def test_a_damaged_recording_is_a_clear_error(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=2))
    media = recorded.folder / "media-000001.mp4"
    data = bytearray(media.read_bytes())
    data[2000:2004] = b"\xff\xff\xff\xff"
    data[recorded.index.files[1].init_size : recorded.index.files[1].init_size + 4] = b"\x00\x00\x00\x01"
    media.write_bytes(data)
    with pytest.raises(JobError, match="damaged"):
        download(recorded, tmp_path)
    media.unlink()
    with pytest.raises(JobError, match="cannot be read"):
        download(recorded, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_target_that_cannot_be_written_is_a_clear_error(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=2))
    with pytest.raises(JobError, match="could not be written"):
        make_mp4(Mp4Job(recorded.runs(), str(tmp_path / "missing" / "out.mp4")))
