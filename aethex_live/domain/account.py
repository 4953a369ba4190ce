"""Leaving: how long somebody may change their mind, and what remains of an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.domain.user import REMAINS

GRACE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Effects:
    """What deleting an account would do, to be told before it is confirmed."""

    due_at: datetime
    channels: tuple[str, ...]
    gone_at_once: tuple[str, ...]
    gone_later: tuple[str, ...]
    kept: tuple[str, ...]


GONE_AT_ONCE = (
    "You are signed out everywhere, and your programs' tokens stop working.",
    "Nobody sees your profile and your channels any more, and running streams end.",
)
GONE_LATER = (
    "Your profile, settings, passkeys and linked accounts are deleted.",
    "Your channels are deleted with everything that belongs to them.",
)
KEPT = (
    "Your username becomes free for others; nothing that is left shows it or your address.",
    "What the law makes us keep about payments stays as long as it must, without your profile.",
    "The log of what staff did stays complete.",
)


def remaining_username(user_id: UUID) -> str:
    """What an account without a person is called."""
    return f"{REMAINS}{user_id.hex[-12:]}"


def remaining_email(user_id: UUID) -> str:
    """An address that cannot exist, by RFC 2606."""
    return f"{user_id.hex}@deleted.invalid"
