"""The life of a stream: what may follow what. Driven by the media server's events, which may come twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from aethex_live.domain.text import check_line

TITLE_LENGTH = 140
UNHEARD = timedelta(seconds=75)  # the reconnect grace of 60 s, and a little for the event to arrive


class Status(StrEnum):
    """Where a stream is."""

    LIVE = "live"
    RECONNECTING = "reconnecting"
    ENDED = "ended"


class Event(StrEnum):
    """What can happen to it."""

    STARTED = "started"
    INTERRUPTED = "interrupted"
    RESUMED = "resumed"
    ENDED = "ended"


# An event that is not in the table changes nothing: it was told before, or too late to matter.
TRANSITIONS: dict[tuple[Status | None, Event], Status] = {
    (None, Event.STARTED): Status.LIVE,
    (Status.LIVE, Event.INTERRUPTED): Status.RECONNECTING,
    (Status.LIVE, Event.RESUMED): Status.LIVE,
    (Status.LIVE, Event.ENDED): Status.ENDED,
    (Status.RECONNECTING, Event.RESUMED): Status.LIVE,
    (Status.RECONNECTING, Event.ENDED): Status.ENDED,
}


def after(status: Status | None, event: Event) -> Status | None:
    """The status that follows; None when the event changes nothing."""
    return TRANSITIONS.get((status, event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream as everybody sees it. `playback` is where the picture is."""

    id: UUID
    channel_id: UUID
    slug: str
    broadcast: str
    status: Status
    title: str
    playback: str
    started_at: datetime
    ended_at: datetime | None
    peak_viewers: int

    @property
    def is_on(self) -> bool:
        """Whether somebody who opens the page finds a stream, or one that may come back in a moment."""
        return self.status is not Status.ENDED


@dataclass(frozen=True, slots=True)
class OnAir:
    """A stream that the media server carries right now."""

    slug: str
    broadcast: str


def is_lost(broadcast: str, heard_at: datetime, carried: frozenset[str] | None, now: datetime) -> bool:
    """Whether a stream that we think is on has gone without a word.

    `carried` are the broadcasts that the media server has, None when it does not answer. A stream that it does
    not have is given a moment, because the event of its start may be faster than the list.
    """
    if carried is not None and broadcast in carried:
        return False
    return now - heard_at > (UNHEARD if carried is None else timedelta(seconds=10))


def check_title(text: str) -> str:
    """What the stream is about today."""
    return check_line(text, field="title", longest=TITLE_LENGTH)
