"""Telling a Discord channel when a stream is on, with the settings of a channel."""

from typing import Any
from uuid import UUID

import reflex as rx

from aethex_live.domain.discord import TEMPLATE, Outcome, Webhook
from aethex_live.errors import AppError
from aethex_live.services import discord
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of

LONG = 1000


class DiscordForm(rx.State):
    """Of the channel in the address. The webhook's address is never here."""

    loaded: bool = False
    hint: str = ""  # empty: none is set
    template: str = TEMPLATE
    enabled: bool = True
    outcome: str = ""
    told_at: str = ""
    errors: dict[str, str] = {}
    saved: bool = False

    @rx.event
    async def load(self) -> None:
        """What is set."""
        self.reset()
        try:
            self._show(await discord.of_channel(current(), await actor_of(self), self._channel()))
        except (AppError, ValueError):
            return
        self.loaded = True

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Tell it there."""
        self.saved, self.errors = False, {}
        given = {name: str(form.get(name, ""))[:LONG] for name in ("url", "template")}
        try:
            self._show(
                await discord.choose(
                    current(),
                    await actor_of(self),
                    self._channel(),
                    enabled=not self.hint or form.get("enabled") == "on",
                    **given,
                )
            )
        except ValueError:
            return
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.saved = True

    @rx.event
    async def try_out(self):
        """Send something to see."""
        self.saved = False
        try:
            self._show(await discord.try_out(current(), await actor_of(self), self._channel()))
        except ValueError:
            return None
        except AppError as error:
            return answer.refused(error)
        return answer.done("It has arrived in Discord.") if self.outcome == Outcome.TAKEN else None

    @rx.event
    async def remove(self):
        """Tell it there no more."""
        try:
            await discord.remove(current(), await actor_of(self), self._channel())
        except ValueError:
            return None
        except AppError as error:
            return answer.refused(error)
        self._show(None)
        return answer.done("Discord is told no more, and the address is forgotten.")

    def _show(self, webhook: Webhook | None) -> None:
        self.hint = webhook.hint if webhook else ""
        self.template = webhook.template if webhook else TEMPLATE
        self.enabled = webhook.enabled if webhook else True
        self.outcome = webhook.outcome.value if webhook and webhook.outcome else ""
        self.told_at = webhook.at.isoformat(timespec="seconds") if webhook and webhook.at else ""

    def _channel(self) -> UUID:
        return UUID(argument(self, "channel_id"))
