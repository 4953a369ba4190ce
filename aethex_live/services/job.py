"""Background work as admins see it: how much waits, and what was given up."""

from aethex_live.data import job as jobs
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.job import FailedJob, Standing, told
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.user import Duty
from aethex_live.errors import NotFound
from aethex_live.services import audit
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require

LARGEST_ID = 2**63 - 1


async def failed(context: Context, actor: Actor, request: PageRequest = FIRST) -> Page[FailedJob]:
    """Jobs whose last attempt failed, the latest first. For admins."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        return await jobs.failed(uow, request)


async def standing(context: Context, actor: Actor) -> Standing:
    """How many jobs wait, run, and were given up. For admins."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        return await jobs.standing(uow)


async def again(context: Context, actor: Actor, job_id: int) -> None:
    """Try a job again that was given up, with all its attempts before it."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        task = await jobs.again(uow, _checked(job_id))
        await _note(context, uow, actor, Action.JOB_RETRIED, job_id, task)


async def remove(context: Context, actor: Actor, job_id: int) -> None:
    """Delete a job that was given up: what it was to do is never done."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        task = await jobs.remove(uow, _checked(job_id))
        await _note(context, uow, actor, Action.JOB_REMOVED, job_id, task)


async def note_error(context: Context, job_id: int, error: BaseException) -> None:
    """Remember why a job failed; for the worker."""
    async with context.transaction() as uow:
        await jobs.note_error(uow, job_id, told(error), context.clock())


async def tidy(context: Context) -> None:
    """Forget the errors of jobs that are done."""
    async with context.transaction() as uow:
        await jobs.sweep_errors(uow)


def _checked(job_id: int) -> int:
    if not 0 < job_id <= LARGEST_ID:
        raise NotFound("There is no such job any more.")
    return job_id


async def _note(
    context: Context, uow: UnitOfWork, actor: Actor, action: Action, job_id: int, task: str | None
) -> None:
    if task is None:
        raise NotFound("There is no such job any more.")
    await audit.note(context, uow, actor, action, Subject("job", str(job_id), task))
