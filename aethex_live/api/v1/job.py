"""Background work that was given up, for admins."""

from typing import Annotated

from fastapi import Path

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Page, Paging, problems
from aethex_live.domain.job import FailedJob
from aethex_live.services import job
from aethex_live.services.context import current

router = Routes(prefix="/admin/jobs", tags=["administration"], responses=problems(401, 403))

JobId = Annotated[int, Path(ge=1, le=job.LARGEST_ID)]


@router.get("", summary="Jobs that were given up")
async def failed(actor: Staff, paging: Paging) -> Page[FailedJob]:
    """The latest first, each with its last error."""
    return Page.of(await job.failed(current(), actor, paging))


@router.post("/{job_id}/retry", status_code=204, summary="Try a job again", responses=problems(404))
async def again(actor: Staff, job_id: JobId) -> None:
    """It gets all its attempts anew."""
    await job.again(current(), actor, job_id)


@router.delete("/{job_id}", status_code=204, summary="Delete a job", responses=problems(404))
async def remove(actor: Staff, job_id: JobId) -> None:
    """What it was to do is never done."""
    await job.remove(current(), actor, job_id)
