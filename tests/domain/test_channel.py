"""A channel's tags and texts in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import channel, page, text
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["#Rust", "rust ", "", "#"], ["rust"]),
        (["Late  Night", "late_night", "late-night"], ["late-night"]),
        (["Straße", "हिन्दी", "日本語"], ["strasse", "हिन्दी", "日本語"]),
    ],
)
def test_tags_have_one_form(typed, kept):
    assert channel.check_tags(typed) == kept


@pytest.mark.parametrize("tag", ["a,b", "<b>", "x" * 26, "a\u200bb", "a/b", "\ud800", "a\0"])
def test_tags_of_a_wrong_form(tag):
    with pytest.raises(InvalidInput) as refused:
        channel.check_tags([tag])
    assert refused.value.field == "tags"


@given(st.lists(st.text(max_size=30), max_size=12))
def test_tags_that_are_kept_are_kept_again(tags):
    try:
        kept = channel.check_tags(tags)
    except InvalidInput:
        return
    assert channel.check_tags(kept) == kept and len(kept) <= channel.MOST_TAGS


@given(st.text())
def test_texts_are_kept_again_or_refused_in_words(typed):
    for check in (channel.check_name, channel.check_description):
        try:
            kept = check(typed)
        except InvalidInput as refused:
            assert refused.message and refused.field
        else:
            assert check(kept) == kept and "\0" not in kept
            kept.encode()


def test_emoji_may_be_joined_and_nothing_else_may_hide():
    assert text.check_line("👩‍🚀 Café", field="name", longest=20) == "👩‍🚀 Café"
    for hidden in ("a\u200bb", "a\u202eb", "a\u2066b", "a\u00adb", "a\ufeffb"):
        with pytest.raises(InvalidInput):
            text.check_line(hidden, field="name", longest=20)


@pytest.mark.parametrize(("number", "limit"), [(0, 20), (-1, 20), (1, 0), (1, 101), (10_000, 20)])
def test_pages_that_cannot_be_asked_for(number, limit):
    with pytest.raises(InvalidInput):
        page.check_page(number, limit)


def test_a_page_knows_whether_another_follows():
    assert page.check_page(3, 20).offset == 40
    assert page.Page((1, 2), 5, 2, 2).has_more
    assert not page.Page((1,), 5, 3, 2).has_more
