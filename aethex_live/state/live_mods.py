"""The moderators' room of a channel: its chat with what was deleted, what waits for them, and what they do."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.chat import TAIL
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import HeldMessage, ModAct
from aethex_live.domain.page import PageRequest
from aethex_live.errors import AppError, NotAllowed, told
from aethex_live.realtime import hub
from aethex_live.realtime.hub import Target
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import (
    channel_role,
    chat_access,
    chat_writing,
    moderation,
    moderation_desk,
    moderation_log,
    report,
)
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.chat_log import ChatLog, Removal
from aethex_live.state.room import NO_ENTRIES, RoomState, room_kind

ACTS_KEPT = 100
HELD_KEPT = 200


class HeldEntry(TypedDict):
    """A message that waits."""

    id: str
    author: str
    name: str
    text: str
    reasons: list[str]
    time: str


class ActEntry(TypedDict):
    """A line of the log. `details` are values that JSON knows."""

    id: str
    kind: str
    actor: str
    subject: str
    reason: str
    details: dict[str, Any]
    time: str
    at: str


class ModRoom(LiveRoom):
    """Named by the channel's slug. Events: ("say", Messages), ("remove", Removal), ("hold", HeldMessages),
    ("decided", ids), ("act", ModAct), ("reports", number).
    """

    async def open(self) -> None:
        self._chat = ChatLog(self.feed("messages", keep=TAIL), keeps_deleted=True)
        self._held = self.feed("held", keep=HELD_KEPT)
        self._acts = self.feed("acts", keep=ACTS_KEPT)
        desk = await moderation_desk.opened(current(), self.name, PageRequest(1, ACTS_KEPT))
        self._chat.say(desk.messages)
        for each in desk.held:
            self._held.put(held_entry(each))
        for act in reversed(desk.acts):
            self._acts.put(act_entry(act))
        self.show(reports=desk.reports)

    def apply(self, event: tuple) -> None:
        match event:
            case "say", messages:
                self._chat.say(messages)
            case "remove", removal:
                self._chat.remove(removal)
            case "hold", messages:
                for each in messages:
                    self._held.put(held_entry(each))
            case "decided", ids:
                self._held.drop(*ids)
            case "act", act:
                self._acts.put(act_entry(act))
            case "reports", number:
                self.show(reports=number)


class ModLive(RoomState, rx.State):
    """What all moderators of a channel see at once."""

    messages: dict[str, Any] = NO_ENTRIES
    held: dict[str, Any] = NO_ENTRIES
    acts: dict[str, Any] = NO_ENTRIES
    reports: int = 0

    @rx.event
    async def enter(self) -> None:
        """Open the room of the channel in the address."""
        await self._open(argument(self, "channel_slug"))

    @rx.event
    async def enter_channel(self, slug: str) -> None:
        """Open the room of a channel that the page has chosen."""
        await self._open(slug)

    async def _open(self, slug: str) -> None:
        try:
            await self._join(slug[:100].lower())
        except AppError:
            return


async def admit(visitor: Visitor, slug: str) -> None:
    """Those who may moderate the channel."""
    if not await chat_access.may_moderate(current(), visitor.person, slug):
        raise NotAllowed("Only moderators of this channel see this.")


MOD_KIND = room_kind("moderation", ModLive, ModRoom, admit)


async def follow(happening: Happening) -> None:
    """Show moderators what has happened in their chat, and let nobody stay who is none any more."""
    slug = happening.data.get("slug", "")
    match happening.name:
        case chat_writing.SAID:
            await _tell(slug, "say", happening.data["messages"])
        case chat_writing.HELD:
            await _tell(slug, "hold", happening.data["messages"])
        case moderation.REMOVED | moderation.CLEARED:
            await _tell(slug, "remove", Removal.of(happening))
        case moderation.HELD_DECIDED:
            await _tell(slug, "decided", happening.data["held_ids"])
        case moderation_log.ACTED:
            await _tell(slug, "act", happening.data["act"])
        case report.MADE | report.DECIDED if slug:
            await _tell(slug, "reports", await report.count_open(current(), slug))
        case channel_role.CHANGED:
            hub.current().recheck(Target(kind=MOD_KIND.name, name=slug))


async def _tell(slug: str, what: str, value: Any) -> None:
    await hub.current().tell(MOD_KIND, slug, (what, value))


def held_entry(message: HeldMessage) -> HeldEntry:
    """A message that waits, as the browser gets it."""
    return HeldEntry(
        id=str(message.id),
        author=message.username,
        name=message.name,
        text=message.text,
        reasons=[told(why) for why in message.reasons],
        time=f"{message.at:%H:%M}",
    )


def act_entry(act: ModAct) -> ActEntry:
    """A line of the log, as the browser gets it."""
    return ActEntry(
        id=str(act.id),
        kind=act.kind.value,
        actor=act.actor,
        subject=act.subject,
        reason=told(act.why),
        details=act.details,
        time=f"{act.at:%H:%M}",
        at=act.at.isoformat(timespec="seconds"),
    )
