"""What one person does in a chat: who they are there, what they write, how far back they read, whom they look for.

The chat is the one of the room where the client is; a page that shows it has entered `Live` before.
"""

import time
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from aethex_live.domain.channel_role import Act, ChannelRole
from aethex_live.domain.chat import TAIL, RoomPerson
from aethex_live.domain.chat_command import Command
from aethex_live.domain.moderation import Ban
from aethex_live.errors import AppError, NotFound, TooMany
from aethex_live.realtime import hub
from aethex_live.services import block, chat, chat_people, chat_setting, follow, me, moderation
from aethex_live.services.context import current
from aethex_live.state import answer, live
from aethex_live.state.door import actor_of
from aethex_live.state.live_mods import MOD_KIND, ModLive
from aethex_live.state.room import room_of
from aethex_live.state.sent import SHORT, id_of, id_or_none

TYPING_EVERY = 3.0
HELP = "chat-help"


class Offer(TypedDict):
    """A command as completion offers it."""

    name: str
    usage: str
    help: str


class Person(TypedDict):
    """Somebody in the room."""

    username: str
    name: str
    avatar: str
    role: str
    staff: bool


class ChatPlace(rx.State):
    """Who the reader is in this chat. Shown, never trusted: each use case asks again."""

    known: bool = False
    slug: str = ""
    me: str = ""
    role: str = ChannelRole.VIEWER.value
    moderates: bool = False
    gives_vip: bool = False
    gives_roles: bool = False
    pins: bool = False
    exempt: bool = False
    follows: bool = False
    barred: str = ""  # "", "timeout" or "ban"
    barred_until: str = ""
    barred_why: str = ""
    commands: list[Offer] = []
    hidden: list[str] = []

    @rx.event
    async def load(self):
        """Ask what the reader may do here; the browser asks again whenever it may have changed."""
        slug = room_of(self, live.KIND)
        if slug is None:
            return None
        actor = await actor_of(self)
        try:
            place = await chat.place(current(), actor, slug)
        except NotFound:
            return None
        self.known, self.slug, self.me = True, slug, str(actor.user_id or "")
        self.role = place.role.value
        self.moderates, self.exempt = Act.MODERATE in place.acts, Act.PASS_MODES in place.acts
        self.gives_vip, self.gives_roles = Act.GIVE_VIP in place.acts, Act.GIVE_ROLES in place.acts
        self.pins, self.follows = Act.ANNOUNCE in place.acts, place.follows_since is not None
        self.barred, self.barred_until, self.barred_why = _barrier(place.ban)
        self.commands = [offer_of(command) for command in place.commands] if actor.user_id else []
        blocked = await block.listing(current(), actor) if actor.user_id else ()
        self.hidden = [each.username for each in blocked]
        return ModLive.enter_channel(slug) if self.moderates else None

    @rx.event
    async def follow(self):
        """Follow the channel, so that a chat for followers is open."""
        slug = room_of(self, live.KIND)
        if slug is None:
            return
        try:
            await follow.follow(current(), await actor_of(self), slug)
        except AppError as error:
            yield answer.refused(error)
            return
        self.follows = True


class ChatForm(rx.State):
    """What one person types. `answered` counts the answers, so that the browser knows which one came."""

    problem: str = ""
    answered: int = 0
    wait: float = 0
    help: list[Offer] = []
    _typed_at: float = 0

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Say something or run a command. What is refused stays in the box, and the reason stands below it."""
        slug = room_of(self, live.KIND)
        if slug is None:
            return
        reply = form.get("reply")
        try:
            outcome = await chat.say(
                current(),
                await actor_of(self),
                slug,
                str(form.get("text", "")),
                reply_to=id_or_none(reply) if isinstance(reply, str) else None,
            )
        except AppError as error:
            self.problem = error.told
            self.wait = error.retry_after if isinstance(error, TooMany) else 0
            self.answered += 1
            if error.code.startswith("chat_"):
                yield ChatPlace.load
            return
        self.problem, self.wait = "", 0
        self.answered += 1
        if outcome.commands:
            self.help = [offer_of(command) for command in outcome.commands]
            yield rx.call_script(f"document.getElementById({HELP!r})?.showModal()")
        elif outcome.notice:
            yield answer.done(outcome.notice, **outcome.values)
            yield ChatPlace.load

    @rx.event
    async def typing(self) -> None:
        """Let the others see that somebody writes."""
        slug, now = room_of(self, live.KIND), time.monotonic()
        if slug is None or now - self._typed_at < TYPING_EVERY:
            return
        self._typed_at = now
        actor = await actor_of(self)
        found = await me.me(current(), actor)
        if found is not None and (await chat.place(current(), actor, slug)).ban is None:
            await hub.current().tell(live.KIND, slug, ("typing", found.username, found.display_name))

    @rx.event
    async def delete(self, message_id: str):
        """Take a message away."""
        try:
            await chat.delete(current(), await actor_of(self), id_of(message_id))
        except AppError as error:
            return answer.refused(error)

    @rx.event
    async def pin(self, message_id: str):
        """Keep a message in sight of everybody."""
        try:
            await chat_setting.pin(current(), await actor_of(self), id_of(message_id))
        except AppError as error:
            return answer.refused(error)

    @rx.event
    async def unpin(self):
        """Take down what is pinned."""
        slug = room_of(self, live.KIND)
        if slug is None:
            return None
        try:
            await chat_setting.unpin(current(), await actor_of(self), slug)
        except AppError as error:
            return answer.refused(error)


class ChatHistory(rx.State):
    """The page of older messages that was asked for last; the browser puts the pages together."""

    before: str = ""
    entries: list[live.ChatEntry] = []
    more: bool = False

    @rx.event
    async def older(self, message_id: str) -> None:
        """The messages before one."""
        slug = room_of(self, live.KIND)
        if slug is None:
            return
        before = id_of(message_id)
        if room_of(self, MOD_KIND) == slug:  # the log shows what was deleted, and so do its older pages
            found = await moderation.tail(current(), await actor_of(self), slug, before)
        else:
            found = await chat.page(current(), slug, before)
        self.entries = [live.entry_of(message) for message in found]
        self.more, self.before = len(found) == TAIL, message_id[:SHORT]


class ChatPeople(rx.State):
    """Who is here, for the list of people and for completing names."""

    people: list[Person] = []
    known: int = 0
    offered: list[Person] = []

    @rx.event
    async def load(self) -> None:
        """The first ones, by role and name."""
        slug, ids = await self._here()
        if slug is not None:
            found = await chat_people.listing(current(), slug, ids)
            self.people, self.known = [_person(each) for each in found.people], found.known

    @rx.event(supersedes=True)
    async def search(self, words: str) -> None:
        """Those whose names begin so."""
        words = words.strip()[:SHORT]
        if not words:
            await self.load()
            return
        slug, ids = await self._here()
        if slug is not None:
            found = await chat_people.completions(current(), slug, ids, words, limit=50)
            self.people = [_person(each) for each in found]

    @rx.event(supersedes=True)
    async def offer(self, start: str) -> None:
        """Names to complete what is being written after an @."""
        slug, ids = await self._here()
        if slug is not None:
            found = await chat_people.completions(current(), slug, ids, start[:SHORT])
            self.offered = [_person(each) for each in found]

    async def _here(self) -> tuple[str | None, list[UUID]]:
        slug = room_of(self, live.KIND)
        return slug, [] if slug is None else await hub.current().post(live.KIND, slug, ("people",))


def offer_of(command: Command) -> Offer:
    """A command as completion and help show it."""
    usage = f"/{command.name} {command.pattern}".rstrip()
    return Offer(name=command.name.value, usage=usage, help=command.description)


def iso(at: datetime | None) -> str:
    """A time for the browser, which knows where its reader is."""
    return at.isoformat(timespec="seconds") if at else ""


def _person(person: RoomPerson) -> Person:
    return Person(
        username=person.username,
        name=person.name,
        avatar=person.avatar_url,
        role=person.role.value,
        staff=person.staff,
    )


def _barrier(ban: Ban | None) -> tuple[str, str, str]:
    if ban is None:
        return "", "", ""
    return "timeout" if ban.is_timeout else "ban", iso(ban.until), ban.reason
