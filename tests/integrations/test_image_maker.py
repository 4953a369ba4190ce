"""Pictures of strangers come out in our sizes with nothing of their files, or are refused."""

import io
import zlib

import pytest
from PIL import Image

from aethex_live.domain.image import SHAPES, Crop, Format, Kind, Source, sniff
from aethex_live.errors import InvalidInput
from aethex_live.integrations.image_codec import convert
from aethex_live.integrations.image_maker import ImageMaker
from tests.support.pictures import opened, picture, png_that_says

WEBP, AVIF = Format.WEBP, Format.AVIF


def converted(data: bytes, kind: Kind = Kind.AVATAR, crop: Crop | None = None):
    return convert(data, sniff(data), kind, crop)


def near(color: tuple[int, int, int], wanted: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(color, wanted, strict=True)) < 30


@pytest.mark.parametrize("kind", Kind)
def test_every_size_is_made_in_both_formats(kind):
    made = converted(picture(1600, 1200, "JPEG"), kind)
    assert set(made) == {(width, kept_as) for width in SHAPES[kind].widths for kept_as in Format}
    for (width, kept_as), packed in made.items():
        read = Image.open(io.BytesIO(packed))
        assert (read.format, read.size) == (kept_as.name, SHAPES[kind].size(width))
        assert near(opened(packed).getpixel((width - 2, 5)), (0, 0, 255))


@pytest.mark.parametrize("source", Source)
def test_every_kind_of_file_is_read(source):
    assert near(opened(converted(picture(kept_as=source.value))[64, WEBP]).getpixel((2, 60)), (255, 0, 0))


def test_the_chosen_part_is_kept():
    seen = opened(converted(picture(), crop=Crop(150, 50, 100, 100))[64, WEBP])
    assert all(near(seen.getpixel(at), (0, 0, 255)) for at in ((2, 2), (61, 61)))


def test_a_photo_taken_sideways_is_turned_and_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees to the right
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 7.0)
    data = picture(300, 200, "JPEG", exif=exif)
    assert b"Exif" in data
    made = converted(data, crop=Crop(0, 0, 200, 200))  # of 200 x 300, once upright
    assert near(opened(made[64, WEBP]).getpixel((32, 20)), (255, 0, 0))
    assert near(opened(made[64, WEBP]).getpixel((60, 2)), (0, 255, 0))
    for packed in made.values():
        read = Image.open(io.BytesIO(packed))
        assert not read.getexif() and "icc_profile" not in read.info and b"Exif" not in packed


def test_what_is_hidden_behind_a_picture_does_not_survive():
    made = converted(picture() + b"<script>alert(1)</script>")
    assert not any(b"script" in packed for packed in made.values())


def test_transparency_is_kept():
    buffer = io.BytesIO()
    Image.new("RGBA", (100, 100), (255, 0, 0, 0)).save(buffer, "PNG")
    for packed in converted(buffer.getvalue()).values():
        assert Image.open(io.BytesIO(packed)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (picture()[:200], "damaged"),
        (picture(kept_as="JPEG")[:400], "damaged"),
        (picture(kept_as="AVIF")[:200], "damaged"),
        (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", "damaged"),
        (png_that_says(30_000, 30_000), "too many"),
        (png_that_says(60_000, 10), "too many"),
        (picture(50, 50), "too small"),
    ],
    ids=["cut png", "cut jpeg", "cut avif", "empty webp", "huge", "long", "small"],
)
def test_bad_pictures_are_refused_in_words(data, words):
    with pytest.raises(InvalidInput, match=words) as refused:
        converted(data)
    assert refused.value.field == "image"


def test_a_picture_that_lies_about_its_kind_is_refused():
    with pytest.raises(InvalidInput):
        convert(picture(kept_as="GIF"), Source.PNG, Kind.AVATAR, None)


async def test_another_process_makes_the_same():
    data, crop = picture(), Crop(150, 50, 100, 100)
    assert await ImageMaker().make(data, Source.PNG, Kind.AVATAR, crop) == converted(data, crop=crop)


async def test_another_process_refuses_in_the_same_words():
    with pytest.raises(InvalidInput, match="has 60000 x 10 pixels, which is too many") as refused:
        await ImageMaker().make(png_that_says(60_000, 10), Source.PNG, Kind.AVATAR, None)
    assert refused.value.field == "image"


async def test_a_bomb_that_keeps_to_the_limits_bursts_in_its_own_process():
    rows = zlib.compress(bytes((3 * 7000 + 1) * 7000), 1)
    bomb = png_that_says(7000, 7000, rows)
    assert len(bomb) < 1_000_000
    made = await ImageMaker().make(bomb, Source.PNG, Kind.AVATAR, None)
    assert opened(made[64, WEBP]).getpixel((5, 5)) == (0, 0, 0)
