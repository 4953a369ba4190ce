from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.rtmp.timestamps import Unwrapper


@given(
    st.integers(0, 2**40),
    st.lists(st.integers(-(2**30), 2**30 - 1), max_size=20),
    st.sampled_from((2**31, 2**32)),
)
def test_every_step_below_12_days_is_followed_exactly(start, steps, modulus):
    clock, true = Unwrapper(), start
    shift = start - clock.unwrap(start % modulus)
    for step in steps:
        true += step
        assert clock.unwrap(true % modulus) == true - shift


@pytest.mark.parametrize("modulus", [2**31, 2**32], ids=["24.9 days", "49.7 days"])
def test_the_end_of_the_field_passes_unnoticed(modulus):
    clock = Unwrapper()
    seen = [clock.unwrap((modulus - 40 + 20 * n) % modulus) for n in range(6)]
    assert [b - a for a, b in pairwise(seen)] == [20] * 5
