"""Rules for chat: what a message may be, how fast one may write, who may take one away."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.errors import InvalidInput

TEXT_LENGTH = 500
MOST_MARKS = 3  # accents on one letter; more are stacked to cover what stands above
BURST, EVERY = 5, timedelta(seconds=2)  # five at once, then one every two seconds: five in ten
TAIL = 100  # messages that a newcomer gets


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as everybody sees it."""

    id: UUID
    author_id: UUID
    username: str
    name: str
    text: str
    owner: bool  # written by the owner of the channel
    staff: bool
    verified: bool
    at: datetime


def check_text(text: str) -> str:
    """The message on one line, without invisible characters and towers of accents."""
    text = " ".join(unicodedata.normalize("NFC", text[: TEXT_LENGTH * 4]).split())
    text = "".join(_without_towers(text))
    if not text:
        raise InvalidInput("Write something first.", code="chat_empty", field="text")
    if len(text) > TEXT_LENGTH:
        raise InvalidInput(
            f"Use at most {TEXT_LENGTH} characters; yours has {len(text)}.", code="chat_long", field="text"
        )
    return text


def may_delete(actor_id: UUID, *, author_id: UUID, owner_id: UUID, staff: bool) -> bool:
    """Whether somebody may take a message away: its author, the channel's owner, and staff."""
    return staff or actor_id in (author_id, owner_id)


def _without_towers(text: str):
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        invisible = category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and character != "\u200d")
        if not invisible and marks <= MOST_MARKS:
            yield character
