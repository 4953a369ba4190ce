"""The site's settings and legal texts, as admins edit them."""

from typing import Any

import reflex as rx

from aethex_live.domain.legal import LANGUAGES, Page
from aethex_live.errors import AppError
from aethex_live.services import site_setting
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of


class SiteDesk(rx.State):
    """The forms."""

    loaded: bool = False
    closed: bool = False
    saved: bool = False
    errors: dict[str, str] = {}
    values: dict[str, str] = {}
    registration_open: bool = True
    legal_page: str = "terms"
    legal_language: str = "en"
    legal_text: str = ""

    @rx.event
    async def load(self) -> None:
        """What is set now; for admins, whose rights the first question shows."""
        self.reset()
        self.loaded = True
        try:
            await self._read_legal()
        except AppError:
            self.closed = True
            return
        await self._read()

    @rx.event
    async def save(self, form: dict[str, Any]) -> None:
        """Keep the settings."""
        texts = ("site_name", "tagline", "operator", "operator_address", "contact_email")
        changes: dict[str, Any] = {name: str(form.get(name, "")) for name in texts}
        changes["registration_open"] = bool(form.get("registration_open"))
        changes["email_domains"] = str(form.get("email_domains", "")).split()
        changes |= {name: _number(form, name) for name in ("minimum_age", "channels_per_person")}
        self.saved = False
        try:
            await site_setting.change(current(), await actor_of(self), changes)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors, self.saved = {}, True
        await self._read()

    @rx.event
    async def open_legal(self, choice: str) -> None:
        """Another of the legal pages: `page.language`."""
        page, _, language = choice.partition(".")
        if page in set(Page) and language in LANGUAGES:
            self.legal_page, self.legal_language = page, language
            await self._read_legal()

    @rx.event
    async def save_legal(self, form: dict[str, Any]):
        """Keep the text; an empty one brings the default back."""
        await site_setting.set_legal_page(
            current(), await actor_of(self), self.legal_page, self.legal_language, str(form.get("text", ""))
        )
        await self._read_legal()
        return answer.done("The page is changed for everybody.")

    async def _read(self) -> None:
        found = (await site_setting.get(current())).as_values()
        self.registration_open = bool(found.pop("registration_open"))
        self.values = {
            name: " ".join(value) if isinstance(value, list) else str(value) for name, value in found.items()
        }

    async def _read_legal(self) -> None:
        source = await site_setting.legal_source(
            current(), await actor_of(self), self.legal_page, self.legal_language
        )
        self.legal_text = source.text


def legal_choices() -> list[tuple[str, str]]:
    """The legal pages in each language, for a select."""
    return [
        (f"{page.value}.{language}", f"{page.value.capitalize()} ({language})")
        for page in Page
        for language in LANGUAGES
    ]


def _number(form: dict[str, Any], name: str) -> int | str:
    """A number that was typed; what is none is left to the rule, which says so."""
    text = str(form.get(name, "")).strip()[:12]
    return int(text) if text.isdecimal() else text
