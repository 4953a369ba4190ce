"""Doing what was put off: the real worker, until nothing is left."""

from unittest.mock import patch

from sqlalchemy import text

from aethex_live.data import job
from aethex_live.data.database import conninfo
from aethex_live.jobs import app as queue
from aethex_live.jobs import worker
from aethex_live.services.context import Context


async def run_jobs(context: Context) -> None:
    """Let a worker do everything that is due, as the app's own does; but not what comes round with the clock."""
    nothing = patch.object(queue.app.periodic_registry, "periodic_tasks", {})
    async with worker.connected(conninfo(context.settings.database_url)):
        with nothing:
            await queue.app.run_worker_async(
                queues=[job.QUEUE, job.DELIVERY],
                wait=False,
                listen_notify=False,
                delete_jobs="successful",
                install_signal_handlers=False,
                worker_middleware=[worker.remember_failure],
            )


async def make_due(context: Context) -> None:
    """As if the pause before the next attempt were over."""
    async with context.transaction() as uow:
        await uow.session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL"))


async def jobs(context: Context) -> list[tuple[str, str, int]]:
    """Task, status and attempts of each job that is not done, the oldest first."""
    query = text(
        "SELECT task_name, status::text, attempts FROM procrastinate_jobs WHERE queue_name = ANY(:queues) ORDER BY id"
    )
    async with context.transaction() as uow:
        return [tuple(row) for row in await uow.session.execute(query, {"queues": [job.QUEUE, job.DELIVERY]})]


async def given_up_job(context: Context) -> int:
    """The number of a job that has failed for good."""
    async with context.transaction() as uow:
        await job.defer(uow, "test", word="hello")
        query = text("UPDATE procrastinate_jobs SET status = 'failed' RETURNING id")
        return (await uow.session.execute(query)).scalar_one()
