"""Damaged boxes and parts that are not what the playlist says."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.check.boxes import BoxError, read_fragments, read_init
from media_server.check.media import MediaCheck
from media_server.check.playlist import ListedSegment, PartTag
from media_server.packaging.outputs import InitSection, Part
from tests.media_server.packaging.feeding import AAC_48K, avc_config, feed, interleaved, pictures, sounds

OUTPUTS = feed([avc_config(), AAC_48K], interleaved(pictures(4), sounds(4)))
INIT = next(output for output in OUTPUTS if isinstance(output, InitSection))
PARTS = [output for output in OUTPUTS if isinstance(output, Part)][:10]


def tag(part: Part) -> PartTag:
    return PartTag(f"p{part.index}", part.duration_s, part.independent, False)


def check(tags: list[PartTag], data: list[bytes], discontinuity: bool = False) -> set[str]:
    checker = MediaCheck("here")
    assert checker.init(INIT.data) == {"avc1", "mp4a"}
    segment = ListedSegment(0, "s0", discontinuity=discontinuity, parts=tags)
    for each, body in zip(tags, data, strict=True):
        checker.part(segment, each, body)
    checker.segment(segment, b"".join(data), data)
    return {finding.rule for finding in checker.findings}


def good() -> tuple[list[PartTag], list[bytes]]:
    return [tag(part) for part in PARTS], [part.data for part in PARTS]


def test_good_parts_break_no_rule() -> None:
    assert check(*good()) == set()


def change_length(tags: list[PartTag], data: list[bytes]) -> None:
    tags[3].duration = 0.15


def promise_a_keyframe(tags: list[PartTag], data: list[bytes]) -> None:
    tags[2].independent = True


def lose_a_part(tags: list[PartTag], data: list[bytes]) -> None:
    del tags[4], data[4]


def repeat_a_part(tags: list[PartTag], data: list[bytes]) -> None:
    data[5] = data[4]


def cut_a_part_short(tags: list[PartTag], data: list[bytes]) -> None:
    data[5] = data[5][:-3]


def lose_the_media(tags: list[PartTag], data: list[bytes]) -> None:
    data[5] = data[5][: data[5].index(b"mdat") - 4]


DAMAGE = [
    ("part_duration", change_length),
    ("independent_part", promise_a_keyframe),
    ("continuous", lose_a_part),
    ("continuous", repeat_a_part),
    ("part_readable", cut_a_part_short),
    ("part_readable", lose_the_media),
]


@pytest.mark.parametrize(("rule", "damage"), DAMAGE)
def test_damage_is_found(rule: str, damage: Callable[[list[PartTag], list[bytes]], None]) -> None:
    tags, data = good()
    damage(tags, data)
    assert rule in check(tags, data)


def test_a_segment_that_differs_from_its_parts_is_found() -> None:
    checker = MediaCheck("here")
    checker.segment(ListedSegment(0, "s0"), b"abc", [b"ab", b"d"])
    assert [finding.rule for finding in checker.findings] == ["parts_are_segment"]


def test_an_init_that_is_none_is_found() -> None:
    checker = MediaCheck("here")
    checker.init(PARTS[0].data)
    assert [finding.rule for finding in checker.findings] == ["init_readable"]


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(junk: bytes, place: int) -> None:
    for reader, data in ((read_fragments, PARTS[0].data), (read_init, INIT.data)):
        try:
            reader(data[:place] + junk + data[place + len(junk) :])
        except BoxError as error:
            assert str(error)
