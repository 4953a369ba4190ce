"""Addresses made of titles, and what is offered instead of one that is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import slug
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Night Owls", "night-owls"),
        ("  Ada's   C0rner! ", "adas-c0rner"),
        ("Größe & Übermut", "grosse-ubermut"),
        ("Łódź — Ærø", "lodz-aero"),
        ("ｆｕｌｌ width", "full-width"),
        ("Ночные совы — Ёлки & Йод", "nochnye-sovy-elki-iod"),
        ("Νυχτερινές Ώρες", "nychterines-ores"),
        ("日本語", ""),
        ("x" * 100, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_title_becomes_an_address(title, made):
    assert slug.slug_from(title) == made


@given(st.text())
def test_an_address_made_of_anything_is_one_or_says_why_not(title):
    made = slug.slug_from(title)
    assert made == "" or slug.FORM.fullmatch(made)
    try:
        assert slug.check_slug(made) == made
    except InvalidInput as refused:
        assert refused.field == "slug" and (len(made) < slug.SHORTEST or refused.code == "slug_reserved")


@given(st.text(), st.from_regex(r"[A-Za-z0-9_]{3,25}", fullmatch=True))
def test_there_is_always_something_to_offer_that_can_be_had(wanted, username):
    ideas = slug.candidates(wanted, username)
    assert len(ideas) == len(set(ideas)) >= 8
    for idea in ideas:
        assert slug.check_slug(idea) == idea
    offered = slug.suggestions(wanted, set(ideas[:2]), username)
    assert offered == ideas[2:5]


@pytest.mark.parametrize("wanted", ["admin", "日本語", ""])
def test_where_nothing_can_be_made_of_it_the_person_is_offered(wanted):
    assert slug.suggestions(wanted, set(), "ada_99") == ("ada-99", "ada-99-live", "ada-99-tv")
