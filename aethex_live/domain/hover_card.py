"""The essentials of a person or a channel, for a card that opens at their name."""

import re
from dataclasses import dataclass
from enum import StrEnum

TEXT_LENGTH = 160
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # as it may stand in an address


class About(StrEnum):
    """Whose name it is; the same words as in the addresses of their pages."""

    USER = "users"
    CHANNEL = "channels"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnNow:
    """What they stream at the moment."""

    slug: str
    title: str
    viewers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoverCard:
    """`followers` is None, and the rest empty, where it is not for the one who asks."""

    about: About
    name: str  # as in the address
    title: str
    picture: str
    verified: bool
    text: str = ""
    followers: int | None = None
    on: OnNow | None = None
    own: bool = False
    following: bool = False
    follows_me: bool = False


def one_line(text: str) -> str:
    """The beginning of what somebody says about themselves."""
    line = " ".join(text.split())
    return line if len(line) <= TEXT_LENGTH else line[: TEXT_LENGTH - 1].rstrip() + "…"
