"""Rules for people's pages: what they say, and who sees how much of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from aethex_live.domain import form
from aethex_live.domain.channel import Channel
from aethex_live.domain.form import LIST, Checks
from aethex_live.domain.link import Link, check_links
from aethex_live.domain.user import check_bio, check_display_name


class Relation(StrEnum):
    """What the one who looks is to the one looked at, the nearest first."""

    SELF = "self"
    STAFF = "staff"
    FRIEND = "friend"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person's page. What may not be seen is empty, and `whole` is False then.

    Name, picture and badge are always there: they stand beside everything that the person writes.
    """

    id: UUID
    username: str
    display_name: str
    avatar_url: str
    verified: bool
    whole: bool
    role: str = ""
    bio: str = ""
    banner_url: str = ""
    links: tuple[Link, ...] = ()
    channels: tuple[Channel, ...] = ()
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProfile:
    """What a person can edit of their page."""

    username: str
    display_name: str
    bio: str
    avatar_url: str
    banner_url: str
    links: tuple[Link, ...]
    verified: bool


def sees_all(privacy_level: str, relation: Relation) -> bool:
    """Whether the page is shown whole to somebody of this relation."""
    if relation in (Relation.SELF, Relation.STAFF) or privacy_level == "public":
        return True
    return privacy_level == "friends" and relation is Relation.FRIEND


_CHECKS: Checks = {
    "display_name": (str, check_display_name),
    "bio": (str, check_bio),
    "links": (LIST, check_links),
}


def check_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """`changes` with every name known and every value in its form."""
    return form.check_changes(_CHECKS, changes)
