"""What is typed finds what it means: plain words, weights, and errors that are forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.search import LONGEST_WORD, alternatives, distance, near, parse, terms, words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Neon City", ("neon", "city")),
        ("DJ-Set №5", ("dj", "set", "no5")),
        ("Größe ÉTÉ", ("grosse", "ete")),
        ("東京 ラジオ", ("東京", "ラシオ")),
        ("  _ \0 ' & | :* ", ()),
        ("\ud800", ()),
    ],
)
def test_words_are_plain(text: str, plain: tuple[str, ...]):
    assert words(text) == plain


def test_a_name_of_several_words_is_found_without_gaps_and_each_word_keeps_its_best_weight():
    found = terms(("A", ["Neon City"]), ("D", ["All about the city"]))
    assert found["neoncity"] == found["city"] == "A"
    assert found["about"] == "D"


@pytest.mark.parametrize(
    ("typed", "meant", "errors"),
    [("city", "city", 0), ("citty", "city", 1), ("ctiy", "city", 1), ("cty", "city", 1), ("", "ab", 2)],
)
def test_the_distance_counts_errors(typed: str, meant: str, errors: int):
    assert distance(typed, meant) == distance(meant, typed) == errors


@given(st.text("abcd", min_size=5, max_size=8), st.integers(0, 4), st.sampled_from("abcdx"))
def test_words_with_one_error_share_something_near(word: str, place: int, letter: str):
    wrong = word[:place] + letter + word[place + 1 :]
    for other in (wrong, word[:place] + letter + word[place:], word[:place] + word[place + 1 :]):
        assert distance(word, other) <= 1
        if len(other) > 3:
            assert set(near(word)) & set(near(other))


def test_the_likeliest_word_comes_first_and_strange_ones_do_not_come():
    assert alternatives("citty", ["kitty", "city", "pity", "cities"]) == ("city", "kitty")
    assert alternatives("synthwvae", ["synthwave"]) == ("synthwave",)


@given(st.text(max_size=300))
def test_any_text_is_a_query_of_bounded_size(text: str):
    query = parse(text)
    assert len(query.words) <= 8
    assert all(len(word) <= LONGEST_WORD and word.isalnum() for (word,) in query.words)
