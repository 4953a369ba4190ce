"""The staff's queue of reports."""

from typing import Any

import reflex as rx

from aethex_live.domain.page import PageRequest
from aethex_live.domain.report import ReportState
from aethex_live.errors import AppError
from aethex_live.services import report
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.desk import DeskList
from aethex_live.state.door import actor_of
from aethex_live.state.moderation import ReportRow, report_row
from aethex_live.state.sent import SHORT, id_of

DIALOG = "decide"
_NONE = ReportRow(id="", name="", snapshot="", why="", details="", state="", reporter="", slug="", at="")


class ReportDesk(DeskList, rx.State):
    """Reports, the open ones first to be seen."""

    reports: list[ReportRow] = []
    state: str = ReportState.OPEN.value
    chosen: ReportRow = _NONE
    errors: dict[str, str] = {}

    @rx.event
    async def narrow(self, state: str) -> None:
        """Only those in one state."""
        self.state, self.page = state[:SHORT], 1
        await self._fill()

    @rx.event
    def choose(self, report_id: str):
        """Open one."""
        self.errors = {}
        self.chosen = next((each for each in self.reports if each["id"] == report_id), self.chosen)
        return rx.call_script(f"document.getElementById({DIALOG!r})?.showModal()")

    @rx.event
    async def decide(self, form: dict[str, Any]):
        """Follow it or not, and perhaps answer the one who reported."""
        decision, words = str(form.get("decision", "")), str(form.get("answer", ""))
        try:
            await report.decide(current(), await actor_of(self), id_of(self.chosen["id"]), decision, words)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors = {}
        await self._fill()
        yield rx.call_script(f"document.getElementById({DIALOG!r})?.close()")
        yield answer.done("Decided.")

    async def _read(self, request: PageRequest) -> int:
        state = ReportState(self.state) if self.state in set(ReportState) else None
        found = await report.queue(current(), await actor_of(self), request, state=state)
        self.reports = [report_row(each) for each in found.data]
        return found.total
