"""Which addresses are a webhook's, and what is said there."""

import json

import pytest

from aethex_live.domain.discord import (
    MESSAGE_LENGTH,
    TEMPLATE,
    Outcome,
    Said,
    check_template,
    check_url,
    hint_of,
    message,
    outcome_of,
    pause_in,
)
from aethex_live.errors import InvalidInput

HOSTS = {"discord.com", "127.0.0.1:9000"}
URL = "https://discord.com/api/webhooks/123456789/a-Secret_word"
SAID = Said("Night Owls", "Late {link} @everyone", "Music", "https://live.example.test/streams/night-owls")


@pytest.mark.parametrize(
    "url", [URL, f"  {URL} ", URL.replace("/api/", "/api/v10/"), URL.replace("discord.com", "DISCORD.com")]
)
def test_addresses_as_discord_gives_them(url):
    assert check_url(url, HOSTS) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://127.0.0.1:9000/api/webhooks/1/a",
        "https://discord.com.example.test/api/webhooks/1/a",
        "https://discord.com:444/api/webhooks/1/a",
        "https://user@discord.com/api/webhooks/1/a",
        "https://discord.com/api/webhooks/1",
        "https://discord.com/api/webhooks/1/a?thread_id=2",
        "https://discord.com/api/webhooks/1/a/slack",
        "https://discord.com/api/webhooks/1/a/../../users/@me",
        "https://[broken/api/webhooks/1/a",
        URL + "x" * 300,
    ],
)
def test_all_others_are_refused(url):
    with pytest.raises(InvalidInput):
        check_url(url, HOSTS)


def test_a_host_of_ones_own_without_encryption_only_where_it_is_allowed():
    assert check_url("http://127.0.0.1:9000/api/webhooks/1/a", HOSTS, plain=True)


def test_the_secret_is_not_in_what_is_shown():
    assert hint_of(URL) == "discord.com, …6789"


def test_names_are_filled_in_once_and_nobody_is_called():
    made = message("{channel}: {title} ({category}) {link} {unknown}", SAID)
    assert made["content"] == f"Night Owls: {SAID.title} (Music) {SAID.link} {{unknown}}"
    assert made["allowed_mentions"] == {"parse": []}


def test_it_is_never_longer_than_discord_takes():
    assert len(message("{title}" * 70, Said("c", "x" * 140, "", ""))["content"]) == MESSAGE_LENGTH


def test_a_template_has_its_bounds():
    assert check_template("  ") == TEMPLATE
    for text in ("x" * 501, "a\x00b"):
        with pytest.raises(InvalidInput):
            check_template(text)


@pytest.mark.parametrize(
    ("status", "outcome"), [(204, "taken"), (404, "gone"), (429, "later"), (500, "later"), (400, "refused")]
)
def test_what_an_answer_means(status, outcome):
    assert outcome_of(status) == Outcome(outcome)


@pytest.mark.parametrize(
    ("body", "pause"),
    [
        (json.dumps({"retry_after": 1.5}).encode(), 1.5),
        (b'{"retry_after": 1e9}', 0),
        (b'{"retry_after": "soon"}', 0),
        (b"[]", 0),
        (b"\xff", 0),
        (b"", 0),
    ],
)
def test_how_long_discord_wants_to_be_left_alone(body, pause):
    assert pause_in(body) == pause
