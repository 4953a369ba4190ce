"""The demo's television: loops without a seam, played at the pace of the clock."""

from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops, ImageStat

from aethex_live.demo_tv import loops, scenes, sounds
from aethex_live.demo_tv.loops import Loop, Piece
from aethex_live.demo_tv.publisher import pieces_from

CHORDS = 16  # seconds until they begin again


@pytest.mark.parametrize("scene", [scenes.orrery, scenes.dance_floor])
def test_a_minute_later_the_picture_is_the_same(scene):
    draw = scene()
    for number in (0, 7 * scenes.RATE + 3):
        first, again = draw(number), draw(number + scenes.LOOP * scenes.RATE)
        assert first.size == (scenes.WIDTH, scenes.HEIGHT)
        (apart,) = ImageStat.Stat(ImageChops.difference(first, again).convert("L")).mean
        assert apart < 0.05  # an edge may lie a hair elsewhere
    assert ImageChops.difference(draw(0), draw(11)).getbbox() is not None


def test_the_clock_shows_the_seconds_of_the_day():
    draw = scenes.orrery()
    digits = (0, 90, 220, 230)
    at_five = draw(5 * scenes.RATE).crop(digits)
    assert ImageChops.difference(at_five, draw(5 * scenes.RATE + 20).crop(digits)).getbbox() is None
    assert ImageChops.difference(at_five, draw(6 * scenes.RATE).crop(digits)).getbbox() is not None


def test_loops_of_sound_end_where_a_frame_ends_and_the_chords_begin_again():
    assert sounds.LOOP * sounds.RATE % loops.AAC_FRAME == 0 == sounds.LOOP % CHORDS


def test_the_music_has_no_seam_and_is_made_once(tmp_path, monkeypatch):
    monkeypatch.setattr(sounds, "LOOP", CHORDS)
    music = loops.sound(tmp_path, "music", sounds.house_music)
    frame = loops.AAC_FRAME / sounds.RATE * 1000
    assert len(music.pieces) * frame == pytest.approx(sounds.LOOP * 1000)
    assert all(
        after.at - before.at == pytest.approx(frame, abs=0.1) for before, after in pairwise(music.pieces)
    )
    assert loops.sound(tmp_path, "music", lambda: pytest.fail("made twice")).pieces == music.pieces


@given(st.floats(0, 3e9), st.integers(1, 40))
def test_pieces_run_on_for_ever_from_where_the_clock_is(begin, number):
    pieces = tuple(Piece(at * 2_000 / number, 0, at == 0, b"") for at in range(number))
    loop = Loop(Path("none"), 2, pieces)
    played = list(islice(pieces_from(loop, begin), 3 * number))
    moments = [moment for moment, _ in played]
    assert moments == sorted(moments) and moments[0] >= begin - 1e-3
    assert moments[0] - begin <= 2 / number + 1e-3
    assert all(
        moment % 2 * 1000 == pytest.approx(piece.at, abs=1) or piece.at == 0 for moment, piece in played
    )
