"""Rules for chat: what a message is and may be, how fast one may write, who may take one away."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.chat_text import Part
from aethex_live.errors import InvalidInput, Words

TEXT_LENGTH = 500
MOST_MARKS = 3  # accents on one letter; more are stacked to cover what stands above
RATE, RATE_WINDOW = 5, timedelta(seconds=10)
TAIL = 100  # messages that a newcomer gets, and of a page of history
QUOTE_LENGTH = 100  # of the message that is answered, shown above the answer
MOST_MENTIONS = 10  # people whom one message calls; further ones are plain text
# The tones of names, by number: the design system knows what they look like, and that all can be read.
COLOURS = (
    *("rose", "orange", "amber", "yellow", "lime", "green"),
    *("teal", "sky", "blue", "indigo", "violet", "pink"),
)


class Kind(StrEnum):
    """How a message is meant."""

    USER = "user"
    ACTION = "action"  # /me waves
    ANNOUNCEMENT = "announcement"
    SYSTEM = "system"  # from the room itself, kept nowhere


class Badge(StrEnum):
    """What stands before a name."""

    OWNER = "owner"
    EDITOR = "editor"
    MODERATOR = "moderator"
    VIP = "vip"
    STAFF = "staff"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Reply:
    """The message that is answered: its start. `text` is empty when it has been deleted."""

    id: UUID
    username: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """Who took a message away. Only moderators see it, and what is under it."""

    by: str  # a name; empty: auto-moderation
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. Everybody sees the same, but for `deletion`, which only comes to moderators."""

    id: UUID
    author_id: UUID
    username: str
    name: str
    avatar_url: str
    text: str
    kind: Kind = Kind.USER
    badges: tuple[Badge, ...] = ()
    colour: int = 0
    parts: tuple[Part, ...] = ()  # empty: the text is nothing but text
    mentions: tuple[str, ...] = ()  # usernames
    reply: Reply | None = None
    deletion: Deletion | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes, as their messages show them."""

    id: UUID
    username: str
    name: str
    avatar_url: str
    role: ChannelRole
    staff: bool
    verified: bool
    colour: int

    @property
    def badges(self) -> tuple[Badge, ...]:
        """What stands before their name, the weightiest first."""
        on_channel = () if self.role is ChannelRole.VIEWER else (Badge(self.role),)
        of_site = (Badge.STAFF,) if self.staff else ()
        return on_channel + of_site + ((Badge.VERIFIED,) if self.verified else ())


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say, with its text checked."""

    text: str
    kind: Kind = Kind.USER
    reply_to: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPerson:
    """Somebody who is in the room, for its list of people."""

    id: UUID
    username: str
    name: str
    avatar_url: str
    role: ChannelRole
    staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPeople:
    """The first people in the room by role and name, and how many there are in all."""

    people: tuple[RoomPerson, ...]
    known: int  # logged in, those who hide themselves included
    by_role: dict[ChannelRole, int] = field(default_factory=dict)


def colour_of(user_id: UUID, chosen: str = "") -> int:
    """The tone of somebody's name: the one that they chose, else always the same one."""
    return COLOURS.index(chosen) if chosen in COLOURS else user_id.int % len(COLOURS)


def check_text(text: str) -> str:
    """The message on one line, without invisible characters and towers of accents."""
    text = " ".join(unicodedata.normalize("NFC", text[: TEXT_LENGTH * 4]).split())
    text = "".join(_without_towers(text)).strip()
    if not text:
        raise InvalidInput("Write something first.", code="chat_empty", field="text")
    if len(text) > TEXT_LENGTH:
        raise InvalidInput(
            Words("Use at most {most} characters; yours has {length}.", most=TEXT_LENGTH, length=len(text)),
            code="chat_long",
            field="text",
        )
    return text


def quote(text: str) -> str:
    """The start of a message, for above its answer."""
    return text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1].rstrip() + "…"


def _without_towers(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        invisible = category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and character != "\u200d")
        if not invisible and marks <= MOST_MARKS:
            yield character
