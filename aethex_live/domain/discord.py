"""Rules for telling a Discord channel that a stream is on: which addresses, and what is said."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from aethex_live.errors import InvalidInput

URL_LENGTH = 300
TEMPLATE_LENGTH = 500
MESSAGE_LENGTH = 2000  # Discord takes no more
TEMPLATE = "{channel} is live: {title}\n{link}"
_PATH = re.compile(r"/api(?:/v\d{1,2})?/webhooks/(\d{1,20})/[A-Za-z0-9_-]{1,100}")
_NAME = re.compile(r"\{(channel|title|category|link)\}")


class Outcome(StrEnum):
    """What Discord has made of a message."""

    TAKEN = "taken"
    GONE = "gone"  # there is no such webhook
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a channel's streams are told of, as its owner sees it again: without what lets others write there."""

    hint: str
    template: str
    enabled: bool
    outcome: Outcome | None  # of the last message
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """A stream, as the message may name it."""

    channel: str
    title: str
    category: str
    link: str


def check_url(text: str, hosts: Collection[str], *, plain: bool = False) -> str:
    """The address of a webhook as Discord gives it; unencrypted ones only where `plain` allows it."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _wrong_url() from None
    schemes = ("https", "http") if plain else ("https",)
    if len(text) > URL_LENGTH or parts.scheme not in schemes or parts.netloc.lower() not in hosts:
        raise _wrong_url()
    if not _PATH.fullmatch(parts.path) or parts.query or parts.fragment:
        raise _wrong_url()
    return text


def check_template(text: str) -> str:
    """What is to be said; nothing means the usual."""
    text = text.strip() or TEMPLATE
    if len(text) > TEMPLATE_LENGTH or "\x00" in text:
        raise InvalidInput("Write at most 500 characters.", code="template_length", field="template")
    return text


def hint_of(url: str) -> str:
    """What may be shown of an address: where it leads, without the secret."""
    parts = urlsplit(url)
    found = _PATH.fullmatch(parts.path)
    return f"{parts.netloc}, …{found[1][-4:] if found else ''}"


def message(template: str, said: Said) -> dict[str, Any]:
    """What Discord gets. Nobody is called by it, whatever a title holds."""
    values = {"channel": said.channel, "title": said.title or said.channel}
    values |= {"category": said.category, "link": said.link}
    text = _NAME.sub(lambda found: values[found[1]], template)
    return {"content": text[:MESSAGE_LENGTH], "allowed_mentions": {"parse": []}}


def outcome_of(status: int) -> Outcome:
    """What an answer means."""
    if 200 <= status < 300:
        return Outcome.TAKEN
    if status in (401, 403, 404):
        return Outcome.GONE
    return Outcome.LATER if status == 429 or status >= 500 else Outcome.REFUSED


def pause_in(body: bytes) -> float:
    """How many seconds Discord wants to be left alone, as its answer to too much says."""
    try:
        pause = json.loads(body)["retry_after"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0.0
    return float(pause) if isinstance(pause, int | float) and 0 < pause < 86_400 else 0.0


def _wrong_url() -> InvalidInput:
    return InvalidInput(
        "Paste the address of a webhook as Discord gives it: https://discord.com/api/webhooks/…",
        code="webhook_form",
        field="url",
    )
