"""Telling people in a browser whose page is closed: whether it does so here, and in which others."""

from typing import TypedDict

import reflex as rx

from aethex_live.errors import AppError
from aethex_live.services import push
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_of

LONG = 2_000


class BrowserRow(TypedDict):
    """A browser in which somebody is told."""

    id: str
    name: str
    since: str
    here: bool


class Pushing(rx.State):
    """For the person at this browser."""

    loaded: bool = False
    key: str = ""  # what the browser has to know of us; empty: this site cannot send
    on: bool = False
    answered: int = 0  # counts up with each answer, so that the button stops to wait
    browsers: list[BrowserRow] = []

    @rx.event
    async def load(self) -> None:
        """Where the person is told."""
        self.reset()
        self.key = current().pusher.public_key
        await self._fill()
        self.loaded = True

    @rx.event
    async def look(self, endpoint: str) -> None:
        """The browser can be told at this address: does it belong to the person?"""
        try:
            self.on = await push.is_on(current(), await actor_of(self), endpoint[:LONG])
        except AppError:
            self.on = False
        self.answered += 1

    @rx.event
    async def subscribe(self, endpoint: str, p256dh: str, auth: str):
        """Tell the person in this browser."""
        keys = {"p256dh": p256dh[:LONG], "auth": auth[:LONG]}
        try:
            await push.subscribe(
                current(),
                await actor_of(self),
                endpoint=endpoint[:LONG],
                user_agent=self.router.headers.user_agent,
                **keys,
            )
            self.on = True
        except AppError as error:
            return answer.refused(error)
        finally:
            self.answered += 1
            await self._fill()

    @rx.event
    async def unsubscribe(self, endpoint: str):
        """Tell them here no more."""
        self.answered += 1
        try:
            await push.unsubscribe(current(), await actor_of(self), endpoint[:LONG])
        except AppError as error:
            return answer.refused(error)
        self.on = False
        await self._fill()

    @rx.event
    async def try_out(self, endpoint: str):
        """Send something to see."""
        try:
            await push.try_out(current(), await actor_of(self), endpoint[:LONG])
        except AppError as error:
            await self.look(endpoint)
            return answer.refused(error)
        return answer.done("Sent. Your browser shows it in a moment, if your system lets it.")

    @rx.event
    async def remove(self, one: str):
        """Tell them no more in one of the browsers."""
        try:
            await push.remove(current(), await actor_of(self), id_of(one))
        except AppError as error:
            return answer.refused(error)
        self.on = self.on and not any(row["here"] and row["id"] == one for row in self.browsers)
        await self._fill()

    async def _fill(self) -> None:
        actor = await actor_of(self)
        found = await push.browsers(current(), actor) if actor.user_id is not None else []
        self.browsers = [
            BrowserRow(
                id=str(each.id),
                name=each.name,
                since=each.since.isoformat(timespec="seconds"),
                here=each.here,
            )
            for each in found
        ]
