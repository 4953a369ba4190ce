"""Passwords: long enough, hashable, and not what an attacker tries first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.password import check_password
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize("password", ["correct horse battery", "ünïcödé-wörds", "1029384756!ab"])
def test_fine(password):
    assert check_password(password, username="ada", email="ada@example.test") == password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("x" * 129, "password_long"),
        ("Password123!", "password_common"),
        ("QWERTYUIOP", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("abababababab", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("9876543210", "password_common"),
        ("lovelace1815", "password_common"),
        ("ada@example.test", "password_common"),
        ("good\0password", "password_form"),
        ("good\ud800password", "password_form"),
    ],
)
def test_refused(password, code):
    with pytest.raises(InvalidInput) as refused:
        check_password(password, username="Lovelace", email="ada@example.test", field="new_password")
    assert (refused.value.code, refused.value.field) == (code, "new_password")


@given(st.text(alphabet=st.characters(), max_size=140))
def test_what_is_accepted_can_be_hashed(text):
    try:
        check_password(text)
    except InvalidInput:
        return
    assert len(text.encode()) <= 4 * 128
