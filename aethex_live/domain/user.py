"""Rules for people: names, addresses, roles, suspensions."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aethex_live.domain.moment import named
from aethex_live.domain.reserved_names import RESERVED
from aethex_live.errors import InvalidInput, Words

USERNAME = re.compile(r"[A-Za-z0-9_]{3,25}")
# Not the whole of RFC 5322 but what mail servers of today accept; the confirmation mail is the real check.
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
EMAIL_LENGTH = 254
DISPLAY_NAME_LENGTH = 50
BIO_LENGTH = 500
REMAINS = "deleted_"  # how accounts are called whose people have left
REASON_LENGTH = 500


class Role(StrEnum):
    """What a person is on this site, least first."""

    USER = "user"
    CREATOR = "creator"
    STAFF_MODERATOR = "staff_moderator"
    STAFF_FINANCE = "staff_finance"
    ADMIN = "admin"


class Duty(StrEnum):
    """What staff may be trusted with."""

    SUSPEND = "suspend"
    CHANGE_ROLES = "change_roles"
    GIVE_BADGES = "give_badges"
    RESET_TWO_FACTOR = "reset_two_factor"
    SEE_USERS = "see_users"  # and their channels
    SEE_LOG = "see_log"
    EDIT_SITE = "edit_site"
    SEE_HEALTH = "see_health"


DUTIES: dict[Role, frozenset[Duty]] = {
    Role.USER: frozenset(),
    Role.CREATOR: frozenset(),
    Role.STAFF_MODERATOR: frozenset({Duty.SUSPEND, Duty.SEE_USERS, Duty.SEE_LOG, Duty.SEE_HEALTH}),
    Role.STAFF_FINANCE: frozenset({Duty.SEE_USERS, Duty.SEE_HEALTH}),
    Role.ADMIN: frozenset(Duty),
}


def may(role: str, duty: Duty) -> bool:
    """Whether somebody with `role` is trusted with `duty`."""
    return duty in DUTIES[Role(role)]


def is_staff(role: str) -> bool:
    """Whether `role` works for the site."""
    return Role(role) not in (Role.USER, Role.CREATOR)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why somebody may not log in, and until when (None: for good)."""

    reason: str
    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it is still in force."""
        return self.until is None or now < self.until

    @property
    def sentence(self) -> Words:
        """What the person is told."""
        if self.until is None:
            return Words("This account is suspended. Reason: {reason}", reason=self.reason)
        return Words(
            "This account is suspended until {until}. Reason: {reason}",
            until=named(self.until),
            reason=self.reason,
        )


def check_username(text: str) -> str:
    """The username as it will be shown; comparing ignores case."""
    username = text.strip()
    if not USERNAME.fullmatch(username):
        raise InvalidInput(
            "Use 3 to 25 letters, digits or underscores.", code="username_form", field="username"
        )
    if username.lower() in RESERVED or username.lower().startswith(REMAINS):
        raise InvalidInput(
            "This name is kept for the site. Choose another.",
            code="username_reserved",
            field="username",
        )
    return username


def check_email(text: str) -> str:
    """The address, trimmed; its case is kept for sending and ignored when comparing."""
    email = text.strip()
    if len(email) > EMAIL_LENGTH or not EMAIL.fullmatch(email) or ".." in email:
        raise InvalidInput(
            "This does not look like an e-mail address, such as name@example.org.",
            code="email_form",
            field="email",
        )
    return email


def stand_in_email(email: str) -> str:
    """The address of the account that holds a name for somebody who registers with an address that has one.

    Without it, trying whether the name is free afterwards would tell that the address has an account.
    """
    return f"{hashlib.sha256(email.lower().encode()).hexdigest()}@held.invalid"


def check_display_name(text: str) -> str:
    """The name that others read; on one line, without invisible characters."""
    name = " ".join(text.split())
    if not name or len(name) > DISPLAY_NAME_LENGTH or not name.isprintable():
        raise InvalidInput(
            Words("Use {least} to {most} visible characters.", least=1, most=DISPLAY_NAME_LENGTH),
            code="display_name_form",
            field="display_name",
        )
    return name


def check_bio(text: str) -> str:
    """The text under somebody's name."""
    bio = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(bio) > BIO_LENGTH or not bio.replace("\n", "").replace("\t", "").isprintable():
        raise InvalidInput(
            Words("Use at most {most} visible characters.", most=BIO_LENGTH), code="bio_form", field="bio"
        )
    return bio


def check_reason(text: str) -> str:
    """Why staff acted; the person concerned will read it."""
    reason = " ".join(text.split())
    if not reason or len(reason) > REASON_LENGTH or not reason.isprintable():
        raise InvalidInput(
            Words("Give a reason of at most {most} characters; the person will read it.", most=REASON_LENGTH),
            code="reason_form",
            field="reason",
        )
    return reason


def mask_email(email: str) -> str:
    """Enough of an address to recognise one's own, e.g. `a•••@example.org`."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"
