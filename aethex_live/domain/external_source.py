"""Rules for channels that play a stream of another server."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aethex_live.errors import InvalidInput

URL_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class ExternalSource:
    """The address, whether it is live, and what was wrong with it the last time."""

    url: str
    live: bool
    checked_at: datetime | None
    problem: str


def check_url(text: str) -> str:
    """An address that a player could open."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises when it is none)
    except ValueError:
        raise _wrong() from None
    if len(url) > URL_LENGTH or not url.isascii() or not url.isprintable() or " " in url:
        raise _wrong()
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise _wrong()
    return url


def is_live(moved_at: datetime | None, now: datetime, still: timedelta) -> bool:
    """Whether its playlist has moved lately: for `still` it may stand. A clock that was set back does not keep it
    alive for ever.
    """
    return moved_at is not None and abs(now - moved_at) <= still


def _wrong() -> InvalidInput:
    return InvalidInput(
        "Give the address of an HLS playlist, such as https://live.example.com/stream/index.m3u8.",
        code="source_form",
        field="url",
    )
