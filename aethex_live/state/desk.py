"""The staff's desk: people, channels and the log. Whatever it shows and does, the services ask who it is."""

from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from aethex_live.domain.channel import ManagedChannel
from aethex_live.domain.page import PageRequest
from aethex_live.domain.user import Role
from aethex_live.errors import AppError, NotFound
from aethex_live.services import audit, channel_admin, user_admin
from aethex_live.services.context import current
from aethex_live.services.user_admin import Account
from aethex_live.state import answer
from aethex_live.state.door import actor_of

PAGE = 25


class PersonRow(TypedDict):
    """An account in the list."""

    id: str
    username: str
    name: str
    email: str
    role: str
    verified: bool
    suspended: str
    since: str


class ChannelRow(TypedDict):
    """A channel in the list."""

    id: str
    slug: str
    name: str
    owner: str
    suspended: str
    featured: bool


class LogRow(TypedDict):
    """An act in the log."""

    id: str
    at: str
    who: str
    action: str
    subject: str
    reason: str


class DeskList(rx.State, mixin=True):
    """A list that is searched and paged."""

    loaded: bool = False
    closed: bool = False
    words: str = ""
    page: int = 1
    pages: int = 1
    total: int = 0

    @rx.event
    async def load(self) -> None:
        """The first page."""
        self.page, self.words = 1, ""
        await self._fill()

    @rx.event(supersedes=True)
    async def search(self, words: str) -> None:
        """Narrow the list while typing."""
        self.words, self.page = words[:100], 1
        await self._fill()

    @rx.event
    async def next_page(self) -> None:
        """On."""
        self.page = min(self.page + 1, self.pages)
        await self._fill()

    @rx.event
    async def previous_page(self) -> None:
        """Back."""
        self.page = max(1, self.page - 1)
        await self._fill()

    async def _fill(self) -> None:
        try:
            self.total = await self._read(PageRequest(self.page, PAGE))
            self.closed = False
        except AppError:
            self.closed = True
        self.pages = max(1, -(-self.total // PAGE))
        self.loaded = True

    async def _read(self, request: PageRequest) -> int:
        raise NotImplementedError


class People(DeskList, rx.State):
    """Accounts, and what can be done with one."""

    people: list[PersonRow] = []
    chosen: PersonRow = PersonRow(
        id="", username="", name="", email="", role="", verified=False, suspended="", since=""
    )
    errors: dict[str, str] = {}

    @rx.event
    def choose(self, person_id: str) -> None:
        """Open one."""
        self.errors = {}
        self.chosen = next((each for each in self.people if each["id"] == person_id), self.chosen)

    @rx.event
    async def suspend(self, form: dict[str, Any]):
        """Keep somebody out; they read the reason."""
        return await self._do(
            lambda actor, who: user_admin.suspend_user(
                current(), actor, who, reason=str(form.get("reason", "")), until=None
            )
        )

    @rx.event
    async def unsuspend(self, form: dict[str, Any]):
        """Let them in again."""
        return await self._do(
            lambda actor, who: user_admin.unsuspend_user(
                current(), actor, who, reason=str(form.get("reason", ""))
            )
        )

    @rx.event
    async def give_role(self, form: dict[str, Any]):
        """Make them staff, or no longer."""
        return await self._do(
            lambda actor, who: user_admin.change_role(current(), actor, who, str(form.get("role", "")))
        )

    @rx.event
    async def reset_two_factor(self, form: dict[str, Any]):
        """Turn off a second factor that is lost."""
        return await self._do(
            lambda actor, who: user_admin.reset_two_factor(
                current(), actor, who, reason=str(form.get("reason", ""))
            )
        )

    @rx.event
    async def toggle_badge(self):
        """Give or take the verified badge."""
        wanted = not self.chosen["verified"]
        return await self._do(lambda actor, who: user_admin.set_verified(current(), actor, who, wanted))

    async def _do(self, act):
        try:
            await act(await actor_of(self), _id(self.chosen["id"]))
        except AppError as error:
            self.errors = answer.field_errors(error)
            return None
        self.errors = {}
        await self._fill()
        self.choose(self.chosen["id"])
        return answer.done("Done, and written into the log.")

    async def _read(self, request: PageRequest) -> int:
        found = await user_admin.search_users(current(), await actor_of(self), self.words, request=request)
        self.people = [_person(each) for each in found.data]
        return found.total


class Channels(DeskList, rx.State):
    """Channels, and what can be done with one."""

    channels: list[ChannelRow] = []
    chosen: ChannelRow = ChannelRow(id="", slug="", name="", owner="", suspended="", featured=False)
    errors: dict[str, str] = {}

    @rx.event
    def choose(self, channel_id: str) -> None:
        """Open one."""
        self.errors = {}
        self.chosen = next((each for each in self.channels if each["id"] == channel_id), self.chosen)

    @rx.event
    async def suspend(self, form: dict[str, Any]):
        """Hide it and stop its stream; its owner reads the reason."""
        return await self._do(channel_admin.suspend, form)

    @rx.event
    async def unsuspend(self, form: dict[str, Any]):
        """Show it again."""
        return await self._do(channel_admin.unsuspend, form)

    @rx.event
    async def toggle_featured(self):
        """Show it on the home page, or no longer."""
        return await self._act(channel_admin.feature, featured=not self.chosen["featured"])

    async def _do(self, act, form: dict[str, Any]):
        return await self._act(act, reason=str(form.get("reason", "")))

    async def _act(self, act, **options: Any):
        try:
            await act(current(), await actor_of(self), _id(self.chosen["id"]), **options)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return None
        self.errors = {}
        await self._fill()
        self.choose(self.chosen["id"])
        return answer.done("Done, and written into the log.")

    async def _read(self, request: PageRequest) -> int:
        found = await channel_admin.search(current(), await actor_of(self), self.words, request=request)
        self.channels = [_channel(each) for each in found.data]
        return found.total


class AuditLog(DeskList, rx.State):
    """What staff have done."""

    entries: list[LogRow] = []

    async def _read(self, request: PageRequest) -> int:
        found = await audit.listing(current(), await actor_of(self), request)
        self.entries = [
            LogRow(
                id=str(each.id),
                at=f"{each.at:%Y-%m-%d %H:%M}",
                who=each.actor_name,
                action=each.action,
                subject=f"{each.subject.kind} {each.subject.name}",
                reason=each.reason,
            )
            for each in found.data
        ]
        return found.total


def roles() -> list[tuple[str, str]]:
    """The roles that can be given."""
    return [(role.value, role.value.replace("_", " ").capitalize()) for role in Role]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _person(account: Account) -> PersonRow:
    return PersonRow(
        id=str(account.id),
        username=account.username,
        name=account.display_name,
        email=account.email,
        role=account.role,
        verified=account.verified,
        suspended=account.suspension.reason if account.suspension else "",
        since=f"{account.created_at:%Y-%m-%d}",
    )


def _channel(managed: ManagedChannel) -> ChannelRow:
    return ChannelRow(
        id=str(managed.channel.id),
        slug=managed.channel.slug,
        name=managed.channel.name,
        owner=managed.channel.owner.username,
        suspended=managed.suspension.reason if managed.suspension else "",
        featured=managed.featured,
    )
