"""Clips hold exactly the pictures between two moments: told by the numbers that are burnt into them."""

import itertools
import json
import subprocess

import av
import pytest

from media_server.jobs.clip import make_clip
from media_server.jobs.errors import JobError
from media_server.jobs.requests import ClipJob
from tests.media_server.jobs.recordings import (
    Recorded,
    fragmented,
    numbers,
    outputs_of,
    picture_times,
)
from tests.media_server.made_media import Recipe, encode
from tests.media_server.probing import tracks


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """12 s with a keyframe every 2 s and two B-frames, as OBS sends it."""
    return Recorded(tmp_path_factory.mktemp("long") / "r", Recipe(seconds=12, gop=60, bframes=2))


def cut(recorded: Recorded, tmp_path, start_s: float, end_s: float, **options):
    target = tmp_path / "clip.mp4"
    return make_clip(ClipJob(recorded.runs(start_s, end_s), start_s, end_s, str(target), **options)), target


FRAMES = [
    (0, 360),
    (60, 180),
    (30, 150),
    (59, 61),
    (75, 76),
    (61, 119),
    (10, 355),
    (119, 121),
    (358, 360),
    (0, 1),
]


@pytest.mark.parametrize(("first", "last"), FRAMES)
def test_exactly_the_pictures_between_two_moments(recorded, tmp_path, first, last):
    result, target = cut(recorded, tmp_path, first / 30, last / 30)
    assert numbers(target) == list(range(first, last))
    assert result.frames == last - first and result.hidden_frames == 0
    times = picture_times(target)
    assert times[0] == 0.0 and times == pytest.approx([n / 30 for n in range(last - first)], abs=0.002)
    assert result.duration_s == pytest.approx((last - first) / 30, abs=0.002)


def test_only_the_seams_are_encoded(recorded, tmp_path):
    assert cut(recorded, tmp_path, 2.0, 8.0)[0].encoded_frames == 0
    result, target = cut(recorded, tmp_path, 1.5, 9.0)
    assert 15 <= result.encoded_frames <= 15 + 3
    assert target.read_bytes().count(b"avcC") == 1


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(seconds=6, gop=30, bframes=0),
        Recipe(seconds=6, fps=60, gop=60, bframes=3, options=(("x264-params", "b-pyramid=normal"),)),
        Recipe(seconds=6, gop=40, bframes=2, options=(("x264-params", "open-gop=1"), ("flags", "-cgop"))),
        Recipe(seconds=6, gop=300, bframes=2),
        Recipe(seconds=6, gop=1, bframes=0),
        Recipe(seconds=6, fps=25, gop=50, bframes=2, options=(("profile", "high"), ("preset", "fast"))),
    ],
    ids=["no B-frames", "pyramid", "open groups", "one keyframe", "only keyframes", "high profile"],
)
def test_whatever_the_encoder_does(tmp_path, recipe):
    recorded = Recorded(tmp_path / "r", recipe)
    for first, last in ((7, 100), (60, 90), (31, 32)):
        _, target = cut(recorded, tmp_path, first / recipe.fps, last / recipe.fps)
        assert numbers(target) == list(range(first, last))
        assert tracks(target)["video"].frames == last - first


def test_sound_stays_with_its_pictures(tmp_path):
    recipe = Recipe(seconds=5, gop=60, hertz=997)  # no two of its frames are alike
    recorded = Recorded(tmp_path / "r", recipe)
    _, target = cut(recorded, tmp_path, 1.5, 3.5)
    sent = {unit.data: unit.dts_ms / 1000 for unit in encode(recipe).units if unit.kind == "audio"}
    with av.open(str(target)) as container:
        found = [(float(p.pts * p.time_base), sent[bytes(p)]) for p in container.demux(audio=0) if p.size]
    # The recording's first picture is shown 67 ms after its first sound, and time counts from there.
    first_shown = min(u.dts_ms + u.cts_ms for u in encode(recipe).units if u.kind == "video") / 1000
    assert [at + 1.5 + first_shown for at, _ in found] == pytest.approx([was for _, was in found], abs=0.002)
    assert found[0][0] <= 0 and found[-1][0] > 2.0 - 0.022
    assert tracks(target)["video"].start_s == 0


def test_a_clip_over_an_interruption_closes_the_gap(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=4), Recipe(seconds=4, first_number=1000))
    result, target = cut(recorded, tmp_path, 3.0, 6.0)
    found = numbers(target)
    assert found[:30] == list(range(90, 120)) and found[30:] == list(range(1000, 1000 + len(found) - 30))
    assert len(found) == result.frames == pytest.approx(90, abs=3)  # the sound was a little longer
    steps = [b - a for a, b in itertools.pairwise(picture_times(target))]
    assert min(steps) > 0.03 and max(steps) < 0.15


def test_a_clip_over_a_change_of_picture_size_has_the_longer_parts_size(tmp_path):
    second = Recipe(seconds=4, width=480, height=270, first_number=1000)
    recorded = Recorded(tmp_path / "r", Recipe(seconds=4), second)
    result, target = cut(recorded, tmp_path, 3.0, 7.0)
    assert (result.width, result.height) == (480, 270)
    found = numbers(target)
    assert found[:30] == list(range(90, 120)) and found[30] == 1000
    assert result.encoded_frames >= 30
    assert tracks(target)["video"].width == 480


def test_colours_and_the_shape_of_pixels_are_the_same_in_the_seams(tmp_path):
    wide = (("x264-params", "colorprim=bt709:transfer=bt709:colormatrix=bt709:sar=4/3"),)
    recorded = Recorded(tmp_path / "r", Recipe(seconds=5, gop=60, options=wide))
    _, target = cut(recorded, tmp_path, 1.0, 3.0)
    command = ["ffprobe", "-v", "error", "-select_streams", "v", "-show_frames", "-of", "json", str(target)]
    frames = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["frames"]
    looks = {(f["color_space"], f["color_primaries"], f["sample_aspect_ratio"]) for f in frames}
    assert looks == {("bt709", "bt709", "4:3")} and len(frames) == 60


def test_a_vertical_clip_is_an_upright_window(recorded, tmp_path):
    result, target = cut(recorded, tmp_path, 1.0, 3.0, vertical=True)
    assert (result.width, result.height) == (50, 90)
    video = tracks(target)["video"]
    assert (video.width, video.height, video.frames) == (50, 90, 60)
    wide, _ = cut(recorded, tmp_path, 1.0, 1.5, vertical=True, crop_x=7.0)  # as far right as there is
    assert (wide.width, wide.height) == (50, 90)


def test_without_encoding_an_edit_list_hides_what_is_too_much(recorded, tmp_path):
    result, target = cut(recorded, tmp_path, 1.5, 3.0, exact=False)
    assert result.encoded_frames == 0 and result.hidden_frames >= 45
    assert numbers(target) == list(range(45, 90))


def test_hevc_is_cut_by_the_edit_list(tmp_path):
    source = fragmented(tmp_path / "source.mp4", "libx265", "aac", 6)
    recorded = Recorded(tmp_path / "r", outputs=outputs_of(source, 6.0))
    result, target = cut(recorded, tmp_path, 2.5, 4.0)
    assert result.encoded_frames == 0 and result.frames == 45
    video = tracks(target)["video"]
    assert (video.codec, video.frames) == ("hevc", 45)


def test_sound_alone_can_be_cut(tmp_path):
    recorded = Recorded(tmp_path / "r", Recipe(seconds=6, video=False))
    result, target = cut(recorded, tmp_path, 1.0, 3.0)
    assert result.duration_s == pytest.approx(2.0, abs=0.05) and list(tracks(target)) == ["audio"]


def test_a_running_recording_can_be_cut_up_to_its_last_part(recorded, tmp_path):
    _, target = cut(recorded, tmp_path, recorded.duration_s - 1.0, recorded.duration_s + 5.0)
    assert numbers(target)[-1] == 359


@pytest.mark.parametrize(("start", "end"), [(1.0, 1.0), (2.0, 1.0), (0.0, 601.0)])
def test_impossible_lengths_are_refused(recorded, tmp_path, start, end):
    with pytest.raises(JobError, match="lasts between"):
        make_clip(ClipJob(recorded.runs(), start, end, str(tmp_path / "clip.mp4")))


def test_damaged_pictures_are_replaced_or_reported(tmp_path):
    recipe = Recipe(seconds=4, gop=60)
    recorded = Recorded(tmp_path / "r", recipe)
    media = recorded.folder / "media-000001.mp4"
    data = bytearray(media.read_bytes())
    places = [n for n in range(5000, len(data) - 4) if data[n : n + 4] == b"mdat"]
    for place in places[3:6]:
        data[place + 60 : place + 400] = b"\xaa" * 340
    media.write_bytes(data)
    result, target = cut(recorded, tmp_path, 0.5, 3.5)
    assert result.frames == 90
    subprocess.run(["ffmpeg", "-nostdin", "-v", "quiet", "-i", target, "-f", "null", "-"], check=True)
