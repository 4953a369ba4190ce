"""Whoever logs in stays on this site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.site_path import safe_path


@pytest.mark.parametrize(
    "path", ["/", "/dashboard", "/@ada?tab=clips#top", "/a//b", "/search?q=https://x.test"]
)
def test_paths_of_this_site(path):
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "dashboard",
        "//evil.test",
        "/\\evil.test",
        "\\/evil.test",
        "https://evil.test",
        "javascript:alert(1)",
        "/\t/evil.test",
        "/\n/evil.test",
        " //evil.test",
        "/a\\b",
        "/auth/log-out",
        "/" + "a" * 500,
    ],
)
def test_everything_else_goes_home(path):
    assert safe_path(path, "/home") == "/home"


@given(st.text(alphabet="/\\:@.?#ae\t\n htps[]", max_size=12))
def test_no_text_leads_away(text):
    target = urljoin("https://site.test/login", safe_path(text))
    assert urlsplit(target).netloc == "site.test"
