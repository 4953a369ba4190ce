"""Accounts elsewhere as values, and what follows from them."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from aethex_live.domain import user
from aethex_live.errors import AppError, InvalidInput

SUBJECT_LENGTH = 255
PARAMETER_LENGTH = 4000  # characters of one parameter that another site sends back


@dataclass(frozen=True, slots=True)
class Provider:
    """Where people may come from."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the browser, and what has to be remembered until it comes back."""

    url: str
    keep: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ForeignAccount:
    """Who the provider says it is. `subject` never changes, all else may."""

    provider: str
    subject: str
    label: str
    email: str = ""
    email_verified: bool = False
    username: str = ""
    display_name: str = ""


def checked(account: ForeignAccount) -> ForeignAccount:
    """The account, when it is one that can be kept; ValueError when the provider told nonsense."""
    if not 0 < len(account.subject) <= SUBJECT_LENGTH or not account.subject.isprintable():
        raise ValueError("no account")
    return replace(account, label="".join(filter(str.isprintable, account.label)) or account.subject)


def subject(value: object) -> str:
    """The provider's own name for an account, which is a number or a text; ValueError when it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("no account")
    return str(value)


class ProviderRefused(AppError):
    """The visit to the other site did not end in a log-in; the text says why."""

    status = 422
    code = "provider_refused"


def suggested_username(account: ForeignAccount) -> str:
    """A name of ours as close as can be to what they are called there; may be taken."""
    for text in (account.username, account.display_name, account.email.partition("@")[0]):
        name = re.sub(r"[^A-Za-z0-9_]+", "_", text).strip("_")[:20]
        try:
            return user.check_username(name)
        except InvalidInput:
            continue
    return "user"


def suggested_display_name(account: ForeignAccount, username: str) -> str:
    """The name that others read."""
    try:
        return user.check_display_name((account.display_name or account.username)[: user.DISPLAY_NAME_LENGTH])
    except InvalidInput:
        return username
