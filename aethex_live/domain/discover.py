"""What can be found by looking around: channels with what is on there, narrowed and put in order. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from aethex_live.domain.channel import CategoryRef, Owner, check_tags
from aethex_live.domain.language import LANGUAGES
from aethex_live.domain.recommendation import Why
from aethex_live.domain.slug import FORM
from aethex_live.errors import InvalidInput

LONGEST_QUERY = 300


class Sort(StrEnum):
    """What comes first."""

    VIEWERS = "viewers"
    TRENDING = "trending"
    NEWEST = "newest"
    FEATURED = "featured"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnNow:
    """What is on. `times` says how many times its usual audience it has, 0 when it is nothing special."""

    title: str
    thumbnail: str
    playback: str
    started_at: datetime
    viewers: int
    score: float
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A channel in a list, with its stream when it is on: category, tags and language are the stream's then."""

    id: UUID
    slug: str
    name: str
    owner: Owner
    avatar_url: str
    picture: str
    category: CategoryRef | None
    tags: tuple[str, ...]
    language: str
    mature: bool
    featured: bool
    now: OnNow | None = None


@dataclass(frozen=True, slots=True)
class Creator:
    """A channel with the number of those who follow it."""

    listed: Listed
    followers: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """Something for one person, and why: `name` is the channel that it is like."""

    listed: Listed
    why: Why
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a list is narrowed and ordered. What was typed into the address becomes one by `read`."""

    category: str = ""
    tag: str = ""
    language: str = ""
    sort: Sort = Sort.VIEWERS
    adult: bool = False

    @classmethod
    def read(
        cls, category: str = "", tag: str = "", language: str = "", sort: str = "", adult: bool = False
    ) -> "Wanted":
        """Whatever was typed; what makes no sense is as if it were not there."""
        return cls(
            category=category if FORM.fullmatch(category[:100]) else "",
            tag=tag_of(tag),
            language=language if language in LANGUAGES else "",
            sort=Sort(sort) if sort in set(Sort) else Sort.VIEWERS,
            adult=adult,
        )

    @classmethod
    def of_query(cls, query: str) -> "Wanted":
        """What `query` gave, or another text that a stranger made up."""
        parts = {name: values[0] for name, values in parse_qs(query[:LONGEST_QUERY]).items()}
        adult = parts.pop("adult", "") == "1"
        names = ("category", "tag", "language", "sort")
        return cls.read(adult=adult, **{name: parts.get(name, "") for name in names})

    @property
    def query(self) -> str:
        """The same as one text: equal for equal wishes."""
        parts = [("category", self.category), ("tag", self.tag), ("language", self.language)]
        parts.append(("sort", "" if self.sort is Sort.VIEWERS else self.sort))
        parts.append(("adult", "1" if self.adult else ""))
        return urlencode([(name, value) for name, value in parts if value])

    @property
    def is_narrow(self) -> bool:
        """Whether something is left out that could be shown."""
        return bool(self.category or self.tag or self.language)

    def fits(self, listed: Listed, within: Collection[str]) -> bool:
        """Whether it may be in the list; `within` are the addresses of the category and those below it."""
        return (
            (not self.category or (listed.category is not None and listed.category.slug in within))
            and (not self.tag or self.tag in listed.tags)
            and (not self.language or listed.language == self.language)
            and (self.adult or not listed.mature)
        )


def tag_of(text: str) -> str:
    """A tag in its form; empty when it cannot be one."""
    try:
        return next(iter(check_tags([text[:100]])), "")
    except InvalidInput:
        return ""


def in_order(listed: Iterable[Listed], sort: Sort) -> list[Listed]:
    """What is on, the first first; where that does not decide, what more people watch."""
    found = [each for each in listed if each.now]
    found.sort(key=lambda each: (-each.now.viewers, each.now.started_at, each.slug))
    match sort:
        case Sort.TRENDING:
            found.sort(key=lambda each: -each.now.score)
        case Sort.NEWEST:
            found.sort(key=lambda each: each.now.started_at, reverse=True)
        case Sort.FEATURED:
            found.sort(key=lambda each: not each.featured)
    return found


def common_tags(listed: Iterable[Listed], most: int = 12) -> list[str]:
    """The tags that most of what is on has."""
    counted: dict[str, int] = {}
    for each in listed:
        for tag in each.tags:
            counted[tag] = counted.get(tag, 0) + 1
    return sorted(counted, key=lambda tag: (-counted[tag], tag))[:most]
