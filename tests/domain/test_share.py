"""Sharing: which pages have an address to pass on."""

import pytest

from aethex_live.domain.share import paths
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("streams", "night-owls", ("/streams/night-owls", "/embed/night-owls")),
        ("channels", "night-owls", ("/channels/night-owls", "/embed/night-owls")),
        ("users", "ada_l", ("/users/ada_l", "")),
    ],
)
def test_pages_have_addresses(kind, name, expected):
    assert paths(kind, name) == expected


@pytest.mark.parametrize(
    ("kind", "name"), [("desk", "users"), ("users", "../desk"), ("users", "a?x=1"), ("users", ""), ("", "a")]
)
def test_nothing_else_has_one(kind, name):
    with pytest.raises(InvalidInput):
        paths(kind, name)
