"""The bell, which counts by itself, and the page with all that a person was told."""

from collections.abc import Awaitable, Callable
from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.domain.notification import Kind, Notification
from aethex_live.domain.page import PageRequest
from aethex_live.errors import AppError, NotAllowed, NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import notification
from aethex_live.services.context import Actor, current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.room import RoomState, room_kind

PAGE = 30


class BellRoom(LiveRoom):
    """Named by a person's id. Events: ("more", n), ("is", n)."""

    async def open(self) -> None:
        self._unread = await notification.unread(current(), Actor(user_id=UUID(self.name)))
        self.show(unread=self._unread)

    def apply(self, event: tuple[str, int]) -> None:
        match event:
            case "more", number:
                self._unread += number
            case "is", number:
                self._unread = number
        self.show(unread=self._unread)


class Bell(RoomState, rx.State):
    """How much a person has not read, on all their pages at once."""

    unread: int = 0

    @rx.event
    async def enter(self) -> None:
        """Hear of what is new, when somebody is logged in."""
        actor = await actor_of(self)
        if actor.user_id is not None:
            await self._join(str(actor.user_id))


async def admit(visitor: Visitor, name: str) -> None:
    """Nobody but the person."""
    if visitor.person is None or str(visitor.person) != name:
        raise NotAllowed


KIND = room_kind("bell", Bell, BellRoom, admit)


async def ring(happening: Happening) -> None:
    """Let the bells of those who are here count."""
    match happening.name:
        case notification.TOLD:
            for user_id in happening.data["user_ids"]:
                await hub.current().tell(KIND, user_id, ("more", 1))
        case notification.SEEN:
            await hub.current().tell(KIND, happening.data["user_id"], ("is", happening.data["unread"]))


class NotificationRow(TypedDict):
    """One of them in the list."""

    id: str
    kind: str
    at: str
    read: bool
    text: str
    channel: str
    actor: str
    picture: str
    href: str


class Notifications(rx.State):
    """The page with all of them."""

    loaded: bool = False
    rows: list[NotificationRow] = []
    total: int = 0

    @rx.event
    async def load(self) -> None:
        """The newest."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is not None:
            await self._fill(actor, PAGE)
        self.loaded = True

    @rx.event
    async def more(self) -> None:
        """Older ones too."""
        actor = await actor_of(self)
        if actor.user_id is not None:
            await self._fill(actor, len(self.rows) + PAGE)

    @rx.event
    async def open(self, one: str):
        """Read one and go where it leads."""
        row = next((each for each in self.rows if each["id"] == one), None)
        if row is None:
            return None
        return await self._do(notification.mark_read, one) or rx.redirect(row["href"])

    @rx.event
    async def read_all(self):
        """I have seen them."""
        return await self._do(notification.mark_read)

    @rx.event
    async def remove(self, one: str):
        """Delete one."""
        return await self._do(notification.remove, one)

    async def _do(self, act: Callable[..., Awaitable[Any]], *ids: str):
        actor = await actor_of(self)
        try:
            await act(current(), actor, *map(_id, ids))
            await self._fill(actor, max(PAGE, len(self.rows)))
        except AppError as error:
            return answer.refused(error)
        return None

    async def _fill(self, actor: Actor, number: int) -> None:
        found = await notification.mine(current(), actor, PageRequest(1, min(number, 500)))
        self.rows, self.total = [_row(each) for each in found.data], found.total


class NotificationSettings(rx.State):
    """What a person wants to be told of."""

    loaded: bool = False
    wanted: dict[str, bool] = {}
    saved: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def load(self) -> None:
        """What is chosen now."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        muted = await notification.muted(current(), actor)
        self.wanted = {kind.value: kind not in muted for kind in Kind}
        self.loaded = True

    @rx.event
    async def save(self, form: dict[str, Any]) -> None:
        """Keep it."""
        muted = [kind.value for kind in Kind if not form.get(kind.value)]
        try:
            await notification.mute(current(), await actor_of(self), muted)
        except AppError as error:
            self.errors, self.saved = answer.field_errors(error), False
            return
        self.wanted = {kind.value: kind.value not in muted for kind in Kind}
        self.errors, self.saved = {}, True


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such notification any more.") from None


def _row(each: Notification) -> NotificationRow:
    hrefs = {
        Kind.LIVE: f"/streams/{each.channel_slug}",
        Kind.FOLLOWER: f"/users/{each.actor_username}",
        Kind.MILESTONE: f"/channels/{each.channel_slug}",
        Kind.ROLE: f"/streams/{each.channel_slug}",
    }
    return NotificationRow(
        id=str(each.id),
        kind=each.kind.value,
        at=each.at.isoformat(timespec="seconds"),
        read=each.read,
        text=each.text,
        channel=each.channel,
        actor=each.actor,
        picture=each.actor_avatar or each.channel_avatar,
        href=hrefs[each.kind],
    )
