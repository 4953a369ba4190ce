"""People of whom one wants to see nothing, and what became of one's reports."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.page import PageRequest
from aethex_live.errors import AppError
from aethex_live.services import block, report
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.sent import SHORT

REPORTS = 50


class BlockedPerson(TypedDict):
    """Somebody blocked."""

    username: str
    name: str
    avatar: str
    since: str


class OwnReport(TypedDict):
    """A report of theirs, and what became of it."""

    id: str
    name: str
    snapshot: str
    state: str
    answer: str
    at: str


class Blocks(rx.State):
    """The page of the settings."""

    loaded: bool = False
    people: list[BlockedPerson] = []
    reports: list[OwnReport] = []
    errors: dict[str, str] = {}

    @rx.event
    async def load(self) -> None:
        """Everybody blocked, and the newest reports."""
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        self.people = [
            BlockedPerson(
                username=each.username, name=each.name, avatar=each.avatar_url, since=f"{each.at:%Y-%m-%d}"
            )
            for each in await block.listing(current(), actor)
        ]
        found = await report.mine(current(), actor, PageRequest(1, REPORTS))
        self.reports = [
            OwnReport(
                id=str(each.id),
                name=each.subject_name,
                snapshot=each.snapshot,
                state=each.state.value,
                answer=each.answer,
                at=f"{each.at:%Y-%m-%d}",
            )
            for each in found.data
        ]
        self.loaded = True

    @rx.event
    async def block(self, form: dict[str, Any]):
        """Block somebody by name."""
        return await self._do(block.block, str(form.get("username", "")).strip().removeprefix("@"))

    @rx.event
    async def unblock(self, username: str):
        """See somebody again."""
        return await self._do(block.unblock, username)

    async def _do(self, act, username: str):
        try:
            await act(current(), await actor_of(self), username[:SHORT])
        except AppError as error:
            self.errors = {"username": error.told}
            return None
        self.errors = {}
        await self.load()
        return answer.done("Saved.")
