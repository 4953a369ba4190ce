"""The studio's desk of a channel's moderators: what waits, who is kept out, who has a role, what was done.

Works for one's own channels and for those of others where one keeps order. The channel is in the address; whatever
is kept here is shown only, each use case asks who it is.
"""

from collections.abc import Awaitable
from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.channel_role import Act, may
from aethex_live.domain.moderation import ActKind, Ban
from aethex_live.domain.page import PageRequest
from aethex_live.domain.report import ReportState
from aethex_live.errors import AppError, told
from aethex_live.services import (
    channel,
    channel_role,
    chat,
    held_message,
    moderation,
    moderation_log,
    report,
)
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.chat import iso
from aethex_live.state.door import actor_of
from aethex_live.state.live import Live
from aethex_live.state.live_mods import ModLive
from aethex_live.state.sent import SHORT, id_of

PAGE = 25


class Moderated(TypedDict):
    """A channel where the reader keeps order."""

    slug: str
    name: str
    role: str


class BanRow(TypedDict):
    """Somebody who may not write."""

    username: str
    name: str
    by: str
    reason: str
    until: str
    at: str


class HolderRow(TypedDict):
    """Somebody with a role."""

    username: str
    name: str
    role: str
    by: str
    at: str


class ReportRow(TypedDict):
    """Something reported."""

    id: str
    name: str
    snapshot: str
    why: str
    details: str
    state: str
    reporter: str
    slug: str
    at: str


class ActRow(TypedDict):
    """A line of the log."""

    id: str
    kind: str
    actor: str
    subject: str
    reason: str
    at: str


class ModeratedChannels(rx.State):
    """All channels where the reader keeps order, their own first."""

    loaded: bool = False
    channels: list[Moderated] = []

    @rx.event
    async def load(self) -> None:
        """Ask for them, and take new roles as seen."""
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        own = await channel.mine(current(), actor)
        roles = await channel_role.mine(current(), actor)
        self.channels = [
            Moderated(slug=each.channel.slug, name=each.channel.name, role="owner") for each in own
        ] + [
            Moderated(slug=each.slug, name=each.channel_name, role=each.role.value)
            for each in roles
            if may(each.role, Act.MODERATE)
        ]
        self.loaded = True
        await channel_role.mark_seen(current(), actor)

    @rx.event
    async def leave(self, slug: str):
        """Give a role back."""
        try:
            await channel_role.leave(current(), await actor_of(self), slug[:SHORT])
        except AppError as error:
            return answer.refused(error)
        await self.load()
        return answer.done("You have given the role back.")


class ModDesk(rx.State):
    """One channel's desk."""

    loaded: bool = False
    closed: bool = False
    slug: str = ""
    sets_rules: bool = False
    gives_vip: bool = False
    gives_roles: bool = False
    reports: list[ReportRow] = []
    bans: list[BanRow] = []
    bans_page: int = 1
    bans_pages: int = 1
    holders: list[HolderRow] = []
    knows_reports: bool = False
    knows_people: bool = False
    knows_log: bool = False
    acts: list[ActRow] = []
    acts_page: int = 1
    acts_pages: int = 1
    kind: str = ""
    about: str = ""
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        """The channel in the address, and the moderators' room of it."""
        self.reset()
        self.slug = argument(self, "channel_slug").lower()[:100]
        try:
            place = await chat.place(current(), await actor_of(self), self.slug)
        except AppError:
            place = None
        self.loaded, self.closed = True, place is None or Act.MODERATE not in place.acts
        if place is None or self.closed:
            return
        self.sets_rules, self.gives_vip = Act.SET_RULES in place.acts, Act.GIVE_VIP in place.acts
        self.gives_roles = Act.GIVE_ROLES in place.acts
        yield Live.enter_channel(self.slug)
        yield ModLive.enter_channel(self.slug)

    @rx.event
    async def approve(self, held_id: str):
        """Let a held message into the chat."""
        return await self._do(held_message.approve(current(), await actor_of(self), id_of(held_id)))

    @rx.event
    async def reject(self, held_id: str):
        """Keep a held message out."""
        return await self._do(held_message.reject(current(), await actor_of(self), id_of(held_id)))

    @rx.event
    async def clear(self):
        """Delete all messages."""
        return await self._do(
            moderation.clear(current(), await actor_of(self), self.slug), answer.done("The chat is empty.")
        )

    @rx.event
    async def load_reports(self) -> None:
        """What was reported on this channel and not decided yet."""
        try:
            found = await report.of_channel(
                current(), await actor_of(self), self.slug, PageRequest(1, PAGE), state=ReportState.OPEN
            )
        except AppError:
            return
        self.reports, self.knows_reports = [report_row(each) for each in found.data], True

    @rx.event
    async def decide(self, report_id: str, decision: str):
        """Follow a report, or not."""
        told = await self._do(
            report.decide(current(), await actor_of(self), id_of(report_id), decision[:SHORT]),
            answer.done("Decided."),
        )
        await self.load_reports()
        return told

    @rx.event
    async def load_people(self) -> None:
        """Who has a role, and who is kept out."""
        actor = await actor_of(self)
        try:
            holders = await channel_role.holders(current(), actor, self.slug)
        except AppError:
            return
        self.holders = [
            HolderRow(
                username=each.username,
                name=each.name,
                role=each.role.value,
                by=each.granted_by,
                at=iso(each.granted_at),
            )
            for each in holders
        ]
        await self._load_bans()
        self.knows_people = True

    @rx.event
    async def give_role(self, form: dict[str, Any]):
        """Make somebody editor, moderator or VIP."""
        actor, username = await actor_of(self), str(form.get("username", "")).strip().removeprefix("@")
        try:
            await channel_role.grant(
                current(), actor, self.slug, username[:SHORT], str(form.get("role", ""))[:SHORT]
            )
        except AppError as error:
            self.errors = {error.field or "username": error.told}
            return None
        self.errors = {}
        await self.load_people()
        return answer.done("Their role has changed.")

    @rx.event
    async def take_role(self, username: str):
        """Make somebody a viewer again."""
        told = await self._do(
            channel_role.revoke(current(), await actor_of(self), self.slug, username[:SHORT]),
            answer.done("They are a viewer again."),
        )
        await self.load_people()
        return told

    @rx.event
    async def unban(self, username: str):
        """Let somebody write again."""
        told = await self._do(
            moderation.unban(current(), await actor_of(self), self.slug, username[:SHORT]),
            answer.done("They may write again."),
        )
        await self.load_people()
        return told

    @rx.event
    async def turn_bans(self, way: str) -> None:
        """Another page of those who are kept out."""
        self.bans_page = min(max(1, self.bans_page + (1 if way == "on" else -1)), self.bans_pages)
        await self._load_bans()

    @rx.event
    async def load_log(self) -> None:
        """What was done, the latest first."""
        try:
            found = await moderation_log.log(
                current(),
                await actor_of(self),
                self.slug,
                PageRequest(self.acts_page, PAGE),
                kind=ActKind(self.kind) if self.kind in set(ActKind) else None,
                subject=self.about or None,
            )
        except AppError:
            self.acts = []
            return
        self.acts_pages = max(1, -(-found.total // PAGE))
        self.acts = [
            ActRow(
                id=str(each.id),
                kind=each.kind.value,
                actor=each.actor,
                subject=each.subject,
                reason=told(each.why),
                at=iso(each.at),
            )
            for each in found.data
        ]
        self.knows_log = True

    @rx.event
    async def filter_log(self, form: dict[str, Any]) -> None:
        """Only one kind of act, or only those about one person."""
        self.kind = str(form.get("kind", ""))[:SHORT]
        self.about = str(form.get("about", "")).strip().removeprefix("@")[:SHORT]
        self.acts_page = 1
        await self.load_log()

    @rx.event
    async def turn_log(self, way: str) -> None:
        """Another page of the log."""
        self.acts_page = min(max(1, self.acts_page + (1 if way == "on" else -1)), self.acts_pages)
        await self.load_log()

    async def _load_bans(self) -> None:
        request = PageRequest(self.bans_page, PAGE)
        found = await moderation.bans(current(), await actor_of(self), self.slug, request)
        self.bans, self.bans_pages = [_ban_row(each) for each in found.data], max(1, -(-found.total // PAGE))

    async def _do(self, act: Awaitable[Any], told: rx.event.EventSpec | None = None):
        try:
            await act
        except AppError as error:
            return answer.refused(error)
        return told


def report_row(each: Any) -> ReportRow:
    """A report as those see it who decide."""
    return ReportRow(
        id=str(each.id),
        name=each.subject_name,
        snapshot=each.snapshot,
        why=each.why.value,
        details=each.details,
        state=each.state.value,
        reporter=each.reporter,
        slug=each.slug,
        at=iso(each.at),
    )


def _ban_row(ban: Ban) -> BanRow:
    return BanRow(
        username=ban.username,
        name=ban.name,
        by=ban.by,
        reason=ban.reason,
        until=iso(ban.until),
        at=iso(ban.at),
    )
