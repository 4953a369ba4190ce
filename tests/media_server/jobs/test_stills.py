"""Posters, live thumbnails and storyboards show the pictures that they should."""

import io
import re

import av
import pytest
from PIL import Image

from media_server.jobs.errors import JobError
from media_server.jobs.requests import PosterJob, StoryboardJob, ThumbnailJob
from media_server.jobs.stills import make_poster, make_storyboard, make_thumbnail
from media_server.packaging.outputs import InitSection, Part
from tests.media_server.jobs.recordings import Recorded
from tests.media_server.made_media import Recipe, packaged, read_number

RECIPE = Recipe(seconds=9, gop=30, bframes=2)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    return Recorded(tmp_path_factory.mktemp("stills") / "r", RECIPE)


def number_in(image: Image.Image) -> int:
    return read_number(av.VideoFrame.from_image(image.convert("RGB")).reformat(format="yuv420p"))


@pytest.mark.parametrize("frame", [0, 29, 30, 100, 269])
def test_a_poster_is_the_picture_of_that_moment(recorded, tmp_path, frame):
    at_s = frame / 30 + 0.01
    target = tmp_path / "poster.jpg"
    result = make_poster(PosterJob(recorded.runs(at_s, at_s + 0.01), at_s, str(target)))
    assert number_in(Image.open(target)) == frame
    assert (result.width, result.height) == (160, 90)
    assert result.at_s == pytest.approx(frame / 30, abs=0.002)


def test_a_poster_is_made_no_larger_than_asked_and_never_blown_up(recorded, tmp_path):
    for width, expected in ((80, (80, 45)), (5000, (160, 90))):
        target = tmp_path / "poster.webp"
        make_poster(PosterJob(recorded.runs(1, 1.1), 1.0, str(target), width))
        assert Image.open(target).size == expected and Image.open(target).format == "WEBP"


def test_a_poster_of_another_kind_of_file_is_refused(recorded, tmp_path):
    with pytest.raises(JobError, match="webp or jpg"):
        make_poster(PosterJob(recorded.runs(1, 1.1), 1.0, str(tmp_path / "poster.svg")))


def test_a_live_thumbnail_is_the_first_picture_of_its_part():
    outputs = packaged(RECIPE)
    init = next(o for o in outputs if isinstance(o, InitSection))
    parts = [o for o in outputs if isinstance(o, Part) and o.independent]
    for second, part in enumerate(parts[:4]):
        job = ThumbnailJob(len(init.data), max_width=160, format="jpg")
        result, picture = make_thumbnail(job, init.data + part.data)
        assert number_in(Image.open(io.BytesIO(picture))) == second * 30
        assert (result.width, result.height) == (160, 90)


@pytest.mark.parametrize("damage", [lambda d: d[:700], lambda d: b"", lambda d: d[:1200] + b"\xff" * 5000])
def test_a_damaged_part_is_a_clear_error(damage):
    outputs = packaged(RECIPE)
    data = outputs[0].data + outputs[1].data
    with pytest.raises(JobError):
        make_thumbnail(ThumbnailJob(len(outputs[0].data)), damage(data))


def test_a_storyboard_shows_the_right_picture_at_each_place(recorded, tmp_path):
    job = StoryboardJob(recorded.runs(), str(tmp_path), interval_s=1.0, width=160, columns=2, rows=2)
    result = make_storyboard(job)
    assert result.sheets == ("storyboard-001.webp", "storyboard-002.webp", "storyboard-003.webp")
    cue = re.compile(r"(\S+) --> (\S+)\n(storyboard-\d{3}\.webp)#xywh=(\d+),(\d+),(\d+),(\d+)")
    cues = cue.findall((tmp_path / "storyboard.vtt").read_text())
    assert len(cues) == result.pictures == 10
    for second, (start, _, sheet, *area) in enumerate(cues[:9]):
        x, y, width, height = map(int, area)
        picture = Image.open(tmp_path / sheet).crop((x, y, x + width, y + height))
        assert start == f"00:00:{second:02d}.000"
        # The keyframe that is on the screen in the middle of the second.
        assert number_in(picture) == second * 30


def test_a_long_recording_gets_fewer_pictures_not_more_sheets(recorded, tmp_path, monkeypatch):
    monkeypatch.setattr("media_server.jobs.stills._MAX_PICTURES", 3)
    result = make_storyboard(StoryboardJob(recorded.runs(), str(tmp_path), interval_s=1.0))
    assert result.pictures == 3 and result.interval_s == pytest.approx(recorded.duration_s / 3)


def test_sound_alone_has_no_stills(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=3, video=False))
    with pytest.raises(JobError, match="no pictures"):
        make_storyboard(StoryboardJob(recorded.runs(), str(tmp_path)))
    with pytest.raises(JobError, match="no picture"):
        make_poster(PosterJob(recorded.runs(), 1.0, str(tmp_path / "p.jpg")))
