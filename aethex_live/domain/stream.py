"""The life of a stream: what may follow what. Driven by the media server's events, which may come twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from aethex_live.domain import form
from aethex_live.domain.channel import CategoryRef, check_tags
from aethex_live.domain.form import LIST, Checks
from aethex_live.domain.language import check_language
from aethex_live.domain.text import check_line

TITLE_LENGTH = 140
NOW_PLAYING_LENGTH = 200
UNHEARD = timedelta(seconds=75)  # the reconnect grace of 60 s, and a little for the event to arrive
UNLISTED = timedelta(seconds=10)  # the event of a start may be faster than the list of what is carried
OVERDUE = timedelta(seconds=15)  # for the event of the end to arrive after the grace


class Status(StrEnum):
    """Where a stream is."""

    HELD = "held"  # it arrives, and only its owner sees it
    LIVE = "live"
    RECONNECTING = "reconnecting"
    ENDING = "ending"  # the encoder said goodbye or was told to, and may still come back for a moment
    ENDED = "ended"


class Event(StrEnum):
    """What can happen to it."""

    STARTED = "started"
    HELD = "held"  # started on a channel that waits for its creator's click
    RELEASED = "released"
    INTERRUPTED = "interrupted"
    SAID_GOODBYE = "said_goodbye"
    RESUMED = "resumed"
    STOPPED = "stopped"  # by its creator, in the studio
    ENDED = "ended"
    FOUND = "found"  # we had given it up, and the media server carries it


# An event that is not in the table changes nothing: it was told before, or too late to matter.
TRANSITIONS: dict[tuple[Status | None, Event], Status] = {
    (None, Event.STARTED): Status.LIVE,
    (None, Event.HELD): Status.HELD,
    (Status.HELD, Event.RELEASED): Status.LIVE,
    (Status.HELD, Event.INTERRUPTED): Status.HELD,
    (Status.HELD, Event.SAID_GOODBYE): Status.HELD,
    (Status.HELD, Event.RESUMED): Status.HELD,
    (Status.HELD, Event.ENDED): Status.ENDED,
    (Status.LIVE, Event.INTERRUPTED): Status.RECONNECTING,
    (Status.LIVE, Event.SAID_GOODBYE): Status.ENDING,
    (Status.LIVE, Event.STOPPED): Status.ENDING,
    (Status.LIVE, Event.RESUMED): Status.LIVE,
    (Status.LIVE, Event.ENDED): Status.ENDED,
    (Status.RECONNECTING, Event.RESUMED): Status.LIVE,
    (Status.RECONNECTING, Event.STOPPED): Status.ENDING,
    (Status.RECONNECTING, Event.ENDED): Status.ENDED,
    (Status.ENDING, Event.RESUMED): Status.LIVE,
    (Status.ENDING, Event.ENDED): Status.ENDED,
    (Status.ENDED, Event.FOUND): Status.LIVE,
}


def after(status: Status | None, event: Event) -> Status | None:
    """The status that follows; None when the event changes nothing."""
    return TRANSITIONS.get((status, event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream as everybody sees it. `playback` is where the picture is, `replay` where it can be seen again."""

    id: UUID
    channel_id: UUID
    slug: str
    broadcast: str
    status: Status
    title: str
    category: CategoryRef | None
    tags: tuple[str, ...]
    language: str
    mature: bool
    now_playing: str
    playback: str
    thumbnail: str
    replay: str
    started_at: datetime
    ended_at: datetime | None
    viewers: int
    peak_viewers: int

    @property
    def is_on(self) -> bool:
        """Whether somebody who opens the page finds a stream, or one that may come back in a moment."""
        return self.status is not Status.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the stream is about: the one that is on, and the next ones. With `hold` it waits for a click."""

    title: str
    category: CategoryRef | None
    tags: tuple[str, ...]
    language: str
    mature: bool
    hold: bool
    now_playing: str


@dataclass(frozen=True, slots=True)
class OnAir:
    """A stream that the media server carries right now."""

    slug: str
    broadcast: str
    started_at: datetime | None = None  # None: nothing to play has come yet
    recording: str | None = None


def is_lost(
    broadcast: str,
    heard_at: datetime,
    carried: frozenset[str] | None,
    now: datetime,
    grace_until: datetime | None = None,
) -> bool:
    """Whether a stream that we think is on has gone without a word.

    `carried` are the broadcasts that the media server has, None when it does not answer. A stream that it does
    not have is given a moment, because the event of its start may be faster than the list. One without an
    encoder is over when its grace is, whoever is silent.
    """
    if carried is not None and broadcast in carried:
        return False
    if grace_until is not None and now > grace_until + OVERDUE:
        return True
    return now - heard_at > (UNHEARD if carried is None else UNLISTED)


def check_title(text: str) -> str:
    """What the stream is about today."""
    return check_line(text, field="title", longest=TITLE_LENGTH)


def check_now_playing(text: str) -> str:
    """What is playing at the moment; empty: nothing."""
    return check_line(text, field="now_playing", longest=NOW_PLAYING_LENGTH, shortest=0)


_CHECKS: Checks = {
    "title": (str, check_title),
    "category": ((str, type(None)), lambda slug: slug or None),
    "tags": (LIST, check_tags),
    "language": (str, check_language),
    "mature": (bool, lambda flag: flag),
    "hold": (bool, lambda flag: flag),
    "now_playing": (str, check_now_playing),
}


def check_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """`changes` with every name known and every value in its form. The category is a slug, or None."""
    return form.check_changes(_CHECKS, changes)


# The names under which the media server carries what is not for everybody.
_TEST = "test--"


def carried_as(slug: str, *, test: bool) -> str:
    """What the media server calls a channel's stream."""
    return f"{_TEST}{slug}" if test else slug


def channel_of(name: str) -> tuple[str, bool]:
    """The channel's address in a name of the media server, and whether it is a test."""
    return name.removeprefix(_TEST), name.startswith(_TEST)
