"""The queue as procrastinate knows it, and how failures are retried."""

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job

from aethex_live.domain.job import pause_after

app = App(connector=PsycopgConnector())


class Patience(BaseRetryStrategy):
    """Try again after pauses that grow."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        pause = pause_after(job.attempts + 1)
        return None if pause is None else RetryDecision(retry_in={"seconds": int(pause.total_seconds())})


PATIENCE = Patience()
