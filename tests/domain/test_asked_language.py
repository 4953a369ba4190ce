"""The language of a reader: what they chose, else what their browser is set to."""

import pytest

from aethex_live.domain.asked_language import asked_language


@pytest.mark.parametrize(
    "cookie, accept, expected",
    [
        ("", "", ""),
        ("", "de-DE,de;q=0.9,en;q=0.8", "de"),
        ("", "EN-us", "en"),
        ("", "fr,de;q=0.5", ""),
        ("", "delightful", "de"),
        ("a=b; lang=en; c=d", "de", "en"),
        ("lang=de", "", "de"),
        ("lang=", "de", "de"),
        ("lang=tlh", "de", "de"),
        ("slang=en", "de", "de"),
        ("lang", ",", ""),
    ],
)
def test_chosen_or_set(cookie, accept, expected):
    assert asked_language(cookie, accept) == expected
