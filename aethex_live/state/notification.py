"""The bell, which counts by itself, and the page with all that a person was told."""

from collections.abc import Awaitable, Callable
from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.domain.notification import About, Bundle, Kind, Road, bundled
from aethex_live.domain.page import PageRequest
from aethex_live.errors import AppError, NotAllowed, told
from aethex_live.realtime import hub
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import notification, notification_mail, user_settings
from aethex_live.services.context import Actor, current
from aethex_live.state import answer
from aethex_live.state.address import query
from aethex_live.state.door import actor_of
from aethex_live.state.room import RoomState, room_kind
from aethex_live.state.sent import SHORT, id_of

PAGE = 30
MOST = 500
ALL, UNREAD = "all", "unread"
SHOWN = (ALL, UNREAD, *(about.value for about in About))


class BellRoom(LiveRoom):
    """Named by a person's id. Events: ("more", n), ("is", n)."""

    async def open(self) -> None:
        self._unread = await notification.unread(current(), Actor(user_id=UUID(self.name)))
        self._rung = 0
        self.show(unread=self._unread)

    def apply(self, event: tuple[str, int]) -> None:
        match event:
            case "more", number:
                self._unread += number
                self._rung += 1
            case "is", number:
                self._unread = number
        self.show(unread=self._unread, rung=self._rung)


class Bell(RoomState, rx.State):
    """How much a person has not read, on all their pages at once."""

    unread: int = 0
    rung: int = 0  # counts up when something comes in: the page of notifications loads it

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
    """What is told in one sentence. `kind` chooses its icon."""

    id: str
    kind: str
    at: str
    read: bool
    words: str
    name: str
    picture: str
    href: str


class Notifications(rx.State):
    """The page with all of them."""

    loaded: bool = False
    shown: str = ALL
    rows: list[NotificationRow] = []
    more_to_come: bool = False
    _ids: dict[str, list[UUID]] = {}  # of each row; several are told in one sentence
    _wanted: int = PAGE

    @rx.event
    async def load(self) -> None:
        """The newest, of what the address asks for."""
        self.reset()
        self.shown = _shown(query(self, "show"))
        await self._fill(await actor_of(self))
        self.loaded = True

    @rx.event
    async def refresh(self) -> None:
        """Something has come in."""
        if self.loaded:
            await self._fill(await actor_of(self))

    @rx.event
    async def narrow(self, shown: str):
        """Only those that are not read, or that are about something."""
        self.shown, self._wanted = _shown(shown), PAGE
        await self._fill(await actor_of(self))
        address = "/notifications" if self.shown == ALL else f"/notifications?show={self.shown}"
        return rx.call_script(f"history.replaceState(history.state, '', {address!r})")

    @rx.event
    async def more(self) -> None:
        """Older ones too."""
        self._wanted = min(self._wanted + PAGE, MOST)
        await self._fill(await actor_of(self))

    @rx.event
    async def open(self, one: str):
        """Read one and go where it leads."""
        row = next((each for each in self.rows if each["id"] == one), None)
        if row is None:
            return None
        return await self._do(notification.mark_read, self._ids_of(one)) or rx.redirect(row["href"])

    @rx.event
    async def read(self, one: str):
        """I have seen it."""
        return await self._do(notification.mark_read, self._ids_of(one))

    @rx.event
    async def read_all(self):
        """I have seen them all."""
        return await self._do(notification.mark_read)

    @rx.event
    async def remove(self, one: str):
        """Delete one."""
        return await self._do(notification.remove, self._ids_of(one))

    @rx.event
    async def remove_all(self):
        """Delete all, also those that are not shown."""
        return await self._do(notification.remove_all)

    def _ids_of(self, one: str) -> list[UUID]:
        return self._ids.get(one[:SHORT]) or [id_of(one)]

    async def _do(self, act: Callable[..., Awaitable[Any]], *arguments: Any):
        actor = await actor_of(self)
        try:
            await act(current(), actor, *arguments)
        except AppError as error:
            return answer.refused(error)
        await self._fill(actor)
        return None

    async def _fill(self, actor: Actor) -> None:
        if actor.user_id is None:
            self.rows, self._ids, self.more_to_come = [], {}, False
            return
        kinds = [kind for kind in Kind if kind.about == self.shown]
        request = PageRequest(1, self._wanted)
        unread = self.shown == UNREAD
        found = await notification.mine(current(), actor, request, kinds=kinds, unread_only=unread)
        bundles = bundled(found.data)
        self.rows = [_row(each) for each in bundles]
        self._ids = {str(each.newest.id): list(each.ids) for each in bundles}
        self.more_to_come = found.total > len(found.data) and self._wanted < MOST


class NotificationSettings(rx.State):
    """Of what a person wants to be told, and by which roads."""

    loaded: bool = False
    wanted: dict[str, bool] = {}  # by `kind.road`
    mailing: str = ""
    sends_mail: bool = True
    saved: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def load(self) -> None:
        """What is chosen now."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        self._show(await notification.choices(current(), actor))
        self.sends_mail = notification_mail.sends_mail(current())
        self.mailing = (await user_settings.get_settings(current(), actor)).email_notifications
        self.loaded = True

    @rx.event
    async def save(self, form: dict[str, Any]) -> None:
        """Keep it."""
        chosen = {
            kind.value: {road.value: bool(form.get(f"{kind}.{road}")) for road in Road} for kind in Kind
        }
        mailing = form.get("mailing")
        actor = await actor_of(self)
        try:
            await user_settings.change_settings(current(), actor, email_notifications=mailing)
            self._show(await notification.choose(current(), actor, chosen))
        except AppError as error:
            self.errors, self.saved = answer.field_errors(error), False
            return
        self.mailing = str(mailing)
        self.errors, self.saved = {}, True

    def _show(self, choices: notification.Choices) -> None:
        self.wanted = {
            f"{kind}.{road}": wanted for kind, roads in choices.items() for road, wanted in roads.items()
        }


def _shown(text: str) -> str:
    return text if text in SHOWN else ALL


def _row(bundle: Bundle) -> NotificationRow:
    newest = bundle.newest
    return NotificationRow(
        id=str(newest.id),
        kind=newest.kind.value,
        at=newest.at.isoformat(timespec="seconds"),
        read=newest.read,
        words=told(bundle.words),
        name=newest.actor or newest.channel,
        picture=newest.actor_avatar if newest.actor else newest.channel_avatar,
        href=newest.path,
    )
