"""Somebody in a chat, opened by their name: what everybody may see, and for moderators what they need."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.moderation import UserCard, check_length
from aethex_live.errors import AppError, NotAllowed, NotFound, NotLoggedIn, told
from aethex_live.services import block, channel_role, moderation, profile, user_card
from aethex_live.services.context import Actor, current
from aethex_live.state import answer, live
from aethex_live.state.chat import ChatPlace, iso
from aethex_live.state.door import actor_of
from aethex_live.state.room import room_of
from aethex_live.state.sent import SHORT, id_of
from aethex_live.state.user_follow import CardFollow

CARD, BAN = "chat-card", "chat-ban"


class Said(TypedDict):
    """One of their messages."""

    id: str
    text: str
    at: str
    deleted: bool


class Acted(TypedDict):
    """Something that was done against them."""

    kind: str
    by: str
    reason: str
    at: str


class Noted(TypedDict):
    """What a moderator has written down."""

    id: str
    by: str
    text: str
    at: str


class ChatCard(rx.State):
    """The card that is open."""

    username: str = ""
    id: str = ""
    name: str = ""
    avatar: str = ""
    verified: bool = False
    since: str = ""
    message_id: str = ""
    own: bool = False
    hidden: bool = False
    whole: bool = False
    role: str = ""
    follows_since: str = ""
    count: int = 0
    banned: str = ""
    banned_until: str = ""
    banned_why: str = ""
    last: list[Said] = []
    acts: list[Acted] = []
    notes: list[Noted] = []
    errors: dict[str, str] = {}

    @rx.event
    async def open(self, username: str, message_id: str):
        """Somebody's card; `message_id` is the message that led to it."""
        return await self._open(username, message_id, CARD)

    @rx.event
    async def open_ban(self, username: str, message_id: str):
        """Straight to the question whether they should be banned."""
        return await self._open(username, message_id, BAN)

    @rx.event
    async def time_out_at_once(self, username: str):
        """Keep somebody from writing for the usual time, from the message itself."""
        self.reset()
        self.username = username[:SHORT]
        return await self.time_out("10m")

    @rx.event
    async def time_out(self, length: str):
        """Keep them from writing for a preset time."""
        return await self._against(
            moderation.timeout, lambda: (check_length(length[:SHORT]),), answer.done("Timed out.")
        )

    @rx.event
    async def time_out_own(self, form: dict[str, Any]):
        """Keep them from writing for a time of one's own, with a reason."""
        return await self._against(
            moderation.timeout,
            lambda: (check_length(str(form.get("length", ""))[:SHORT]), str(form.get("reason", ""))),
            answer.done("Timed out."),
        )

    @rx.event
    async def ban(self, form: dict[str, Any]):
        """Keep them from writing for good."""
        told = await self._against(
            moderation.ban, lambda: (str(form.get("reason", "")),), answer.done("Banned.")
        )
        if not self.errors:
            yield rx.call_script(f"document.getElementById({BAN!r})?.close()")
        if told is not None:
            yield told

    @rx.event
    async def unban(self):
        """Let them write again."""
        return await self._against(moderation.unban, tuple, answer.done("They may write again."))

    @rx.event
    async def delete_all(self):
        """Take away all that they have written here."""
        return await self._against(
            moderation.delete_all_of, tuple, answer.done("Their messages are deleted.")
        )

    @rx.event
    async def give_role(self, role: str):
        """Make them moderator, VIP, editor, or a viewer again."""
        if role == "viewer":
            return await self._against(channel_role.revoke, tuple, answer.done("They are a viewer again."))
        return await self._against(
            channel_role.grant, lambda: (role[:SHORT],), answer.done("Their role has changed.")
        )

    @rx.event
    async def add_note(self, form: dict[str, Any]):
        """Write something down for the other moderators."""
        return await self._against(
            user_card.add_note, lambda: (str(form.get("note", "")),), answer.done("Noted for all moderators.")
        )

    @rx.event
    async def delete_note(self, note_id: str):
        """Take a note away."""
        try:
            await user_card.delete_note(current(), await actor_of(self), id_of(note_id))
            await self._fill(self.username)
        except AppError as error:
            return answer.refused(error)
        return answer.done("The note is gone.")

    @rx.event
    async def toggle_block(self):
        """See nothing of them any more, or see them again."""
        act = block.unblock if self.hidden else block.block
        try:
            await act(current(), await actor_of(self), self.username)
        except AppError as error:
            yield answer.refused(error)
            return
        self.hidden = not self.hidden
        yield ChatPlace.load
        yield CardFollow.look(self.username)
        if self.hidden:
            yield answer.done("You do not see {name} any more.", name=self.name)
        else:
            yield answer.done("You see {name} again.", name=self.name)

    async def _open(self, username: str, message_id: str, dialog: str):
        self.reset()
        self.message_id = message_id[:SHORT]
        try:
            await self._fill(username[:SHORT])
        except AppError as error:
            return answer.refused(error)
        return [
            CardFollow.look(self.username),
            rx.call_script(f"(d => d && !d.open && d.showModal())(document.getElementById({dialog!r}))"),
        ]

    async def _against(
        self, act: Callable[..., Awaitable[Any]], given: Callable[[], Any], told: rx.event.EventSpec
    ):
        slug = room_of(self, live.KIND)
        if slug is None or not self.username:
            return None
        try:
            await act(current(), await actor_of(self), slug, self.username, *given())
            self.errors = {}
            await self._fill(self.username)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return None if error.field else answer.refused(error)
        return told

    async def _fill(self, username: str) -> None:
        slug, actor = room_of(self, live.KIND), await actor_of(self)
        if slug is None:
            raise NotFound
        try:
            self._show_whole(await user_card.card(current(), actor, slug, username))
        except (NotAllowed, NotLoggedIn):
            await self._show_public(actor, username)
        hidden = await block.listing(current(), actor) if actor.user_id else ()
        self.hidden = any(each.username == self.username for each in hidden)
        self.own = self.id == str(actor.user_id)

    async def _show_public(self, actor: Actor, username: str) -> None:
        found = await profile.by_username(current(), actor, username)
        self.id, self.username, self.name = str(found.id), found.username, found.display_name
        self.avatar, self.verified, self.since = found.avatar_url, found.verified, _day(found.joined_at)

    def _show_whole(self, card: UserCard) -> None:
        self.whole, self.id, self.username, self.name = True, str(card.user_id), card.username, card.name
        self.avatar, self.verified, self.role = card.avatar_url, card.verified, card.role.value
        self.since, self.follows_since, self.count = (
            _day(card.joined_at),
            _day(card.follows_since),
            card.messages,
        )
        ban = card.ban
        self.banned = "" if ban is None else "timeout" if ban.is_timeout else "ban"
        self.banned_until, self.banned_why = (iso(ban.until), ban.reason) if ban else ("", "")
        self.last = [
            Said(id=str(each.id), text=each.text, at=iso(each.at), deleted=each.deletion is not None)
            for each in card.last
        ]
        self.acts = [
            Acted(kind=each.kind.value, by=each.actor, reason=told(each.why), at=iso(each.at))
            for each in card.acts
        ]
        self.notes = [
            Noted(id=str(each.id), by=each.by, text=each.text, at=iso(each.at)) for each in card.notes
        ]


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else ""
