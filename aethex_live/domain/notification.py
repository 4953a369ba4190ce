"""Rules for notifications: which kinds there are and what they say, by which roads they come, what goes together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from aethex_live.domain import milestone, schedule_news
from aethex_live.errors import Words

KEPT = 500  # of one person


class About(StrEnum):
    """What kinds have in common, for those who look for one."""

    FOLLOWED = "followed"  # what one follows
    CHANNEL = "channel"  # one's own channels
    ME = "me"


# A new kind is an entry here, its German words, and a caller of `notification.tell`. Each entry has: its name, what
# it is about, what it says, what several of a day say together (empty: each is told by itself), what the settings
# call it, where it leads, and whether it is worth little an hour later. Words and paths may name `{channel}`,
# `{slug}`, `{name}` and `{username}` of who did it, `{text}`, and of several `{others}`.
class Kind(StrEnum):
    """What people are told of."""

    about: About
    says: str
    together: str
    choice: str
    leads_to: str
    urgent: bool

    LIVE = (
        "live",
        About.FOLLOWED,
        "{channel} is live: {text}",
        "",
        "A channel that I follow goes live",
        "/streams/{slug}",
        True,
    )
    FOLLOWER = (
        "follower",
        About.CHANNEL,
        "{name} follows {channel}",
        "{name} and {others} follow {channel}",
        "Somebody follows my channel",
        "/users/{username}",
    )
    USER_FOLLOW = (
        "user_follow",
        About.ME,
        "{name} follows you",
        "{name} and {others} follow you",
        "Somebody follows me",
        "/users/{username}",
    )
    MILESTONE = (
        "milestone",
        About.CHANNEL,
        "{channel}: {text}",
        "",
        "My channel reaches a milestone",
        "/channels/{slug}",
    )
    ROLE = (
        "role",
        About.ME,
        "You have a role on {channel} now: {text}",
        "",
        "I am given a role on a channel",
        "/streams/{slug}",
    )
    REPORT_ANSWERED = (
        "report_answered",
        About.ME,
        "Your report about {text} is answered",
        "",
        "Something that I reported is decided",
        "/settings/blocked",
    )

    REMINDER = (
        "reminder",
        About.FOLLOWED,
        "{channel} begins soon: {text}",
        "",
        "A stream that I want to be reminded of begins in 15 minutes",
        "/channels/{slug}#schedule",
        True,
    )
    MOVED = (
        "moved",
        About.FOLLOWED,
        "{channel}: {text}",
        "",
        "A stream that I want to be reminded of moves to another time",
        "/channels/{slug}#schedule",
    )
    CALLED_OFF = (
        "called_off",
        About.FOLLOWED,
        "{channel} has cancelled: {text}",
        "",
        "A stream that I want to be reminded of is cancelled",
        "/channels/{slug}#schedule",
    )

    ENDED = (
        "ended",
        About.CHANNEL,
        "The stream of {channel} is over after {text}",
        "",
        "A stream of mine is over",
        "/studio",
    )
    SUSPENDED = (
        "suspended",
        About.CHANNEL,
        "Staff have suspended {channel}: {text}",
        "",
        "Staff suspend my channel",
        "/studio/channels",
    )
    UNSUSPENDED = (
        "unsuspended",
        About.CHANNEL,
        "{channel} can be seen by everybody again",
        "",
        "Staff let my channel be seen again",
        "/studio/channels",
    )
    MENTION = (
        "mention",
        About.ME,
        "{name} called you in the chat of {channel}",
        "{name} and {others} called you in the chat of {channel}",
        "Somebody calls me in a chat where I am not",
        "/streams/{slug}",
        True,
    )

    def __new__(
        cls,
        value: str,
        about: About,
        says: str,
        together: str,
        choice: str,
        leads_to: str,
        urgent: bool = False,
    ) -> Self:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.about, kind.says, kind.together, kind.choice = about, says, together, choice
        kind.leads_to, kind.urgent = leads_to, urgent
        return kind


class Road(StrEnum):
    """By which way somebody is told."""

    SITE = "site"  # the bell, and the page of notifications
    EMAIL = "email"
    PUSH = "push"  # to browsers in which the person has asked for it


class Mailing(StrEnum):
    """How often somebody wants mail."""

    OFF = "off"
    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"


# How long the oldest thing waits for others before all go out in one mail: a burst is one mail.
MAIL_AFTER = {
    Mailing.NOW: timedelta(minutes=1),
    Mailing.DAILY: timedelta(days=1),
    Mailing.WEEKLY: timedelta(days=7),
}
MAIL_PAUSE = timedelta(minutes=10)  # between two mails to one person, whatever happens

ROLES = {"moderator": Words("Moderator"), "editor": Words("Editor"), "vip": Words("VIP")}
ONE_OTHER, OTHERS = Words("1 other"), "{n} others"


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that a person is told. `text` is the stream's title, the role, the number, or what has moved."""

    id: UUID
    kind: Kind
    at: datetime
    read: bool
    text: str
    path: str
    channel: str
    channel_slug: str
    channel_avatar: str
    actor: str
    actor_username: str
    actor_avatar: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is told in one sentence: one notification, or several of a kind about the same channel."""

    newest: Notification
    ids: tuple[UUID, ...]
    words: Words


def key_of(kind: Kind, *about: object) -> str:
    """What makes a notification the same as another: nobody is told twice."""
    return ":".join((kind.value, *map(str, about)))


def path_of(kind: Kind, path: str, *, slug: str, username: str) -> str:
    """Where it leads: to `path` if it has one of its own, else where its kind does."""
    return path or kind.leads_to.format(slug=slug, username=username)


def sentence(told: Notification, others: int = 0) -> Words:
    """What it says; with `others`, what it and those of as many other people say together."""
    values: dict[str, Any] = {"channel": told.channel, "name": told.actor}
    values["text"] = _text_of(told) or told.channel
    if not others:
        return Words(told.kind.says, **values)
    values["others"] = ONE_OTHER if others == 1 else Words(OTHERS, n=others)
    return Words(told.kind.together, **values)


def _text_of(told: Notification) -> str:
    match told.kind:
        case Kind.ROLE:
            return ROLES.get(told.text, told.text)
        case Kind.MILESTONE:
            return milestone.words(told.text)
        case Kind.MOVED | Kind.CALLED_OFF:
            return schedule_news.words(told.text)
        case _:
            return told.text


def bundled(notifications: Iterable[Notification]) -> list[Bundle]:
    """Put together what belongs together, each at the place of its newest; they come with the newest first."""
    groups: dict[object, list[Notification]] = {}
    for each in notifications:
        alike = (each.kind, each.channel_slug, each.read, each.at.date())
        groups.setdefault(alike if each.kind.together else each.id, []).append(each)
    return [_bundle(group) for group in groups.values()]


def _bundle(group: list[Notification]) -> Bundle:
    newest = group[0]
    people = {each.actor_username for each in group}
    return Bundle(newest, tuple(each.id for each in group), sentence(newest, len(people) - 1))
