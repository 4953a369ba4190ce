"""The form for who may show a channel's player on their site."""

from typing import Any
from uuid import UUID

import reflex as rx

from aethex_live.errors import AppError
from aethex_live.services import embed
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of


class EmbedForm(rx.State):
    """Loaded with the settings of a channel."""

    loaded: bool = False
    who: str = ""
    sites: str = ""
    errors: dict[str, str] = {}
    saved: bool = False

    @rx.event
    async def load(self) -> None:
        """The choice of the channel in the address."""
        self.reset()
        try:
            rule = await embed.rule_for(current(), await actor_of(self), self._channel())
        except (AppError, ValueError):
            return
        self.who, self.sites, self.loaded = str(rule.who), "\n".join(rule.sites), True

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keep it; browsers follow within seconds."""
        self.saved, self.errors = False, {}
        try:
            rule = await embed.choose(
                current(),
                await actor_of(self),
                self._channel(),
                str(form.get("who", "")),
                str(form.get("sites", ""))[:8000].split(),
            )
        except ValueError:
            return
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.who, self.sites, self.saved = str(rule.who), "\n".join(rule.sites), True

    def _channel(self) -> UUID:
        return UUID(argument(self, "channel_id"))
