"""Names are made and read here only."""

from hypothesis import given
from hypothesis import strategies as st

from media_server.hls.naming import (
    ResourceName,
    init_name,
    new_prefix,
    parse_name,
    part_name,
    segment_name,
)

NUMBERS = st.integers(0, 10**6)


@given(NUMBERS, NUMBERS.filter(lambda n: n < 10**6))
def test_names_are_read_back(number: int, index: int) -> None:
    prefix = new_prefix()
    assert parse_name(init_name(prefix, number)) == ResourceName(prefix, "init", number)
    assert parse_name(segment_name(prefix, number)) == ResourceName(prefix, "segment", number)
    assert parse_name(part_name(prefix, number, index)) == ResourceName(prefix, "part", number, index)


@given(st.text(max_size=60))
def test_anything_else_is_no_name(text: str) -> None:
    name = parse_name(text)
    if name is not None:
        made = {
            "init": init_name(name.prefix, name.number),
            "segment": segment_name(name.prefix, name.number),
            "part": part_name(name.prefix, name.number, name.index),
        }
        assert made[name.kind] == text


def test_prefixes_are_not_repeated() -> None:
    assert len({new_prefix() for _ in range(1_000)}) == 1_000
