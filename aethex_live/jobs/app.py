"""The queue as procrastinate knows it, and how failures are retried."""

from math import ceil

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job

from aethex_live.domain.job import TryLater, pause_after

app = App(connector=PsycopgConnector())


class Patience(BaseRetryStrategy):
    """Try again after pauses that grow, and not before the other side wants to hear of it."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        pause = pause_after(job.attempts + 1)
        if pause is None:
            return None
        asked = exception.seconds if isinstance(exception, TryLater) else 0.0
        return RetryDecision(retry_in={"seconds": ceil(max(pause.total_seconds(), asked))})


PATIENCE = Patience()
