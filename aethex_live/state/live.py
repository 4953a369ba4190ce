"""The live room of a channel: its stream, its chat, and how many are there."""

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from aethex_live.domain.chat import TAIL, Message
from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import Stream
from aethex_live.errors import AppError, NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import channel, chat, stream
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of
from aethex_live.state.room import NO_ENTRIES, RoomState, room_kind


class ChatEntry(TypedDict):
    """A message on the screen."""

    id: str
    author: str
    name: str
    text: str
    owner: bool
    staff: bool
    verified: bool
    time: str


class ChannelRoom(LiveRoom):
    """Named by the channel's slug. Events: ("stream", Stream or None), ("say", Message), ("drop", id), ("channel",)."""

    async def open(self) -> None:
        self._messages = self.feed("messages", keep=TAIL)
        self._edition = 0
        self._show_stream(await stream.on_air(current(), self.name))
        for message in await chat.tail(current(), self.name):
            self._messages.put(_entry(message))

    def apply(self, event: tuple) -> None:
        match event:
            case "stream", now:
                self._show_stream(now)
            case "say", message:
                self._messages.put(_entry(message))
            case "drop", message_id:
                self._messages.drop(message_id)
            case ("channel",):
                self._edition += 1
                self.show(edition=self._edition)

    def counted(self, viewers: int) -> None:
        self.show(viewers=viewers)

    def _show_stream(self, now: Stream | None) -> None:
        on = now is not None and now.is_on
        self.show(
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
        except NotFound:
            return


class ChatForm(rx.State):
    """What one person types."""

    problem: str = ""

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Write a message; when it is refused, it stays in the box and the reason stands below it."""
        slug = hub.current().room_of(KIND, self.router.session.session_id)
        if slug is None:
            return
        try:
            message = await chat.post(current(), await actor_of(self), slug, str(form.get("text", "")))
        except AppError as error:
            self.problem = error.message
            return
        self.problem = ""
        await hub.current().post(KIND, slug, ("say", message))
        yield rx.call_script("document.getElementById('chat-text').value = ''")

    @rx.event
    async def delete(self, message_id: str):
        """Take a message away."""
        try:
            await chat.delete(current(), await actor_of(self), UUID(message_id))
        except ValueError:
            return None
        except AppError as error:
            return answer.refused(error)


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
        case chat.DELETED:
            await hub.current().tell(KIND, slug, ("drop", happening.data["message_id"]))


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def _entry(message: Message) -> ChatEntry:
    return ChatEntry(
        id=str(message.id),
        author=message.username,
        name=message.name,
        text=message.text,
        owner=message.owner,
        staff=message.staff,
        verified=message.verified,
        time=f"{message.at:%H:%M}",
    )
