"""Links that end mail: ours are understood, made-up ones are not."""

from uuid import uuid4

import pytest

from aethex_live.domain.notification import Kind
from aethex_live.domain.unsubscribe import Wish, token_of, wish_in

SECRET = "a secret"


@pytest.mark.parametrize("kind", [None, *Kind])
def test_a_link_says_who_and_what(kind):
    wish = Wish(uuid4(), kind)
    token = token_of(wish, SECRET)
    assert wish_in(token, SECRET) == wish and len(token) <= 200
    assert wish_in(token, "another secret") is None


def test_no_part_of_a_link_can_be_replaced():
    token, other = token_of(Wish(uuid4()), SECRET), token_of(Wish(uuid4(), Kind.LIVE), SECRET)
    who, what, signature = token.split(".")
    their, kind, theirs = other.split(".")
    for forged in (f"{their}.{what}.{signature}", f"{who}.{kind}.{signature}", f"{who}.{what}.{theirs}"):
        assert wish_in(forged, SECRET) is None


@pytest.mark.parametrize("token", ["", "a.b.c", "\x00", "0" * 32 + ".all." + "A" * 32, "x" * 10_000])
def test_nonsense_is_no_link(token):
    assert wish_in(token, SECRET) is None
