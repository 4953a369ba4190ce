"""The forms at the door. They post to our own HTTP; what was refused comes here to be shown at its field."""

from typing import Any

import reflex as rx

from aethex_live.domain.user import check_username
from aethex_live.errors import AppError, InvalidInput
from aethex_live.services import registration
from aethex_live.services.context import current
from aethex_live.state.answer import field_errors
from aethex_live.state.door import actor_of

LONGEST, MOST = 500, 20


class AccountForm(rx.State):
    """What is wrong with the form on the page, by field; what concerns the whole stands under `form`."""

    errors: dict[str, str] = {}
    done: bool = False
    free_name: str = ""

    @rx.event
    def begin(self) -> None:
        """A page with a form was opened."""
        self.reset()

    @rx.event
    def refuse(self, answer: dict[str, Any]) -> None:
        """The server refused what was posted; the browser hands on its reasons."""
        self.done = False
        fields = answer.get("fields")
        others = [each for each in fields if isinstance(each, dict)] if isinstance(fields, list) else []
        self.errors = {
            str(each.get("field") or "form")[:50]: str(each.get("message", ""))[:LONGEST]
            for each in (answer, *others[:MOST])
        }

    @rx.event
    def accept(self, _: dict[str, Any]) -> None:
        """It worked, and the page stays."""
        self.errors = {}
        self.done = True

    @rx.event(supersedes=True, debounce=250)
    async def look_up_name(self, name: str) -> None:
        """Whether a username can be had, while it is typed."""
        self.free_name = ""
        self.errors = {field: why for field, why in self.errors.items() if field != "username"}
        if not name:
            return
        try:
            wanted = check_username(name)
            if not await registration.is_username_free(current(), await actor_of(self), wanted):
                raise InvalidInput("This name is taken. Try another.", field="username")
        except AppError as error:
            self.errors = {**self.errors, **field_errors(error)}
            return
        self.free_name = wanted
