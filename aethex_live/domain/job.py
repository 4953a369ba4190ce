"""Rules for background work: which tasks there are, and how long to wait before trying again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_ATTEMPTS = 8
LONGEST_ERROR = 500


class Task(StrEnum):
    """What can be put off until after the commit. Its arguments are in the log: ids, never secrets."""

    TELL_FOLLOWERS = "notification.tell_followers"
    PUSH = "push.deliver"
    PUSH_AGAIN = "push.deliver_again"
    TELL_DISCORD = "discord.announce"
    REMIND = "reminder.remind"
    TELL_CHANGES = "schedule_news.tell"
    LOOK_FOR_MILESTONES = "milestone.look"


# What waits for servers of others. It has workers of its own, so that nothing else waits with it.
DELIVERIES = frozenset({Task.PUSH, Task.PUSH_AGAIN, Task.TELL_DISCORD})


class TryLater(Exception):
    """The other side does not take it now; it may have said after how many `seconds` it will."""

    def __init__(self, seconds: float = 0.0):
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up after its last attempt: a dead letter."""

    id: int
    task: str
    arguments: dict[str, object]
    attempts: int
    error: str
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many jobs wait, run, and were given up; how long the one that waits longest is due; who does them."""

    waiting: int
    running: int
    failed: int
    late_seconds: float
    workers: int


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None: give up. 4 s at first, 49 minutes at last."""
    return timedelta(seconds=4 * 3 ** (attempts - 1)) if attempts < MOST_ATTEMPTS else None


def told(error: BaseException) -> str:
    """An error in one line, as staff read it."""
    text = f"{type(error).__name__}: {error}".replace("\x00", "")
    return " ".join(text.split())[:LONGEST_ERROR]
