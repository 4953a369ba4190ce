"""Access tokens look like ours or are refused unseen; names, scopes and lifetimes are bounded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import access_token as rules
from aethex_live.domain.access_token import Scope
from aethex_live.errors import InvalidInput

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_new_token_looks_right_and_is_new_each_time():
    made = {rules.new() for _ in range(100)}
    assert len(made) == 100
    assert all(rules.looks_right(token) and len(token) == 60 for token in made)


@given(position=st.integers(0, 59), letter=st.characters(codec="ascii"))
def test_one_wrong_letter_is_noticed(position: int, letter: str):
    token = rules.new()
    changed = token[:position] + letter + token[position + 1 :]
    assert rules.looks_right(changed) is (changed == token)


@given(st.text(max_size=80))
def test_nonsense_is_not_a_token(text: str):
    assert not rules.looks_right(text)


def test_scopes_are_known_ones():
    assert rules.check_scopes(["staff", "staff"]) == {Scope.STAFF}
    with pytest.raises(InvalidInput, match="Choose one of: account:read"):
        rules.check_scopes(["root"])


@pytest.mark.parametrize("name", ["", " \n ", "x" * 61, "bell\a"])
def test_names_are_one_visible_line(name: str):
    with pytest.raises(InvalidInput):
        rules.check_name(name)


def test_a_lifetime_has_an_end():
    assert rules.check_lifetime(366, NOW) == NOW + timedelta(days=366)
    for days in (0, -1, 367, 10**9):
        with pytest.raises(InvalidInput, match="1 to 366"):
            rules.check_lifetime(days, NOW)
