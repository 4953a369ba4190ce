"""Following channels: what everybody sees of it, and what only the follower does."""

from dataclasses import dataclass
from datetime import datetime

MOST_FOLLOWED = 5_000  # channels of one person


@dataclass(frozen=True, slots=True)
class Standing:
    """A channel's followers, and whether the one who asks is among them."""

    followers: int
    since: datetime | None = None
    notify: bool = False

    @property
    def following(self) -> bool:
        """Whether they follow."""
        return self.since is not None


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody in a list of people who follow or are followed; how they stand to the one who asks."""

    username: str
    name: str
    avatar_url: str
    verified: bool
    since: datetime
    following: bool = False
    follows_me: bool = False
