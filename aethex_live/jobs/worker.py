"""The worker: a task of the app's process that does jobs, woken by the database when there is one."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from procrastinate import PsycopgConnector
from procrastinate.job_context import JobContext
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from aethex_live.jobs import chores, tasks  # noqa: F401  (importing makes them known)
from aethex_live.jobs.app import app
from aethex_live.services import job
from aethex_live.services.context import current

log = logging.getLogger(__name__)
logging.getLogger("procrastinate").setLevel(logging.WARNING)  # it writes three lines a job

TOGETHER = 4  # jobs at once; pages share the process, so more would only take turns
CONNECTIONS = 4
AGAIN_SECONDS = 5
GOODBYE_SECONDS = 10


async def remember_failure(run: AsyncCallNext, context: JobContext, worker: Worker) -> object:
    """Keep the reason of a failure for the desk, then let procrastinate decide."""
    try:
        return await run()
    except Exception as error:
        log.warning("The job %s failed", context.job.task_name, exc_info=True)
        if context.job.id is not None:
            await job.note_error(current(), context.job.id, error)
        raise


@asynccontextmanager
async def working(conninfo: str) -> AsyncIterator[None]:
    """Do jobs as long as the block runs."""
    async with connected(conninfo):
        stopping = asyncio.Event()
        worker = asyncio.create_task(_work(stopping))
        try:
            yield
        finally:
            stopping.set()
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)


@asynccontextmanager
async def connected(conninfo: str) -> AsyncIterator[None]:
    """Let `app` reach the database for as long as the block runs."""
    connector = PsycopgConnector(
        conninfo=conninfo, min_size=1, max_size=CONNECTIONS, kwargs={"application_name": "aethex-live"}
    )
    with app.replace_connector(connector):
        async with app.open_async():
            yield


async def _work(stopping: asyncio.Event) -> None:
    """Run workers one after the other: one ends by itself when its connection to the database is lost."""
    while not stopping.is_set():
        try:
            await app.run_worker_async(
                concurrency=TOGETHER,
                delete_jobs="successful",
                install_signal_handlers=False,
                shutdown_graceful_timeout=GOODBYE_SECONDS,
                worker_middleware=[remember_failure],
            )
        except Exception:
            log.exception("The worker for jobs has stopped; another begins")
        await asyncio.sleep(AGAIN_SECONDS)
