"""Following people: how two of them stand to each other."""

from dataclasses import dataclass
from datetime import datetime

MOST_PEOPLE = 5_000  # whom one person follows


@dataclass(frozen=True, slots=True)
class UserStanding:
    """Somebody and the one who asks. `followers` is None where it is not theirs to see."""

    followers: int | None
    since: datetime | None = None
    notify: bool = False
    follows_me: bool = False

    @property
    def following(self) -> bool:
        """Whether the one who asks follows them."""
        return self.since is not None

    @property
    def friends(self) -> bool:
        """Whether both follow each other."""
        return self.following and self.follows_me
