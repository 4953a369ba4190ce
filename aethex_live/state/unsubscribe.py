"""The page that a link in a mail leads to: it ends mail by a press, and by nothing less."""

import reflex as rx

from aethex_live.domain.unsubscribe import Wish
from aethex_live.errors import AppError
from aethex_live.services import notification_mail
from aethex_live.services.context import current
from aethex_live.state.address import query


class Unsubscribe(rx.State):
    """For whoever has the link."""

    loaded: bool = False
    what: str = ""  # the kind in words; empty: all mail
    done: bool = False
    problem: str = ""

    @rx.event
    async def load(self) -> None:
        """What the link would end."""
        self.reset()
        await self._do(notification_mail.look_at)
        self.loaded = True

    @rx.event
    async def press(self) -> None:
        """End it."""
        self.done = await self._do(notification_mail.unsubscribe)

    async def _do(self, act) -> bool:
        try:
            wish: Wish = await act(current(), query(self, "token")[:200])
        except AppError as error:
            self.problem = error.told
            return False
        self.what = wish.kind.choice if wish.kind else ""
        return True
