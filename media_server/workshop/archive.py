"""Recordings from their seal on: announced, given pictures, cut into clips, packed for download, deleted.

Everything that decodes happens in the job processes. What they make of a recording lies in a folder of its
own beside it, and goes when the recording goes; clips stay.
"""

import asyncio
import logging
import re
import shutil
import time
from collections.abc import Awaitable, Coroutine
from pathlib import Path
from typing import Any

from media_server.broadcast.equipment import Announcer
from media_server.contract import ClipReady, CreateClip, DownloadReady, PicturesReady, RecordingReady
from media_server.jobs.errors import JobError
from media_server.jobs.pool import JobPool
from media_server.jobs.requests import ClipJob, Mp4Job, PosterJob, StoryboardJob
from media_server.record.errors import RecordingError
from media_server.record.recorder import Recorder
from media_server.record.slices import Run, runs
from media_server.record.store import RecordingInfo, RecordingStore, describe
from media_server.shelf import PrivateMarks

log = logging.getLogger(__name__)

CLIP_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
DOWNLOAD, POSTER, STORYBOARD = "download.mp4", "poster.webp", "storyboard.vtt"
POSTER_AT = 0.1  # of the recording: past the opening titles, before the end


class Archive:
    """One for the server."""

    def __init__(
        self,
        store: RecordingStore,
        marks: PrivateMarks,
        pool: JobPool,
        announcer: Announcer,
        data: Path,
        storyboards: bool,
    ) -> None:
        self.store = store
        self.marks = marks
        self.clips = data / "clips"
        self.extras = data / "extras"
        self._pool = pool
        self._announcer = announcer
        self._storyboards = storyboards
        self._tasks: set[asyncio.Task[None]] = set()
        self._sealing: set[asyncio.Task[None]] = set()
        for folder in (self.clips, self.extras):
            folder.mkdir(parents=True, exist_ok=True, mode=0o750)

    # Sealing.

    def seal(self, recorder: Recorder) -> None:
        """The recorder was closed: wait for its disk, then tell the app."""
        task = self._spawn(self._seal(recorder))
        self._sealing.add(task)
        task.add_done_callback(self._sealing.discard)

    async def wait_sealed(self) -> None:
        await asyncio.gather(*self._sealing, return_exceptions=True)

    def announce(self, info: RecordingInfo) -> None:
        reason = info.end_reason or "ended"
        self._announcer.announce(
            RecordingReady(info.stream, info.recording_id, info.duration_s, info.size_bytes, reason)
        )
        if self._storyboards and info.duration_s > 0:
            self._spawn(self._draw(info))

    async def _seal(self, recorder: Recorder) -> None:
        began = time.monotonic()
        info = describe(await recorder.wait_closed())
        log.info("recording sealed", extra={"after_s": round(time.monotonic() - began, 2)})
        self.announce(info)

    async def _draw(self, info: RecordingInfo) -> None:
        """Poster and storyboard, for those recordings that have pictures."""
        folder = self.extras / info.recording_id
        try:
            folder.mkdir(exist_ok=True, mode=0o750)
            index = await asyncio.to_thread(self.store.index, info.recording_id)
            recorded = self.store.folder(info.recording_id)
            at_s = info.duration_s * POSTER_AT
            around = runs(index, recorded, at_s, at_s + 0.1)
            await self._pool.run(PosterJob(around, at_s, str(folder / POSTER)))
            source = runs(index, recorded)
            await self._pool.run(StoryboardJob(source, str(folder)))
        except (JobError, RecordingError, OSError) as error:
            log.info("no pictures of a recording", extra={"recording": info.recording_id, "why": str(error)})
            return
        base = f"/recordings/{info.recording_id}"
        self._announcer.announce(
            PicturesReady(info.stream, info.recording_id, f"{base}/{POSTER}", f"{base}/{STORYBOARD}")
        )

    # Orders of the app. They answer at once; an event follows.

    async def create_clip(self, order: CreateClip) -> None:
        """Raises RecordingError when nothing can come of it."""
        if not CLIP_NAME.fullmatch(order.clip):
            raise RecordingError("The name of a clip has 1 to 64 letters, digits, '-' or '_'.")
        source = await self._runs(order.recording, order.start_s, order.end_s)
        target = self.clips / f"{order.clip}.mp4"
        job = ClipJob(
            source, order.start_s, order.end_s, str(target), order.exact, order.vertical, order.crop_x
        )
        self._spawn(self._clip(order, job))

    async def create_download(self, recording_id: str) -> None:
        job = Mp4Job(await self._runs(recording_id), str(self.extras / recording_id / DOWNLOAD))
        self._spawn(self._download(recording_id, job))

    async def delete(self, recording_id: str) -> None:
        await asyncio.to_thread(self.store.delete, recording_id)
        self.marks.set(recording_id, private=False)
        await asyncio.to_thread(shutil.rmtree, self.extras / recording_id, ignore_errors=True)

    async def delete_clip(self, clip: str) -> None:
        if not CLIP_NAME.fullmatch(clip):
            raise RecordingError("There is no such clip.")
        try:
            (self.clips / f"{clip}.mp4").unlink()
        except FileNotFoundError as error:
            raise RecordingError("There is no such clip.") from error

    async def expire(self, older_than_s: float) -> None:
        """Deletes what the operator does not keep any longer."""
        gone = await asyncio.to_thread(self.store.expire, older_than_s, lambda recording_id: False)
        for recording_id in gone:
            self.marks.set(recording_id, private=False)
            await asyncio.to_thread(shutil.rmtree, self.extras / recording_id, ignore_errors=True)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _clip(self, order: CreateClip, job: ClipJob) -> None:
        path = f"/clips/{order.clip}.mp4"
        result, error = await _outcome(self._pool.run(job))
        if result is None:
            ready = ClipReady(order.clip, order.recording, error=error)
        else:
            ready = ClipReady(order.clip, order.recording, path, result.duration_s, result.size_bytes)
        self._announcer.announce(ready)

    async def _download(self, recording_id: str, job: Mp4Job) -> None:
        Path(job.target).parent.mkdir(exist_ok=True, mode=0o750)
        result, error = await _outcome(self._pool.run(job))
        path = f"/recordings/{recording_id}/{DOWNLOAD}" if result is not None else ""
        size = result.size_bytes if result is not None else 0
        self._announcer.announce(DownloadReady(recording_id, path, size, error))

    async def _runs(
        self, recording_id: str, start_s: float = 0.0, end_s: float | None = None
    ) -> tuple[Run, ...]:
        folder = self.store.folder(recording_id)
        running = self.store.running_index(recording_id)
        if running is not None:
            return runs(running, folder, start_s, end_s)
        # From the disk: a second for a day of stream.
        index = await asyncio.to_thread(self.store.index, recording_id)
        return await asyncio.to_thread(runs, index, folder, start_s, end_s)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _outcome(work: Awaitable[tuple[Any, bytes]]) -> tuple[Any, str]:
    """The result of a job and no error, or nothing and the sentence that says why."""
    try:
        result, _ = await work
    except JobError as error:
        return None, str(error)
    return result, ""
