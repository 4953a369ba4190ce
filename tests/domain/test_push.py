"""Which addresses and keys a browser may give, and what answers mean."""

import pytest

from aethex_live.domain.push import Outcome, check_endpoint, check_keys, outcome_of
from aethex_live.errors import InvalidInput
from tests.support.push import AUTH, KEYS, POINT, written


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://push.example.test/a",
        "https://",
        "https://user:word@push.example.test/",
        "https://push.example.test/a b",
        "https://push.example.test/\u00e4",
        "https://push.example.test/\n",
        "https://push.example.test:port/",
        "ftp://push.example.test/",
        "https://push.example.test/" + "a" * 1000,
    ],
)
def test_addresses_that_cannot_be_a_push_services_are_refused(url):
    with pytest.raises(InvalidInput):
        check_endpoint(url)


def test_an_unencrypted_address_only_where_it_is_allowed():
    assert check_endpoint("http://127.0.0.1:9/a", plain=True)
    assert check_endpoint("https://push.example.test/a?b=c") == "https://push.example.test/a?b=c"


def test_keys_are_read_as_browsers_write_them():
    assert check_keys(**KEYS) == (POINT, AUTH)
    assert check_keys(KEYS["p256dh"] + "=", KEYS["auth"] + "==") == (POINT, AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", KEYS["auth"]),
        (KEYS["p256dh"], ""),
        (KEYS["p256dh"][:-4], KEYS["auth"]),
        (written(b"\x02" + POINT[1:]), KEYS["auth"]),
        (KEYS["p256dh"], written(b"x" * 17)),
        ("A" * 201, KEYS["auth"]),
        ("!" * 87, KEYS["auth"]),
        ("\u00e4" * 87, KEYS["auth"]),
    ],
)
def test_what_is_no_key_is_refused(p256dh, auth):
    with pytest.raises(InvalidInput):
        check_keys(p256dh, auth)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, Outcome.TAKEN),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (429, Outcome.LATER),
        (502, Outcome.LATER),
        (400, Outcome.REFUSED),
        (301, Outcome.REFUSED),
    ],
)
def test_what_a_status_means(status, outcome):
    assert outcome_of(status) is outcome
