"""Links that we send by mail: what each is for and how long it works."""

from datetime import datetime, timedelta
from enum import StrEnum

from aethex_live.errors import AppError


class Purpose(StrEnum):
    """What a link in a mail may do."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"


LIFETIMES = {Purpose.VERIFY_EMAIL: timedelta(hours=24), Purpose.RESET_PASSWORD: timedelta(hours=1)}
KEPT = timedelta(days=7)  # afterwards a link is simply unknown
UNVERIFIED_KEPT = timedelta(days=7)  # an account whose address nobody confirmed makes room again


class LinkRefused(AppError):
    """The link from a mail does not work (any more); the text says why and what to do."""

    status = 410
    code = "link_refused"


def unknown() -> LinkRefused:
    """A link that we never sent, or not lately."""
    return LinkRefused(
        "This link is not complete or not from us. Copy it whole from the mail, or ask for a new one.",
        code="link_unknown",
        status=404,
    )


def check(expires_at: datetime, used_at: datetime | None, now: datetime) -> None:
    """Refuse a link that was used or whose time is over."""
    if used_at is not None:
        raise LinkRefused("This link was used already. Ask for a new one if you need it.", code="link_used")
    if now >= expires_at:
        raise LinkRefused("This link is too old. Ask for a new one.", code="link_expired")
