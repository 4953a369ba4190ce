"""The staff's desk: background work that was given up."""

import json
from typing import TypedDict

import reflex as rx

from aethex_live.domain.page import PageRequest
from aethex_live.errors import AppError, NotFound
from aethex_live.services import job
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.desk import DeskList
from aethex_live.state.door import actor_of


class JobRow(TypedDict):
    """A job in the list."""

    id: str
    task: str
    arguments: str
    error: str
    at: str


class JobDesk(DeskList, rx.State):
    """The queue, and its dead letters."""

    jobs: list[JobRow] = []
    waiting: int = 0
    running: int = 0

    @rx.event
    async def again(self, job_id: str):
        """Try one again."""
        return await self._do(job.again, job_id, answer.done("It is tried again."))

    @rx.event
    async def remove(self, job_id: str):
        """Delete one."""
        return await self._do(job.remove, job_id, answer.done("The job is deleted."))

    async def _do(self, act, job_id: str, told: rx.event.EventSpec):
        try:
            await act(current(), await actor_of(self), _number(job_id))
        except AppError as error:
            return answer.refused(error)
        await self._fill()
        return told

    async def _read(self, request: PageRequest) -> int:
        actor = await actor_of(self)
        found = await job.failed(current(), actor, request)
        standing = await job.standing(current(), actor)
        self.waiting, self.running = standing.waiting, standing.running
        self.jobs = [
            JobRow(
                id=str(each.id),
                task=each.task,
                arguments=json.dumps(each.arguments, ensure_ascii=False)[:300],
                error=each.error,
                at=f"{each.failed_at:%Y-%m-%d %H:%M}" if each.failed_at else "",
            )
            for each in found.data
        ]
        return found.total


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise NotFound("There is no such job any more.")
    return int(text)
