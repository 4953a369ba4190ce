"""Rules for keeping order in a chat: time-outs, bans, what is held for a look, and the log of who did what."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from aethex_live.domain import automod
from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.chat import Message
from aethex_live.errors import InvalidInput, Words

REASON_LENGTH = 300
NOTE_LENGTH = 500
SHORTEST, LONGEST = timedelta(seconds=1), timedelta(days=28)
USUAL = timedelta(minutes=10)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LENGTH = re.compile(r"(\d{1,8})\s*([smhdw]?)", re.IGNORECASE)


class ActKind(StrEnum):
    """What can be found in a channel's log."""

    MESSAGE_REFUSED = "message.refused"  # by auto-moderation
    MESSAGE_DELETED = "message.deleted"
    MESSAGES_DELETED = "messages.deleted"  # all of a person
    CHAT_CLEARED = "chat.cleared"
    TIMED_OUT = "person.timed_out"
    BANNED = "person.banned"
    UNBANNED = "person.unbanned"
    HELD_APPROVED = "held.approved"
    HELD_REJECTED = "held.rejected"
    MODES_CHANGED = "modes.changed"
    RULES_CHANGED = "rules.changed"
    PINNED = "message.pinned"
    UNPINNED = "message.unpinned"
    ANNOUNCED = "chat.announced"
    ROLE_GIVEN = "role.given"
    ROLE_TAKEN = "role.taken"
    NOTE_ADDED = "note.added"
    REPORT_DECIDED = "report.decided"


class HeldState(StrEnum):
    """What has become of a held message."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """Somebody who may not write here; `until` None: for good."""

    user_id: UUID
    username: str
    name: str
    by: str  # a username; empty: auto-moderation, or somebody who has left
    reason: str
    until: datetime | None
    at: datetime

    @property
    def is_timeout(self) -> bool:
        """Whether it ends by itself."""
        return self.until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModAct:
    """One line of the log. `actor` empty: the site itself; `details` are values that JSON knows."""

    id: UUID
    at: datetime
    kind: ActKind
    actor: str
    subject: str  # a username; empty when it was not about a person
    reason: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """The reason as it can be translated: what auto-moderation found, or a person's own words."""
        found = [Words.of(parts) for parts in self.details.get("reasons", ())]
        return automod.joined(found) if found else self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMessage:
    """A message that waits for a moderator. `reasons` are sentences."""

    id: UUID
    author_id: UUID
    username: str
    name: str
    text: str
    reasons: tuple[str, ...]
    state: HeldState
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a moderator has written down about somebody, for other moderators."""

    id: UUID
    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCard:
    """Somebody as the moderators of a channel see them."""

    user_id: UUID
    username: str
    name: str
    avatar_url: str
    role: ChannelRole
    staff: bool
    verified: bool
    joined_at: datetime  # the site
    follows_since: datetime | None
    messages: int  # how many they have written here
    ban: Ban | None
    last: tuple[Message, ...]  # their newest here, the newest first, deleted ones too
    acts: tuple[ModAct, ...]  # against them, the latest first
    notes: tuple[Note, ...]


def check_length(text: str) -> timedelta:
    """How long a time-out lasts, such as `90`, `10m`, `2h`, `7d`; bare numbers are seconds."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise InvalidInput("Write a length such as 30s, 10m, 2h or 7d.", code="length_form", field="length")
    length = timedelta(seconds=int(match.group(1)) * _UNITS[match.group(2).lower() or "s"])
    return check_timeout(length)


def check_timeout(length: timedelta) -> timedelta:
    """A time-out that can be given."""
    if not SHORTEST <= length <= LONGEST:
        raise InvalidInput(
            Words(
                "A time-out lasts 1 second to {days} days. To keep somebody out for good, ban them.",
                days=LONGEST.days,
            ),
            code="length_range",
            field="length",
        )
    return length


def check_reason(text: str) -> str:
    """Why; may be empty."""
    reason = " ".join(text.split())
    if len(reason) > REASON_LENGTH or not reason.isprintable():
        raise InvalidInput(
            Words("Use at most {most} visible characters.", most=REASON_LENGTH),
            code="reason_form",
            field="reason",
        )
    return reason
