"""What we draw: every motif in all sizes, the same for the same name, and something to look at."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from aethex_live.domain.art import Piece
from aethex_live.domain.image import SHAPES, Format, Kind
from aethex_live.integrations.art.artist import artist, drawn
from aethex_live.integrations.art.emblems import EMBLEMS
from aethex_live.integrations.art.palette import oklch, palette
from aethex_live.integrations.art.portraits import PORTRAITS
from aethex_live.integrations.art.scenes import SCENES
from aethex_live.services import demo, first_categories
from aethex_live.services.demo_people import PEOPLE

PIECES = [
    *(Piece(Kind.AVATAR, motif, "somebody", 200, letters="AB") for motif in PORTRAITS),
    *(Piece(Kind.BANNER, motif, "somebody", 200) for motif in SCENES),
    *(Piece(Kind.ART, motif, "something", 200) for motif in EMBLEMS),
]
FOR_POSTERS = [Piece(Kind.POSTER, motif, "somebody", 200) for motif in SCENES]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.kind} {piece.motif}")
def test_every_motif_is_drawn_and_is_neither_flat_nor_noise(piece):
    made = drawn(piece)
    assert set(made) == {(width, kept_as) for width in SHAPES[piece.kind].widths for kept_as in Format}
    for (width, kept_as), data in made.items():
        assert (opened(data).format, opened(data).size) == (kept_as.name, SHAPES[piece.kind].size(width))
        assert len(data) < 100_000
    smallest = SHAPES[piece.kind].widths[0]
    levels = opened(made[smallest, Format.WEBP]).convert("L")
    dark, light = levels.getextrema()
    assert dark < 60 and light > 100
    assert len(levels.getcolors()) > 40


@pytest.fixture
def unpacked(monkeypatch) -> None:
    """What is drawn comes as it is, in its largest size."""
    monkeypatch.setattr("aethex_live.integrations.art.artist.pack", lambda picture, kind, quick: picture)


@pytest.mark.parametrize("piece", FOR_POSTERS, ids=lambda piece: piece.motif)
def test_every_scene_fits_a_poster_too(piece, unpacked):
    picture = drawn(piece)
    assert picture.size == SHAPES[Kind.POSTER].size(SHAPES[Kind.POSTER].widths[-1])
    dark, light = picture.convert("L").getextrema()
    assert dark < 60 and light > 100


def test_the_same_piece_is_the_same_and_another_name_is_another(unpacked):
    piece = Piece(Kind.POSTER, "net", "ada", 250)
    assert drawn(piece) == drawn(piece)
    assert drawn(piece) != drawn(replace(piece, seed="bob")) != drawn(replace(piece, hue=100))


async def test_pieces_are_drawn_in_other_processes():
    piece = Piece(Kind.AVATAR, "fox", "ada", 250)
    with artist() as somebody:
        assert await somebody.draw(piece) == drawn(piece)


def test_everything_that_a_new_site_shows_can_be_drawn():
    for person in PEOPLE:
        assert person.motif in PORTRAITS and person.letters
        for channel in person.channels:
            assert {channel.banner, channel.poster} <= set(SCENES)
    signs = [first.sign for top in first_categories.FIRST for first in (top, *top.below)]
    assert sorted(signs) == sorted(EMBLEMS)
    assert set(demo.LOG_INS) <= {person.username for person in PEOPLE}


@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_colours_are_on_the_screen_and_in_their_order(hue):
    colors = palette(hue)
    order = [colors.void, colors.deep, colors.dark, colors.mid, colors.bright, colors.light]
    brightness = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in order]
    assert brightness == sorted(brightness)
    assert all(0 <= channel <= 255 for color in [*order, colors.spark] for channel in color)


def test_colours_are_where_everybody_has_them():
    for lightness, chroma, hue, wanted in (
        (1.0, 0.0, 0, (255, 255, 255)),
        (0.0, 0.0, 0, (0, 0, 0)),
        (0.62796, 0.25768, 29.234, (255, 0, 0)),
        (0.45201, 0.31321, 264.052, (0, 0, 255)),
    ):
        assert all(abs(a - b) <= 2 for a, b in zip(oklch(lightness, chroma, hue), wanted, strict=True))
