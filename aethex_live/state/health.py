"""How the site's parts are, on the staff's desk."""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.health import Finding
from aethex_live.errors import AppError, told
from aethex_live.services import health
from aethex_live.services.context import current
from aethex_live.state.door import actor_of


class PartRow(TypedDict):
    """One part."""

    part: str
    state: str
    says: str
    remedy: str


class Health(rx.State):
    """What was found when somebody last looked."""

    loaded: bool = False
    closed: bool = False
    parts: list[PartRow] = []

    @rx.event
    async def load(self) -> None:
        """Look at everything."""
        try:
            self.parts = [_row(each) for each in await health.report(current(), await actor_of(self))]
            self.closed = False
        except AppError:
            self.parts, self.closed = [], True
        self.loaded = True


def _row(finding: Finding) -> PartRow:
    return PartRow(
        part=finding.part.value,
        state=finding.state.value,
        says=told(finding.says),
        remedy=told(finding.remedy),
    )
