"""The queue of background work. Its tables are procrastinate's; what is deferred here commits with its cause."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, text
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.job_error import JobError
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.job import DELIVERIES, FailedJob, Standing, Task
from aethex_live.domain.page import Page, PageRequest

QUEUE, DELIVERY = "work", "delivery"

_DEFER = text("""
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        :queue, :task, 0, CAST(:lock AS text), NULL, CAST(:arguments AS jsonb), CAST(:at AS timestamptz)
    )::procrastinate_job_to_defer_v1])
""")
_FAILED = """
    FROM procrastinate_jobs job LEFT JOIN job_errors error ON error.job_id = job.id
    WHERE job.status IN ('failed', 'aborted')
"""
_PAGE = text(f"""
    SELECT job.id, job.task_name, job.args, job.attempts, error.error, error.at {_FAILED}
    ORDER BY job.id DESC OFFSET :offset LIMIT :limit
""")
_TOTAL = text(f"SELECT count(*) {_FAILED}")
_STANDING = text("""
    SELECT count(*) FILTER (WHERE status = 'todo') AS waiting,
           count(*) FILTER (WHERE status = 'doing') AS running,
           count(*) FILTER (WHERE status IN ('failed', 'aborted')) AS failed,
           coalesce(extract(epoch FROM max(now() - due) FILTER (WHERE status = 'todo' AND due < now())), 0)::float
               AS late_seconds,
           (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds')
               AS workers
    FROM procrastinate_jobs job
    LEFT JOIN LATERAL (
        SELECT coalesce(job.scheduled_at, max(event.at)) AS due
        FROM procrastinate_events event WHERE event.job_id = job.id AND job.status = 'todo'
    ) AS waits ON true
""")
_AGAIN = text("""
    UPDATE procrastinate_jobs
    SET status = 'todo', attempts = 0, scheduled_at = NULL, abort_requested = false, worker_id = NULL
    WHERE id = :id AND status IN ('failed', 'aborted') RETURNING task_name
""")
_REMOVE = text("""
    DELETE FROM procrastinate_jobs WHERE id = :id AND status IN ('failed', 'aborted') RETURNING task_name
""")
_SWEEP = text("""
    DELETE FROM job_errors
    WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs job WHERE job.id = job_errors.job_id)
""")


async def defer(
    uow: UnitOfWork, task: Task, *, at: datetime | None = None, lock: str | None = None, **arguments: Any
) -> None:
    """Have `task` done after the commit, at once or `at` a time. Jobs with the same `lock` run one by one."""
    queue = DELIVERY if task in DELIVERIES else QUEUE
    wish = {"queue": queue, "task": task, "lock": lock, "at": at, "arguments": json.dumps(arguments)}
    await uow.session.execute(_DEFER, wish)


async def failed(uow: UnitOfWork, request: PageRequest) -> Page[FailedJob]:
    """What was given up, the latest first."""
    total = (await uow.session.execute(_TOTAL)).scalar_one()
    rows = await uow.session.execute(_PAGE, {"offset": request.offset, "limit": request.limit})
    return Page(tuple(map(_failed, rows.mappings())), total, request.page, request.limit)


async def standing(uow: UnitOfWork) -> Standing:
    """How long the queue is."""
    return Standing(**(await uow.session.execute(_STANDING)).mappings().one())


async def again(uow: UnitOfWork, job_id: int) -> str | None:
    """Put a job that was given up into the queue again; gives its task, None when there is none."""
    return await uow.session.scalar(_AGAIN, {"id": job_id})


async def remove(uow: UnitOfWork, job_id: int) -> str | None:
    """Delete a job that was given up; gives its task, None when there is none."""
    await uow.session.execute(delete(JobError).where(JobError.job_id == job_id))
    return await uow.session.scalar(_REMOVE, {"id": job_id})


async def note_error(uow: UnitOfWork, job_id: int, error: str, now: datetime) -> None:
    """Remember why a job failed."""
    values = {"error": error, "at": now}
    row = insert(JobError).values(job_id=job_id, **values)
    await uow.session.execute(row.on_conflict_do_update(index_elements=[JobError.job_id], set_=values))


async def sweep_errors(uow: UnitOfWork) -> None:
    """Forget the errors of jobs that are done."""
    await uow.session.execute(_SWEEP)


def _failed(row: RowMapping) -> FailedJob:
    return FailedJob(row["id"], row["task_name"], row["args"], row["attempts"], row["error"] or "", row["at"])
