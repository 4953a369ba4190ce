"""Links are what they show and safe to follow; mentions are whole names; emoji are told from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.chat_text import is_only_emoji, links, mentioned, parts


@pytest.mark.parametrize(
    "text, expected",
    [
        ("see https://example.com/a?b=1#c.", ("https://example.com/a?b=1#c",)),
        ("(www.example.org)", ("https://www.example.org",)),
        ("https://en.wiki.example/x_(y)", ("https://en.wiki.example/x_(y)",)),
        ("example.com, example.net!", ("https://example.com", "https://example.net")),
        ("mail@example.com", ()),
        ("javascript:alert(1) data:text/html,x", ()),
        ("https://user:pass@example.com", ()),
        ("http://127.0.0.1/x http://localhost:3000", ()),
        ("e.g. this, or 3.5", ()),
        ("https://", ()),
    ],
)
def test_links(text, expected):
    assert links(text) == expected


def test_mentions():
    assert mentioned("@Ada hey @bob_2, not me@home.example, @@ada or @ab") == ("ada", "bob_2")
    assert [(part.kind, part.text) for part in parts("hi @Ada!", {"ada": "ada"})] == [
        *(("text", "hi "), ("mention", "@Ada"), ("text", "!"))
    ]
    assert parts("hi @nobody", {}) == ()


@given(st.text(max_size=300))
def test_nothing_is_lost_and_nothing_leads_astray(text):
    found = parts(text, {name: name for name in mentioned(text)})
    if found:
        assert "".join(part.text for part in found) == text
    for part in found:
        assert (part.kind == "link") == part.href.startswith(("https://", "http://"))
        assert part.kind != "mention" or part.href.startswith("/users/")


@pytest.mark.parametrize("text", ["😀", "😀 👍🏽", "👨‍👩‍👧", "1️⃣", "❤️", "🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_emoji(text):
    assert is_only_emoji(text)


@pytest.mark.parametrize("text", ["", "a😀", "1", ":-)", "‍", "#"])
def test_no_emoji(text):
    assert not is_only_emoji(text)
