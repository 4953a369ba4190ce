"""What may be sent as a picture, and which part of it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import image
from aethex_live.domain.image import SHAPES, Crop, Kind, Source
from aethex_live.errors import InvalidInput
from tests.support.pictures import picture


@pytest.mark.parametrize("source", Source)
def test_a_picture_is_known_by_its_first_bytes(source):
    assert image.sniff(picture(kept_as=source.value)) is source


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"GIF", "not a picture"),
        (b"<?xml version='1.0'?>\n<svg onload='alert(1)'/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"<html>", "not a picture"),
        (b"\xff\xd8\xff" + bytes(image.LARGEST_UPLOAD), "larger than 10 MB"),
    ],
    ids=["empty", "short", "svg", "heic", "html", "large"],
)
def test_anything_else_is_refused_and_told_what_to_do(data, words):
    with pytest.raises(InvalidInput, match=words):
        image.sniff(data)


@given(st.sampled_from(Kind), st.integers(1, 5000), st.integers(1, 5000))
def test_without_a_choice_the_largest_part_in_the_middle_is_kept(kind, width, height):
    ratio = SHAPES[kind].ratio[0] / SHAPES[kind].ratio[1]
    try:
        kept = image.cut(kind, width, height, None)
    except InvalidInput:
        assert min(width, height * ratio) < SHAPES[kind].widths[0] + 1
        return
    assert kept.x >= 0 and kept.y >= 0
    assert kept.x + kept.width <= width and kept.y + kept.height <= height
    assert kept.width == width or kept.height == height
    assert abs(kept.width - kept.height * ratio) <= ratio


@pytest.mark.parametrize(
    "crop",
    [
        Crop(-1, 0, 100, 100),
        Crop(0, 0, 301, 301),
        Crop(250, 0, 100, 100),
        Crop(0, 0, 100, 110),
        Crop(0, 0, 0, 0),
        Crop(10, 10, -5, -5),
        Crop(0, 0, 63, 63),
    ],
)
def test_a_choice_outside_of_the_picture_or_of_another_shape_is_refused(crop):
    with pytest.raises(InvalidInput):
        image.cut(Kind.AVATAR, 300, 200, crop)


def test_the_same_picture_has_the_same_id_only_for_the_same_person_and_choice():
    crop = Crop(0, 0, 100, 100)
    first = image.image_id(b"x", Kind.AVATAR, crop, "ada")
    assert image.ID.fullmatch(first)
    assert image.image_id(b"x", Kind.AVATAR, crop, "ada") == first
    others = {
        image.image_id(b"x", Kind.AVATAR, crop, "bob"),
        image.image_id(b"x", Kind.POSTER, crop, "ada"),
        image.image_id(b"x", Kind.AVATAR, None, "ada"),
        image.image_id(b"y", Kind.AVATAR, crop, "ada"),
    }
    assert len(others) == 4 and first not in others
