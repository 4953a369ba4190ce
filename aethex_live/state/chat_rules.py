"""The studio's settings of a chat: its modes, and auto-moderation."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.automod import Filter
from aethex_live.errors import AppError, told
from aethex_live.services import chat_setting
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of

_NUMBERS = ("slow_seconds", "account_minutes")
_SWITCHES = ("verified_only", "emote_only", "unique_only")
MOST_TYPED = 40_000  # characters of a list of words


class Tried(TypedDict):
    """What auto-moderation says of a text."""

    action: str
    reasons: list[str]


class ChatRules(rx.State):
    """Both forms of the page."""

    loaded: bool = False
    modes: dict[str, Any] = {}
    filters: dict[str, dict[str, str]] = {}
    words: str = ""
    sites: str = ""
    newcomers: bool = False
    errors: dict[str, str] = {}
    rule_errors: dict[str, str] = {}
    saved: bool = False
    rules_saved: bool = False
    tried: Tried = Tried(action="", reasons=[])

    @rx.event
    async def load(self) -> None:
        """Those of the channel in the address."""
        self.reset()
        actor, slug = await actor_of(self), self._slug()
        try:
            modes = await chat_setting.modes(current(), slug)
        except AppError:
            return
        self.modes = {
            **{name: str(getattr(modes, name)) for name in _NUMBERS},
            **{name: getattr(modes, name) for name in _SWITCHES},
            "followers": "" if modes.followers_minutes is None else str(modes.followers_minutes),
        }
        self.loaded = True
        try:
            rules = await chat_setting.rules(current(), actor, slug)
        except AppError:
            return
        self.filters = {
            which.value: {"action": setting.action.value, "level": str(setting.level)}
            for which, setting in rules.filters.items()
        }
        self.words, self.sites = "\n".join(rules.words), "\n".join(rules.sites)
        self.newcomers = rules.hold_newcomers_of_banned_networks

    @rx.event
    async def save_modes(self, form: dict[str, Any]) -> None:
        """Everybody in the chat sees the new modes at once."""
        followers = str(form.get("followers", "")).strip()
        changes: dict[str, Any] = {name: _number(form.get(name)) for name in _NUMBERS}
        changes |= {name: form.get(name) == "on" for name in _SWITCHES}
        changes["followers_minutes"] = None if followers in ("", "off") else _number(followers)
        self.saved = False
        try:
            await chat_setting.change_modes(current(), await actor_of(self), self._slug(), changes)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors, self.saved = {}, True

    @rx.event
    async def save_rules(self, form: dict[str, Any]) -> None:
        """Keep what auto-moderation looks for."""
        filters = {
            which.value: {
                "action": str(form.get(f"{which.value}_action", "")),
                "level": _number(form.get(f"{which.value}_level")),
            }
            for which in Filter
        }
        changes = {
            "filters": filters,
            "words": _lines(form.get("words")),
            "sites": _lines(form.get("sites")),
            "hold_newcomers_of_banned_networks": form.get("newcomers") == "on",
        }
        self.rules_saved = False
        try:
            await chat_setting.change_rules(current(), await actor_of(self), self._slug(), changes)
        except AppError as error:
            self.rule_errors = answer.field_errors(error)
            return
        self.rule_errors, self.rules_saved = {}, True

    @rx.event
    async def try_out(self, form: dict[str, Any]):
        """What would become of a message."""
        try:
            verdict = await chat_setting.try_rules(
                current(), await actor_of(self), self._slug(), str(form.get("text", ""))[:2000]
            )
        except AppError as error:
            return answer.refused(error)
        self.tried = Tried(action=verdict.action.value, reasons=[told(why) for why in verdict.reasons])

    def _slug(self) -> str:
        return argument(self, "channel_slug").lower()[:100]


def _number(value: object) -> Any:
    """A number that was typed; what is none is left to the rule, which says so."""
    text = str(value if value is not None else "").strip()[:12]
    if not text:
        return 0
    return int(text) if text.isdecimal() else text


def _lines(value: object) -> list[str]:
    return [line.strip() for line in str(value or "")[:MOST_TYPED].splitlines() if line.strip()]
