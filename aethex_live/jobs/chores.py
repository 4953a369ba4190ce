"""What comes round by itself: sweeping out what is over, and jobs whose worker died."""

import logging
from collections.abc import Awaitable, Callable

from aethex_live.jobs.app import app
from aethex_live.services import (
    account_cleanup,
    channel,
    image,
    job,
    moderation,
    notification,
    ranking,
    schedule_clock,
    search,
)
from aethex_live.services.context import Context, current

log = logging.getLogger(__name__)

QUEUE = "chores"
DEAD_AFTER_SECONDS = 60

Chore = Callable[[Context], Awaitable[object]]


def every(cron: str, queue: str = QUEUE) -> Callable[[Chore], Chore]:
    """Have a use case done whenever `cron` says so, by one worker of all. A failure waits for the next time."""

    def register(chore: Chore) -> Chore:
        async def run(timestamp: int) -> None:
            try:
                await chore(current())
            except Exception:
                log.exception("The chore %s failed", name)

        name = f"{chore.__module__.rpartition('.')[2]}.{chore.__name__}"
        task = app.task(run, name=name, queue=queue, queueing_lock=name)
        app.periodic(cron=cron)(task)
        return chore

    return register


async def revive(context: Context) -> None:
    """Give jobs to others whose worker has not been heard of for a while."""
    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        await app.job_manager.retry_job(stalled)


for chore in (
    account_cleanup.tidy,
    channel.purge,
    image.sweep,
    job.tidy,
    moderation.forget_over,
    notification.tidy,
    search.refresh,
):
    every("*/5 * * * *")(chore)
every("*/10 * * * *")(ranking.reckon_neighbours)
for chore in (ranking.reckon_trends, revive, schedule_clock.turn):
    every("* * * * *")(chore)
