"""Personal access tokens: how they look, what they may do, how long they live.

A token is `aethex_pat_`, 43 random characters and 6 that check them, all letters and digits: secret scanners
find it, a double click selects it, and a mistyped one is refused without asking the database.
"""

import secrets
import string
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from aethex_live.domain.form import not_among
from aethex_live.errors import InvalidInput, Words

PREFIX = "aethex_pat_"
SHOWN_LENGTH = len(PREFIX) + 4  # what a list shows, to tell one's tokens apart
NAME_LENGTH = 60
LONGEST = timedelta(days=366)
MOST = 50  # tokens a person
USED_STEP = timedelta(minutes=10)  # being used is written down at most this often

_LETTERS = string.digits + string.ascii_letters
_RANDOM = 43
_CHECK = 6


class Scope(StrEnum):
    """What a token may do of what its owner may do. Reading what is public needs none."""

    ACCOUNT_READ = "account:read"
    ACCOUNT_WRITE = "account:write"
    CHANNEL_WRITE = "channel:write"
    CHAT_WRITE = "chat:write"
    MODERATE = "chat:moderate"
    STREAM_KEY = "stream:key"
    STAFF = "staff"


def new() -> str:
    """A token that nobody can guess."""
    body = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return PREFIX + body + _check_characters(body)


def looks_right(text: str) -> bool:
    """Whether it can be a token of ours."""
    body, check = text[len(PREFIX) : -_CHECK], text[-_CHECK:]
    return (
        text.startswith(PREFIX)
        and len(body) == _RANDOM
        and body.isascii()
        and body.isalnum()
        and check == _check_characters(body)
    )


def check_name(text: str) -> str:
    """What the owner calls it, on one line."""
    name = " ".join(text.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise InvalidInput(
            Words("Give the token a name of 1 to {most} characters.", most=NAME_LENGTH),
            code="name_form",
            field="name",
        )
    return name


def check_scopes(texts: Iterable[str]) -> frozenset[Scope]:
    """The scopes, each once."""
    try:
        return frozenset(Scope(text) for text in texts)
    except ValueError:
        raise not_among(Scope, code="unknown_scope", field="scopes") from None


def check_lifetime(days: int, now: datetime) -> datetime:
    """When it ends: a token that is forgotten stops working by itself."""
    if not 1 <= days <= LONGEST.days:
        raise InvalidInput(
            Words("Choose 1 to {most} days.", most=LONGEST.days), code="lifetime_range", field="days"
        )
    return now + timedelta(days=days)


def _check_characters(body: str) -> str:
    number = zlib.crc32(body.encode())
    characters = ""
    while len(characters) < _CHECK:
        number, rest = divmod(number, len(_LETTERS))
        characters += _LETTERS[rest]
    return characters
