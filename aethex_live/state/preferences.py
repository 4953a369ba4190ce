"""What a person has chosen for themselves."""

from typing import Any

import reflex as rx

from aethex_live.errors import AppError
from aethex_live.services import user_settings
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.watch import ADULT


class PreferencesForm(rx.State):
    """The form."""

    loaded: bool = False
    privacy_level: str = "public"
    show_online: bool = True
    adult: bool = False
    language: str = ""
    name_colour: str = ""
    errors: dict[str, str] = {}
    saved: bool = False

    @rx.event
    async def load(self) -> None:
        """What is chosen now."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        found = await user_settings.get_settings(current(), actor)
        self.privacy_level, self.show_online = found.privacy_level, found.show_online
        self.language, self.adult = found.language, found.adult
        self.name_colour = found.name_colour
        self.loaded = True

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keep it."""
        changes: dict[str, Any] = {name: bool(form.get(name)) for name in ("show_online", "adult")}
        changes |= {name: str(form.get(name, "")) for name in ("privacy_level", "language", "name_colour")}
        try:
            await user_settings.change_settings(current(), await actor_of(self), **changes)
        except AppError as error:
            self.errors, self.saved = answer.field_errors(error), False
            return
        self.errors, self.saved = {}, True
        if not changes["adult"]:
            yield rx.remove_local_storage(ADULT)
        if changes["language"]:
            yield rx.call_script(f"window.aethexSetLanguage({changes['language']!r})")
