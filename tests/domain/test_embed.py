"""Who may show a player, and addresses that cards are made for."""

import pytest

from aethex_live.domain.embed import EmbedRule, Who, check_rule
from aethex_live.domain.page_card import named_in, shortened
from aethex_live.errors import InvalidInput

BASE = "https://live.example"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (EmbedRule(), "*"),
        (EmbedRule(Who.NOBODY), "'self'"),
        (EmbedRule(Who.LISTED, ("a.example", "*.b.example")), "'self' a.example *.b.example"),
    ],
)
def test_browsers_are_told_who_may(rule, told):
    assert rule.frame_ancestors == told


def test_sites_are_cleaned_and_kept_once():
    rule = check_rule(
        "listed", ["https://Blog.Example/", "blog.example", "*.shop.example", "localhost:8080", " "]
    )
    assert rule.sites == ("blog.example", "*.shop.example", "localhost:8080")


@pytest.mark.parametrize(
    "site",
    [
        "*",
        "https://",
        "a b",
        "x;script-src",
        "exa mple.com",
        "'none'",
        "example",
        "a.b/c",
        "x" * 300,
        "data:",
    ],
)
def test_what_is_no_site_is_refused(site):
    with pytest.raises(InvalidInput) as refused:
        check_rule("listed", [site])
    assert refused.value.field == "sites"


@pytest.mark.parametrize(("who", "sites", "field"), [("listed", [], "sites"), ("everyone", [], "who")])
def test_a_choice_has_to_be_whole(who, sites, field):
    with pytest.raises(InvalidInput) as refused:
        check_rule(who, sites)
    assert refused.value.field == field


def test_not_more_sites_than_a_header_should_carry():
    with pytest.raises(InvalidInput):
        check_rule("listed", [f"s{n}.example" for n in range(21)])


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"{BASE}/streams/night-owls", ("streams", "night-owls")),
        ("/channels/night-owls/", ("channels", "night-owls")),
        (f"{BASE}/users/ada?tab=1#x", ("users", "ada")),
        ("https://other.example/streams/night-owls", None),
        (f"{BASE}/settings", None),
        (f"{BASE}/streams/", None),
        (f"{BASE}/streams/{'x' * 101}", None),
        ("http://[broken", None),
    ],
)
def test_only_our_pages_have_a_name(address, named):
    assert named_in(address, BASE) == named


def test_a_description_is_one_line_cut_between_words():
    assert shortened("a  b\nc") == "a b c"
    cut = shortened("word " * 100)
    assert len(cut) <= 200 and cut.endswith("word…")
