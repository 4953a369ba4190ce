"""Rules for push: which browsers may be told, what a push service's answer means, and how long a message lasts."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from aethex_live.domain.notification import Notification
from aethex_live.errors import InvalidInput

MOST = 10  # browsers of one person
ENDPOINT_LENGTH = 1000
P256DH_BYTES, AUTH_BYTES = 65, 16
LASTS_URGENT, LASTS = timedelta(hours=1), timedelta(days=1)
_UNCOMPRESSED = 4  # how a point of the curve begins


class Outcome(StrEnum):
    """What has become of a message."""

    TAKEN = "taken"
    GONE = "gone"  # there is no such browser any more
    LATER = "later"
    REFUSED = "refused"  # and would be again


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody is told, as they see it."""

    id: UUID
    name: str
    since: datetime
    here: bool


def check_endpoint(text: str, *, plain: bool = False) -> str:
    """The address that a browser's push service gave it; unencrypted ones only where `plain` allows it."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  (raises when it is none)
    except ValueError:
        raise _refused("endpoint") from None
    schemes = ("https", "http") if plain else ("https",)
    if len(text) > ENDPOINT_LENGTH or not text.isascii() or not text.isprintable() or " " in text:
        raise _refused("endpoint")
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password:
        raise _refused("endpoint")
    return text


def check_keys(p256dh: str, auth: str) -> tuple[bytes, bytes]:
    """A browser's public key and its secret, out of what it writes them as."""
    key, secret = _bytes(p256dh, "p256dh"), _bytes(auth, "auth")
    if len(key) != P256DH_BYTES or key[0] != _UNCOMPRESSED:
        raise _refused("p256dh")
    if len(secret) != AUTH_BYTES:
        raise _refused("auth")
    return key, secret


def outcome_of(status: int) -> Outcome:
    """What a push service means."""
    if 200 <= status < 300:
        return Outcome.TAKEN
    if status in (404, 410):
        return Outcome.GONE
    return Outcome.LATER if status == 429 or status >= 500 else Outcome.REFUSED


def lasts(told: Notification) -> timedelta:
    """How long a push service shall keep it for a browser that is not reachable."""
    return LASTS_URGENT if told.kind.urgent else LASTS


def topic_of(told: Notification) -> str:
    """What replaces what: the newest of a kind about a channel, or of a person, takes the place of the one before."""
    about = f"{told.kind}:{told.channel_slug or told.actor_username}"
    return base64.urlsafe_b64encode(hashlib.sha256(about.encode()).digest()).decode()[:32]


def _bytes(text: str, field: str) -> bytes:
    if len(text) > 200 or not text.isascii():
        raise _refused(field)
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True)
    except binascii.Error:
        raise _refused(field) from None


def _refused(field: str) -> InvalidInput:
    return InvalidInput(
        "Your browser gave an address for push that cannot be used.", code="push_form", field=field
    )
