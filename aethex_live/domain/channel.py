"""Rules for channels: what one is made of, who sees it, how it goes."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aethex_live.domain import form
from aethex_live.domain.form import LIST, Checks
from aethex_live.domain.language import check_language
from aethex_live.domain.link import Link, check_links
from aethex_live.domain.slug import check_slug
from aethex_live.domain.text import check_line, check_paragraphs
from aethex_live.domain.user import Suspension
from aethex_live.errors import InvalidInput, Words

NAME_LENGTH = 50
DESCRIPTION_LENGTH = 2000
TAG_LENGTH = 25
MOST_TAGS = 10
DELETION_GRACE = timedelta(days=14)

# The same names as the design tokens', each safe on both themes.
ACCENTS = ("cyan", "blue", "violet", "pink", "red", "amber", "lime", "green")


@dataclass(frozen=True, slots=True)
class Owner:
    """The person behind a channel, as everybody may know them."""

    id: UUID
    username: str
    display_name: str
    avatar_url: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """The category of a channel, enough to link to it."""

    slug: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel as everybody sees it. Image addresses are empty where there is none."""

    id: UUID
    owner: Owner
    name: str
    slug: str
    description: str
    category: CategoryRef | None
    tags: tuple[str, ...]
    language: str
    mature: bool
    accent: str
    links: tuple[Link, ...]
    avatar_url: str  # the owner's, as long as the channel has none
    banner_url: str
    poster_url: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedChannel:
    """A channel as those see it who run it, or the site."""

    channel: Channel
    own_avatar: bool  # whether the avatar is the channel's and not its owner's
    suspension: Suspension | None
    featured: bool  # whether staff show it on the home page
    deletion_due_at: datetime | None
    updated_at: datetime

    @property
    def is_public(self) -> bool:
        """Whether strangers can open it (its owner's account being in order)."""
        return self.suspension is None and self.deletion_due_at is None


@dataclass(frozen=True, slots=True)
class DeletionEffects:
    """What deleting a channel does, to be told before: it vanishes at once, and for good after `due_at`."""

    name: str
    slug: str  # free for others after `due_at`, and what has to be typed to confirm
    stream_keys: int  # stop working at once
    due_at: datetime


def check_tags(tags: list[str] | tuple[str, ...]) -> list[str]:
    """Tags in one form, each once: without #, small letters, a hyphen for a space."""
    if len(tags) > MOST_TAGS * 3:
        raise _too_many_tags()
    checked = list(dict.fromkeys(_check_tag(tag) for tag in tags if tag.strip(" #")))
    if len(checked) > MOST_TAGS:
        raise _too_many_tags()
    return checked


def _check_tag(text: str) -> str:
    tag = "-".join(text.strip(" #").casefold().replace("_", " ").replace("-", " ").split())
    if not 1 <= len(tag) <= TAG_LENGTH or not all(c.isalnum() or c == "-" or _is_mark(c) for c in tag):
        raise InvalidInput(
            Words("A tag has 1 to {most} letters, digits or hyphens.", most=TAG_LENGTH),
            code="tag_form",
            field="tags",
        )
    return tag


def _is_mark(character: str) -> bool:
    """Vowel signs and the like, without which many scripts cannot be written."""
    return unicodedata.category(character) in ("Mn", "Mc")


def _too_many_tags() -> InvalidInput:
    return InvalidInput(Words("Use at most {most} tags.", most=MOST_TAGS), code="too_many_tags", field="tags")


def check_accent(accent: str) -> str:
    """One of the accents."""
    if accent not in ACCENTS:
        raise form.not_among(ACCENTS, code="unknown_accent", field="accent")
    return accent


def check_name(text: str) -> str:
    """A channel's name."""
    if not text.strip():
        raise InvalidInput("Give your channel a name.", code="name_form", field="name")
    return check_line(text, field="name", longest=NAME_LENGTH)


def check_description(text: str) -> str:
    """What a channel is about."""
    return check_paragraphs(text, field="description", longest=DESCRIPTION_LENGTH)


_CHECKS: Checks = {
    "name": (str, check_name),
    "slug": (str, check_slug),
    "description": (str, check_description),
    "category": ((str, type(None)), lambda slug: slug or None),
    "tags": (LIST, check_tags),
    "language": (str, check_language),
    "mature": (bool, lambda flag: flag),
    "accent": (str, check_accent),
    "links": (LIST, check_links),
}


def check_changes(changes: Mapping[str, Any], needed: Iterable[str] = ()) -> dict[str, Any]:
    """`changes` with every name known and every value in its form. The category is a slug, or None."""
    return form.check_changes(_CHECKS, changes, needed)


def check_confirmation(typed: str, slug: str) -> None:
    """Refuse a deletion unless the address of the channel was typed."""
    if typed.strip().lower() != slug:
        raise InvalidInput(
            Words("Type {slug} to confirm that this channel shall go.", slug=slug),
            code="not_confirmed",
            field="confirmation",
        )
