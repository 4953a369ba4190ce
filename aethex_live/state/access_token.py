"""One's access tokens: the list, and a new one shown once."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.access_token import Scope
from aethex_live.errors import AppError
from aethex_live.services import access_token
from aethex_live.services.access_token import TokenView
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_of

DIALOG = "new-token"
LIFETIMES = (7, 30, 90, 366)  # days


class TokenRow(TypedDict):
    """A token in the list."""

    id: str
    name: str
    shown: str
    scopes: str
    ends: str
    used: str


class AccessTokens(rx.State):
    """What the page about tokens shows."""

    loaded: bool = False
    tokens: list[TokenRow] = []
    secret: str = ""  # of a token just made, until the page is left
    errors: dict[str, str] = {}
    _wish: dict[str, Any] = {}  # the token that was to be made when a fresh proof was missing

    @rx.event
    async def load(self) -> None:
        """The list, anew; a secret that was shown is gone."""
        self.secret, self.errors = "", {}
        actor = await actor_of(self)
        if actor.user_id is not None:
            await self._list()

    @rx.event
    async def create(self, form: dict[str, Any]):
        """Make a token and show it."""
        days = str(form.get("days", ""))
        self._wish = {
            "name": str(form.get("name", "")),
            "scopes": [scope for scope in Scope if form.get(scope)],
            "days": int(days) if days.isdecimal() and len(days) < 5 else 0,
        }
        return await self._create()

    @rx.event
    async def again(self):
        """What was wanted before the proof was asked for."""
        if self._wish:
            return await self._create()

    @rx.event
    async def revoke(self, token_id: str):
        """Make a token useless."""
        await access_token.revoke(current(), await actor_of(self), id_of(token_id))
        await self._list()
        return answer.done("The token no longer works.")

    @rx.event
    def conceal(self) -> None:
        """Take the secret out of the browser."""
        self.secret = ""

    async def _create(self):
        wish, self._wish = self._wish, {}
        try:
            made = await access_token.create(current(), await actor_of(self), **wish)
        except AppError as error:
            if error.field:
                self.errors = answer.field_errors(error)
                return None
            if error.code == "confirmation_needed":
                self._wish = wish
            return answer.or_confirm(error)
        self.errors, self.secret = {}, made.secret
        await self._list()
        return rx.call_script(f"document.getElementById({DIALOG!r})?.close()")

    async def _list(self) -> None:
        found = await access_token.listing(current(), await actor_of(self))
        self.tokens = [_row(each) for each in found.data]
        self.loaded = True


def _row(token: TokenView) -> TokenRow:
    return TokenRow(
        id=str(token.id),
        name=token.name,
        shown=token.shown,
        scopes=", ".join(token.scopes),
        ends=token.expires_at.isoformat(),
        used=token.used_at.isoformat() if token.used_at else "",
    )
