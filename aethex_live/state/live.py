"""The live room of a channel: its stream, its chat, and how many are there."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.chat import TAIL, Message
from aethex_live.domain.chat_mode import OPEN
from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import Stream
from aethex_live.errors import NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import channel, channel_role, chat, chat_setting, chat_writing, moderation, stream
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.chat_log import ChatEntry, ChatLog, Removal, entry_of
from aethex_live.state.room import NO_ENTRIES, RoomState, room_kind
from aethex_live.state.typists import NOBODY_TYPES, Typing, Typists

__all__ = ["KIND", "ChannelRoom", "ChatEntry", "Live", "entry_of"]


class Moved(TypedDict):
    """Whose place in the chat has changed last (banned, let in again, given a role): their browser asks for it anew."""

    who: str
    n: int


class ChannelRoom(LiveRoom):
    """Named by the channel's slug. Events: ("stream", Stream or None), ("channel",), and those of its chat:

    ("say", Messages), ("remove", Removal), ("modes", Modes), ("pin", Message or None), ("typing", username, name),
    ("moved", user_id) when somebody's place in it has changed, and ("people",), which gives the ids of those who are
    here and logged in.
    """

    async def open(self) -> None:
        self._chat = ChatLog(self.feed("messages", keep=TAIL))
        self._typing = Typing(lambda shown: self.show(typing=shown))
        self._edition = self._removals = self._moves = 0
        self._show_stream(await stream.on_air(current(), self.name))
        self._chat.say(await chat.page(current(), self.name))
        self.show(modes=asdict(await chat_setting.modes(current(), self.name)))
        self._pin(await chat_setting.pinned(current(), self.name))

    async def close(self) -> None:
        self._typing.stop()

    def apply(self, event: tuple) -> Any:
        match event:
            case "stream", now:
                self._show_stream(now)
            case "say", messages:
                self._chat.say(messages)
                self._typing.wrote({message.username for message in messages})
            case "remove", removal:
                self._remove(removal)
            case "modes", modes:
                self.show(modes=asdict(modes))
            case "pin", message:
                self._pin(message)
            case "typing", username, name:
                self._typing.types(username, name)
            case "moved", user_id:
                self._moves += 1
                self.show(moved=Moved(who=user_id, n=self._moves))
            case ("people",):
                return self.people()
            case ("channel",):
                self._edition += 1
                self.show(edition=self._edition)
        return None

    def counted(self, viewers: int) -> None:
        self.show(viewers=viewers)

    def _remove(self, removal: Removal) -> None:
        self._chat.remove(removal)
        if self._pinned is not None and removal.takes(self._pinned.id, self._pinned.author_id):
            self._pin(None)
        self._removals += 1
        self.show(removals=self._removals)

    def _pin(self, message: Message | None) -> None:
        self._pinned = message
        self.show(pinned=entry_of(message) if message else None)

    def _show_stream(self, now: Stream | None) -> None:
        on = now is not None and now.is_on
        self.show(
            stream_id=str(now.id) if on else "",
            status=str(now.status) if now else "",
            title=now.title if now else "",
            category=now.category.name if now and now.category else "",
            category_slug=now.category.slug if now and now.category else "",
            tags=list(now.tags) if now else [],
            language=now.language if now else "",
            mature=now.mature if now else False,
            now_playing=now.now_playing if on else "",
            thumbnail=now.thumbnail if on else "",
            playback=now.playback if on else "",
            started=_iso(now.started_at) if on else "",
            last_seen=_iso(now.ended_at) if now and now.ended_at else "",
        )


class Live(RoomState, rx.State):
    """What everybody sees at once."""

    stream_id: str = ""
    status: str = ""
    title: str = ""
    category: str = ""
    category_slug: str = ""
    tags: list[str] = []
    language: str = ""
    mature: bool = False
    now_playing: str = ""
    thumbnail: str = ""
    playback: str = ""
    started: str = ""
    last_seen: str = ""
    viewers: int = 0
    edition: int = 0  # counts up when the creator changes the channel: pages that show it load it again
    messages: dict[str, Any] = NO_ENTRIES
    modes: dict[str, Any] = asdict(OPEN)
    pinned: ChatEntry | None = None
    typing: Typists = NOBODY_TYPES
    moved: Moved = Moved(who="", n=0)
    removals: int = 0  # counts up when messages are taken away: who shows older ones loads them again

    @rx.event
    async def enter(self) -> None:
        """Open the room of the channel in the address."""
        await self._open(argument(self, "channel_slug"))

    @rx.event
    async def enter_channel(self, slug: str) -> None:
        """Open the room of a channel that a page of its creator or moderators has chosen."""
        await self._open(slug, backstage=True)

    async def _open(self, slug: str, *, backstage: bool = False) -> None:
        try:
            await self._join(slug[:100].lower(), backstage=backstage)
        except NotFound:
            return


async def admit(_: Visitor, slug: str) -> None:
    """Everybody who may see the channel."""
    await channel.by_slug(current(), slug)


KIND = room_kind("channel", Live, ChannelRoom, admit)


async def follow(happening: Happening) -> None:
    """Show in the room what has happened to its stream or chat."""
    slug = happening.data.get("slug", "")
    match happening.name:
        case stream.STARTED | stream.CHANGED | stream.ENDED:
            try:
                now = await stream.on_air(current(), slug)
            except NotFound:
                now = None
            await hub.current().tell(KIND, slug, ("stream", now))
        case channel.CHANGED:
            await hub.current().tell(KIND, slug, ("channel",))
        case chat_writing.SAID:
            await hub.current().tell(KIND, slug, ("say", happening.data["messages"]))
        case moderation.REMOVED | moderation.CLEARED:
            await hub.current().tell(KIND, slug, ("remove", Removal.of(happening)))
        case moderation.BANNED | moderation.UNBANNED | channel_role.CHANGED:
            await hub.current().tell(KIND, slug, ("moved", happening.data["user_id"]))
        case chat_setting.MODES_CHANGED:
            await hub.current().tell(KIND, slug, ("modes", happening.data["modes"]))
        case chat_setting.PINNED:
            await hub.current().tell(KIND, slug, ("pin", happening.data["message"]))


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
