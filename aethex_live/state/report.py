"""Telling that something breaks the rules."""

from typing import Any

import reflex as rx

from aethex_live.errors import AppError
from aethex_live.services import report
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.sent import SHORT, id_of

DIALOG = "report"


class ReportForm(rx.State):
    """What is reported, and why."""

    kind: str = ""
    subject: str = ""
    name: str = ""
    errors: dict[str, str] = {}

    @rx.event
    def begin(self, kind: str, subject: str, name: str):
        """Ask what is wrong with a message, a person, a stream or a channel."""
        self.kind, self.subject, self.name, self.errors = kind[:SHORT], subject[:SHORT], name[:SHORT], {}
        return rx.call_script(f"document.getElementById({DIALOG!r})?.showModal()")

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Hand it in."""
        why, details = str(form.get("why", "")), str(form.get("details", ""))
        try:
            await report.report(current(), await actor_of(self), self.kind, id_of(self.subject), why, details)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors = {}
        yield rx.call_script(f"document.getElementById({DIALOG!r})?.close()")
        yield answer.done(
            "Thank you. You are told when somebody has decided, and find the answer in your settings."
        )
