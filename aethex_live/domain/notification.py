"""Rules for notifications: which kinds there are, what each is kept once for, and how many are kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

KEPT = 500  # of one person
MILESTONES = (10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)  # followers


class Kind(StrEnum):
    """What people are told of."""

    LIVE = "live"  # a channel that they follow
    FOLLOWER = "follower"  # of a channel of theirs
    MILESTONE = "milestone"  # of a channel of theirs
    ROLE = "role"  # on somebody's channel


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that a person is told. `text` is the stream's title, the role, or the number."""

    id: UUID
    kind: Kind
    at: datetime
    read: bool
    text: str
    channel: str
    channel_slug: str
    channel_avatar: str
    actor: str
    actor_username: str
    actor_avatar: str


def key_of(kind: Kind, *about: object) -> str:
    """What makes a notification the same as another: nobody is told twice."""
    return ":".join((kind.value, *map(str, about)))
