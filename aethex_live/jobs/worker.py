"""The workers: tasks of the app's process that do jobs, woken by the database when there is one."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from procrastinate import PsycopgConnector
from procrastinate.job_context import JobContext
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from aethex_live.jobs import chores, deliveries, tasks
from aethex_live.jobs.app import app
from aethex_live.services import job
from aethex_live.services.context import current

log = logging.getLogger(__name__)
logging.getLogger("procrastinate").setLevel(logging.WARNING)  # it writes three lines a job

# Jobs at once, by queue; pages share the process, so more would only take turns. Deliveries wait for servers of
# others, and must not keep anything else waiting.
WORKERS = {(tasks.QUEUE, chores.QUEUE): 4, (deliveries.QUEUE,): 2}
CONNECTIONS = 6
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
        workers = [
            asyncio.create_task(_work(stopping, list(queues), together))
            for queues, together in WORKERS.items()
        ]
        try:
            yield
        finally:
            stopping.set()
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)


@asynccontextmanager
async def connected(conninfo: str) -> AsyncIterator[None]:
    """Let `app` reach the database for as long as the block runs."""
    connector = PsycopgConnector(
        conninfo=conninfo, min_size=1, max_size=CONNECTIONS, kwargs={"application_name": "aethex-live"}
    )
    with app.replace_connector(connector):
        async with app.open_async():
            yield


async def _work(stopping: asyncio.Event, queues: list[str], together: int) -> None:
    """Run workers one after the other: one ends by itself when its connection to the database is lost."""
    while not stopping.is_set():
        try:
            await app.run_worker_async(
                queues=queues,
                concurrency=together,
                delete_jobs="successful",
                install_signal_handlers=False,
                shutdown_graceful_timeout=GOODBYE_SECONDS,
                worker_middleware=[remember_failure],
            )
        except Exception:
            log.exception("The worker for jobs has stopped; another begins")
        await asyncio.sleep(AGAIN_SECONDS)
