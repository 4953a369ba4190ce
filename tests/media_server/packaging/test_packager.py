"""The regular life of a stream: nothing lost, parts of equal length, both tracks in step."""

import io

import av
import pytest

from media_server.packaging.boxes import AUDIO_TRACK, VIDEO_TRACK
from media_server.packaging.outputs import Output
from media_server.packaging.packager import Packager
from tests.media_server.made_media import Recipe, encode, read_number
from tests.media_server.packaging.feeding import (
    AAC_48K,
    avc_config,
    feed,
    interleaved,
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

RECIPES = {
    "30 fps, B-frames": Recipe(seconds=6, fps=30, gop=60, bframes=2),
    "24 fps": Recipe(seconds=6, fps=24, gop=24, bframes=0),
    "25 fps, 44.1 kHz": Recipe(seconds=6, fps=25, gop=50, bframes=1, rate=44_100),
    "60 fps": Recipe(seconds=4, fps=60, gop=120, bframes=0),
    "5 fps": Recipe(seconds=8, fps=5, gop=10, bframes=0),
    "odd keyframes": Recipe(seconds=7, fps=30, gop=47, bframes=0),
    "video only": Recipe(seconds=5, bframes=2, audio=False),
    "audio only": Recipe(seconds=5, video=False),
    "starts late": Recipe(seconds=4, start_ms=17_000_000, bframes=0),
}


def package(recipe: Recipe) -> list[Output]:
    encoded = encode(recipe)
    return feed(encoded.configs, encoded.units)


def as_file(outputs: list[Output]) -> io.BytesIO:
    return io.BytesIO(inits(outputs)[0].data + b"".join(part.data for part in parts(outputs)))


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())
def test_every_unit_comes_out_once_with_its_bytes_and_its_time(recipe: Recipe) -> None:
    outputs = package(recipe)
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    units = encode(recipe).units
    start = units[0].dts_ms if not recipe.video else next(u.dts_ms for u in units if u.kind == "video")
    for kind, track in (("video", VIDEO_TRACK), ("audio", AUDIO_TRACK)):
        sent = [unit for unit in units if unit.kind == kind]
        read = samples(outputs, track)
        assert [sample.data for sample in read] == [unit.data for unit in sent]
        if kind == "video":
            # With nothing to be heard before, the first picture is shown where the stream begins.
            reordering = 0 if recipe.audio else sent[0].cts_ms
            assert [s.time + s.composition_offset for s in read] == [
                (unit.dts_ms - start + unit.cts_ms - reordering) * 90 for unit in sent
            ]
        else:
            rate = recipe.rate
            assert all(
                abs(s.time * 1000 / rate - (unit.dts_ms - start)) <= 2
                for s, unit in zip(read, sent, strict=True)
            )


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())
def test_a_decoder_gets_every_picture_in_order(recipe: Recipe) -> None:
    outputs = package(recipe)
    with av.open(as_file(outputs)) as container:
        numbers = [read_number(frame) for frame in container.decode(video=0)] if recipe.video else []
    with av.open(as_file(outputs)) as container:
        sound = sum(frame.samples for frame in container.decode(audio=0)) if recipe.audio else 0
    assert numbers == (list(range(recipe.frames)) if recipe.video else [])
    assert sound == sum(1024 for unit in encode(recipe).units if unit.kind == "audio")


def test_regular_keyframes_make_equal_parts_and_each_keyframe_opens_one() -> None:
    outputs = package(RECIPES["30 fps, B-frames"])
    whole = [part for group in segments(outputs)[:-1] for part in group]
    assert {round(part.duration_s, 3) for part in whole} == {0.2}
    assert inits(outputs)[0].part_target_s == 0.205
    assert [[part.independent for part in group].index(True) for group in segments(outputs)] == [0, 0, 0]
    assert [end.duration_s for end in segment_ends(outputs)[:-1]] == [2, 2]


def test_an_independent_part_begins_with_a_keyframe_and_only_that() -> None:
    outputs = package(RECIPES["odd keyframes"])
    for part in parts(outputs):
        first = next(s for s in samples([part]) if s.track == VIDEO_TRACK)
        assert part.independent == first.sync
    assert all(group[0].independent for group in segments(outputs))


def test_the_init_section_says_what_the_stream_is() -> None:
    init = inits(package(RECIPES["25 fps, 44.1 kHz"]))[0]
    assert init.codecs[0].startswith("avc1.") and init.codecs[1] == "mp4a.40.2"
    assert (init.width, init.height, init.frame_rate) == (160, 90, 25.0)
    assert (init.video_timescale, init.audio_timescale, init.channels) == (90_000, 44_100, 2)


def test_pictures_before_the_first_keyframe_are_left_out() -> None:
    units = [unit for unit in pictures(4, gop=30) if unit.dts_ms >= 500]
    outputs = feed([avc_config()], units)
    assert_lawful(outputs)
    assert samples(outputs)[0].data == pictures(4)[30].data


def test_parts_leave_as_soon_as_both_tracks_have_passed_their_end() -> None:
    packager = Packager()
    packager.configure(avc_config())
    packager.configure(AAC_48K)
    late = 0.0
    for unit in interleaved(pictures(6), sounds(6)):
        for part in parts(packager.push(unit)):
            if part.msn > 0:
                late = max(late, unit.dts_ms / 1000 - part.start_s - part.duration_s)
    assert late <= 0.022


def test_the_same_units_give_the_same_bytes() -> None:
    recipe = RECIPES["30 fps, B-frames"]
    assert package(recipe) == package(recipe)


def test_what_has_come_is_not_lost_when_the_stream_ends_before_it_began() -> None:
    outputs = feed([avc_config(), AAC_48K], interleaved(pictures(0.3), sounds(0.3)))
    assert_lawful(outputs)
    assert len(samples(outputs, VIDEO_TRACK)) == 9


def test_nothing_comes_of_nothing() -> None:
    assert feed([], pictures(3)) == []
    assert feed([avc_config()], []) == []
    assert push(Packager(), sounds(2)) == []
