"""Links lead to the web by name, whatever somebody tries to put there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import link
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org", "https://example.org"),
        ("  HTTPS://Example.ORG/Me?a=1#b ", "https://example.org/Me?a=1#b"),
        ("http://example.org/", "http://example.org/"),
        ("example.org/me", "https://example.org/me"),
        ("youtube.com/@owls", "https://youtube.com/@owls"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_web_addresses_are_kept(typed, kept):
    assert link.check_url(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "data:text/html,x",
        "//example.org",
        "\\\\example.org",
        "https:example.org",
        "https://user:secret@example.org",
        "https://example.org@evil.example",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://localhost/",
        "https://example.org:8080/",
        "https://exam ple.org/",
        "https://example.org/a\tb",
        "https://example.org/\u202egpj",
        "https://bücher.example/",
        'https://example.org/"onclick=',
        "https://example.org/<script>",
        "https://-a.example/",
        "https://a..example/",
        "https://example.org/" + "x" * 200,
        "ftp://example.org",
        "mailto:ada@example.org",
        "",
        "https://",
    ],
)
def test_everything_else_is_refused(typed):
    with pytest.raises(InvalidInput) as refused:
        link.check_url(typed, field="links")
    assert (refused.value.code, refused.value.field) == ("link_form", "links")


@given(st.text())
def test_what_is_kept_is_kept_again_and_safe_in_a_page(text):
    try:
        kept = link.check_url(text)
    except InvalidInput:
        return
    assert link.check_url(kept) == kept
    assert kept.startswith(("https://", "http://")) and not set(kept) & set('<>"\\ \n')


def test_each_link_is_kept_once_and_not_too_many():
    assert link.check_links(["example.org", "", "https://example.org", "b.example"]) == [
        "https://example.org",
        "https://b.example",
    ]
    with pytest.raises(InvalidInput, match="at most 8"):
        link.check_links([f"https://example.org/{number}" for number in range(9)])


@pytest.mark.parametrize(
    ("url", "site", "label"),
    [
        ("https://www.youtube.com/@owls/", "youtube", "youtube.com/@owls"),
        ("https://ada.bandcamp.com/", "bandcamp", "ada.bandcamp.com"),
        ("https://notyoutube.com/x", "web", "notyoutube.com/x"),
        ("https://youtube.com.evil.example/", "web", "youtube.com.evil.example"),
    ],
)
def test_a_link_is_shown_for_what_it_is(url, site, label):
    assert link.describe(url) == link.Link(url, site, label)
