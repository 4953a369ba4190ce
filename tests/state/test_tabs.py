"""What a page may say of its address, whatever page it is."""

import pytest

from aethex_live.state.tabs import is_address


@pytest.mark.parametrize(
    "query",
    [{}, {"q": "music"}, {"channel_slug": "night-owls"}, {"splat": ["nothing", "here"]}],
    ids=["home", "search", "channel", "an address that leads nowhere"],
)
def test_addresses_of_pages(query: dict):
    assert is_address({"pathname": "/somewhere", "asPath": "/somewhere", "query": query})


@pytest.mark.parametrize(
    "query",
    [
        {"a": 1},
        {"a": None},
        {"a": ["x"] * 1000},
        {"a": [1]},
        {"a": [["x"]]},
        {"a": {"b": "c"}},
        {"a": "x" * 5000},
    ],
)
def test_addresses_of_no_page(query: dict):
    assert not is_address({"pathname": "/", "asPath": "/", "query": query})
