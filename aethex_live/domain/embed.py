"""Who may show a channel's player on a site of theirs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from aethex_live.errors import InvalidInput, Words

MOST_SITES = 20
_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_HOST = re.compile(rf"(\*\.)?({_LABEL}\.)+[a-z][a-z0-9-]{{1,62}}(:\d{{1,5}})?|localhost(:\d{{1,5}})?")


class Who(StrEnum):
    """Which sites may."""

    ANYONE = "anyone"
    LISTED = "listed"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class EmbedRule:
    """A channel's choice; `sites` count when it is LISTED."""

    who: Who = Who.ANYONE
    sites: tuple[str, ...] = ()

    @property
    def frame_ancestors(self) -> str:
        """What the page of the player says to browsers about pages around it."""
        match self.who:
            case Who.ANYONE:
                return "*"
            case Who.LISTED:
                return " ".join(("'self'", *self.sites))
            case Who.NOBODY:
                return "'self'"


def check_rule(who: str, sites: Iterable[str]) -> EmbedRule:
    """A choice that can be kept."""
    if who not in set(Who):
        raise InvalidInput("Choose who may show your player.", code="unknown_choice", field="who")
    checked = tuple(dict.fromkeys(_check_site(site) for site in sites if site.strip()))
    if len(checked) > MOST_SITES:
        raise InvalidInput(
            Words("Name at most {most} sites.", most=MOST_SITES), code="too_many_sites", field="sites"
        )
    if who == Who.LISTED and not checked:
        raise InvalidInput("Name at least one site, or choose another answer.", code="missing", field="sites")
    return EmbedRule(Who(who), checked)


def _check_site(text: str) -> str:
    site = text.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if len(site) > 200 or not _HOST.fullmatch(site):
        raise InvalidInput(
            "Name sites as example.com or *.example.com, one a line.", code="not_a_site", field="sites"
        )
    return site
