"""How long a browser stays logged in, and how it is recognised."""

from datetime import datetime, timedelta

from aethex_live.domain.token import looks_like_token

COOKIE = "aethex_session"
LIFETIME = timedelta(days=30)
SEEN_STEP = timedelta(hours=1)  # being seen is written down at most this often
FRESH = timedelta(minutes=10)  # how long a confirmation by password or passkey counts
USER_AGENT_LENGTH = 300


def token_in(cookie_header: str, name: str = COOKIE) -> str | None:
    """The session token in a Cookie header, when there is one that could be ours."""
    if name not in cookie_header:
        return None
    for part in cookie_header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name and looks_like_token(value):
            return value
    return None


def expiry(now: datetime) -> datetime:
    """When a session ends that is used now."""
    return now + LIFETIME


def should_note(seen_at: datetime, now: datetime) -> bool:
    """Whether it is time to write down that the session is in use."""
    return now - seen_at >= SEEN_STEP


def is_fresh(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether the person has shown lately that it is really them."""
    return confirmed_at is not None and abs(now - confirmed_at) < FRESH  # also when the clock was set back
