"""Job processes: those that somebody waits for are kept warm.

A job that hangs or crashes costs its own process and nothing else.
"""

import asyncio
import contextlib
import glob
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from media_server.jobs import frames
from media_server.jobs.errors import JobCrashed, JobError, JobsBusy, JobTimeout
from media_server.jobs.process import spawn
from media_server.jobs.requests import (
    ClipJob,
    ClipResult,
    Job,
    LoudnessJob,
    LoudnessResult,
    Mp4Job,
    Mp4Result,
    PictureResult,
    PosterJob,
    Result,
    StoryboardJob,
    StoryboardResult,
    ThumbnailJob,
)
from media_server.json_value import ContractError

log = logging.getLogger(__name__)

_RESULTS = {
    kind.__name__: kind for kind in (Mp4Result, ClipResult, PictureResult, StoryboardResult, LoudnessResult)
}
# Seconds that a job may take: far more than it needs, so that only a hang reaches them.
_TIME_LIMITS: dict[type, float] = {
    ThumbnailJob: 10.0,
    PosterJob: 20.0,
    ClipJob: 300.0,
    StoryboardJob: 1800.0,
    Mp4Job: 3600.0,
    LoudnessJob: 3600.0,
}
_QUICK = (ThumbnailJob, PosterJob, ClipJob)
_START_S = 30.0
_CLOSING = "The server is shutting down."
# A process is replaced after this many jobs, so that a leak in a codec stays small.
_JOBS_A_PROCESS = 200


@dataclass(frozen=True, slots=True)
class PoolSettings:
    # Somebody waits for a quick job and nobody for a long one, so neither may stand in the other's way.
    quick_processes: int = 1
    long_processes: int = 1
    waiting: int = 100
    # Behind the live process in any case; long jobs behind everything.
    quick_nice: int = 2
    long_nice: int = 10


@dataclass(slots=True)
class _Order:
    job: Job
    blob: bytes
    timeout_s: float
    done: asyncio.Future[tuple[Result, bytes]] = field(repr=False)


class JobPool:
    """`start`, any number of `run` at once, `close`."""

    def __init__(self, settings: PoolSettings | None = None) -> None:
        self._settings = settings or PoolSettings()
        self._quick: asyncio.Queue[_Order] = asyncio.Queue(self._settings.waiting)
        self._long: asyncio.Queue[_Order] = asyncio.Queue(self._settings.waiting)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        settings = self._settings
        for queue, count, nice, warm in (
            (self._quick, settings.quick_processes, settings.quick_nice, True),
            (self._long, settings.long_processes, settings.long_nice, False),
        ):
            self._tasks += [asyncio.create_task(self._work(queue, nice, warm)) for _ in range(count)]

    async def run(self, job: Job, blob: bytes = b"", timeout_s: float | None = None) -> tuple[Any, bytes]:
        """The job's result, and the picture for those that send one back. Raises JobError."""
        order = _Order(
            job,
            blob,
            timeout_s or _TIME_LIMITS[type(job)],
            asyncio.get_running_loop().create_future(),
        )
        try:
            (self._quick if isinstance(job, _QUICK) else self._long).put_nowait(order)
        except asyncio.QueueFull:
            raise JobsBusy("Too many jobs wait already: try again in a minute.") from None
        return await order.done

    async def close(self) -> None:
        """Kill what runs. A job that waits raises JobCrashed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for queue in (self._quick, self._long):
            while not queue.empty():
                _fail(queue.get_nowait(), JobCrashed(_CLOSING))

    async def _work(self, queue: asyncio.Queue[_Order], nice: int, warm: bool) -> None:
        """A process that is not kept warm is started by the first job that needs it."""
        worker = await _started(nice) if warm else None
        try:
            while True:
                order = await queue.get()
                if order.done.cancelled():
                    continue
                if worker is not None and not worker.usable:  # it died while it had nothing to do
                    await _stop(worker)
                    worker = None
                worker = worker or await _started_for(order, nice)
                await _serve(worker, order)
                if not worker.usable:
                    await _stop(worker)
                    worker = await _started(nice) if warm else None
        finally:
            await _stop(worker)


async def _started(nice: int) -> "_Worker":
    """Tries until it works: without memory for a process there is nothing else to do than to wait."""
    delay = 1.0
    while True:
        worker = None
        try:
            worker = _Worker(await spawn("media_server.jobs.worker", nice=nice))
            await asyncio.wait_for(worker.receive(), _START_S)
            return worker
        except (OSError, EOFError, TimeoutError, frames.FrameError) as error:
            log.error("a job process did not start: %s", error)
            await _stop(worker)
            await asyncio.sleep(delay)
            delay = min(60.0, delay * 2)
        except asyncio.CancelledError:
            await _stop(worker)
            raise


async def _started_for(order: _Order, nice: int) -> "_Worker":
    try:
        return await _started(nice)
    except asyncio.CancelledError:
        _fail(order, JobCrashed(_CLOSING))
        raise


async def _stop(worker: "_Worker | None") -> None:
    if worker is not None:
        await worker.kill()


async def _serve(worker: "_Worker", order: _Order) -> None:
    try:
        result = await asyncio.wait_for(worker.work(order.job, order.blob), order.timeout_s)
    except TimeoutError:
        await worker.kill()
        _sweep(order.job)
        _fail(order, JobTimeout(f"The job was stopped after {order.timeout_s:.0f} seconds."))
    except (OSError, EOFError, frames.FrameError, ContractError, ValueError, KeyError) as error:
        log.error("a job process died at %s: %r", type(order.job).__name__, error)
        await worker.kill()
        _sweep(order.job)
        _fail(order, JobCrashed("The process that did the job died: the recording may be damaged."))
    except JobError as error:
        _fail(order, error)
    except asyncio.CancelledError:
        _fail(order, JobCrashed(_CLOSING))
        raise
    else:
        if not order.done.done():
            order.done.set_result(result)


def _sweep(job: Job) -> None:
    """A process that was killed leaves its unfinished file behind."""
    target = Path(getattr(job, "target", ""))
    if target.name:
        for left in target.parent.glob(f".{glob.escape(target.name)}.*part"):
            left.unlink(missing_ok=True)


def _fail(order: _Order, error: JobError) -> None:
    if not order.done.done():
        order.done.set_exception(error)


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._jobs = 0

    @property
    def usable(self) -> bool:
        return self._process.returncode is None and self._jobs < _JOBS_A_PROCESS

    async def work(self, job: Job, blob: bytes) -> tuple[Result, bytes]:
        self._jobs += 1
        request = json.dumps({"job": type(job).__name__, "data": job.to_json()}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(frames.pack(request, blob))
        await self._process.stdin.drain()
        document, out = await self.receive()
        answer = json.loads(document)
        if "error" in answer:
            raise JobError(str(answer["error"]))
        return _RESULTS[answer["result"]].from_json(answer["data"]), out

    async def receive(self) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None
        return await frames.receive(self._process.stdout)

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        transport = self._process._transport  # type: ignore[attr-defined]
        transport.close()
