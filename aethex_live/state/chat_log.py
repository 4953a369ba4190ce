"""A chat as a live room keeps it: entries on the screen, and what has to be known to take some away at once.

A message that is stored just before it is taken away may come here just after: what was taken away stays known for a
while, so that it does not come back.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypedDict
from uuid import UUID

from aethex_live.domain.chat import Kind, Message
from aethex_live.domain.happening import Happening
from aethex_live.realtime.feed import Feed

REMEMBERED = 2000  # messages whose authors are known, which readers may still see
MOST_CUTS = 50
CLEARED = "A moderator has cleared the chat."


class ChatPart(TypedDict):
    """A piece of a message."""

    kind: str
    text: str
    href: str


class ChatReply(TypedDict):
    """What a message answers; the text is empty when it was deleted."""

    id: str
    username: str
    name: str
    text: str


class ChatEntry(TypedDict):
    """A message on the screen. `deleted` ones come to moderators only, with who did it."""

    id: str
    author_id: str
    author: str
    name: str
    avatar: str
    text: str
    kind: str
    badges: list[str]
    colour: int
    parts: list[ChatPart]
    mentions: list[str]
    reply: ChatReply | None
    time: str
    at: str
    deleted: bool
    deleted_by: str


@dataclass(frozen=True, slots=True)
class Removal:
    """Messages are taken away: one, or all of a person, or all, those up to the id `upto`."""

    by: str = ""
    message_id: UUID | None = None
    user_id: UUID | None = None
    upto: UUID | None = None

    @classmethod
    def of(cls, happening: Happening) -> "Removal":
        """What a happening tells."""
        ids = {name: happening.data.get(name) for name in ("message_id", "user_id", "upto")}
        return cls(
            happening.data.get("by", ""), **{name: UUID(text) if text else None for name, text in ids.items()}
        )

    @property
    def is_of_all(self) -> bool:
        """Whether the chat is cleared."""
        return self.message_id is None and self.user_id is None

    def takes(self, message_id: UUID, author_id: UUID) -> bool:
        """Whether a message is one of them."""
        if self.message_id is not None:
            return message_id == self.message_id
        return self.user_id in (None, author_id) and self.upto is not None and message_id <= self.upto


@dataclass
class ChatLog:
    """The messages of `feed`. With `keeps_deleted` they stay, marked, for moderators."""

    feed: Feed
    keeps_deleted: bool = False
    _authors: OrderedDict[UUID, UUID] = field(default_factory=OrderedDict)
    _cuts: list[Removal] = field(default_factory=list)

    def say(self, messages: Iterable[Message]) -> None:
        """New ones come."""
        for message in messages:
            removal = next((cut for cut in self._cuts if cut.takes(message.id, message.author_id)), None)
            if removal is not None and not self.keeps_deleted:
                continue
            self._authors[message.id] = message.author_id
            if len(self._authors) > REMEMBERED:
                self._authors.popitem(last=False)
            entry = entry_of(message)
            if removal is not None:
                entry |= {"deleted": True, "deleted_by": removal.by}
            self.feed.put(entry)

    def remove(self, removal: Removal) -> None:
        """Some are taken away."""
        self._cuts = [removal, *self._cuts[: MOST_CUTS - 1]]
        gone = [key for key, author in self._authors.items() if removal.takes(key, author)]
        if self.keeps_deleted:
            self._mark({str(key) for key in gone}, removal.by)
        elif removal.is_of_all:
            self._authors.clear()
            self.feed.clear()
            self.feed.put(notice(CLEARED, removal.upto))
        else:
            self._drop({str(key) for key in gone})

    def _mark(self, gone: set[str], by: str) -> None:
        for entry in [entry for entry in self.feed if entry["id"] in gone and not entry["deleted"]]:
            self.feed.put({**entry, "deleted": True, "deleted_by": by})

    def _drop(self, gone: set[str]) -> None:
        """Take away, also where they are quoted."""
        for key in gone:
            self._authors.pop(UUID(key), None)
        self.feed.drop(*gone)
        for entry in [entry for entry in self.feed if entry["reply"] and entry["reply"]["id"] in gone]:
            self.feed.put({**entry, "reply": {**entry["reply"], "text": ""}})


def entry_of(message: Message) -> ChatEntry:
    """A message as the browser gets it."""
    reply = message.reply
    return ChatEntry(
        id=str(message.id),
        author_id=str(message.author_id),
        author=message.username,
        name=message.name,
        avatar=message.avatar_url,
        text=message.text,
        kind=message.kind.value,
        badges=[badge.value for badge in message.badges],
        colour=message.colour,
        parts=[ChatPart(kind=part.kind, text=part.text, href=part.href) for part in message.parts],
        mentions=list(message.mentions),
        reply=_reply(reply) if reply else None,
        time=f"{message.at:%H:%M}",
        at=message.at.isoformat(timespec="seconds"),
        deleted=message.deletion is not None,
        deleted_by=message.deletion.by if message.deletion else "",
    )


def notice(text: str, key: UUID | None) -> ChatEntry:
    """What the room itself says. It is an English sentence, to be translated where it is shown."""
    return ChatEntry(
        id=f"notice-{key}",
        author_id="",
        author="",
        name="",
        avatar="",
        text=text,
        kind=Kind.SYSTEM.value,
        badges=[],
        colour=0,
        parts=[],
        mentions=[],
        reply=None,
        time="",
        at="",
        deleted=False,
        deleted_by="",
    )


def _reply(reply: Any) -> ChatReply:
    return ChatReply(id=str(reply.id), username=reply.username, name=reply.name, text=reply.text)
