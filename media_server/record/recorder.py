"""The sink that a running stream hands its parts to. Nothing here waits for a disk."""

import asyncio
import contextlib
import errno
import functools
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future

from media_server.packaging.outputs import InitSection, Part, SegmentEnd
from media_server.record.disk import Room, disk_space, room
from media_server.record.errors import AlertCode, RecordingAlert
from media_server.record.files import RecordingFiles
from media_server.record.index import RecordingIndex
from media_server.record.settings import MIB, RecordSettings
from media_server.record.writer import DiskWriter

log = logging.getLogger(__name__)

OnAlert = Callable[[RecordingAlert], None]


class Recorder:
    """`on_output` for all that the packager gives, `close` at the end, `wait_closed` until it is sealed.

    When the disk cannot carry the recording, or something happens that nobody expected, it stops by itself, once,
    with an alert on the event loop; what was written until then is sealed and plays.
    """

    def __init__(
        self,
        recording_id: str,
        files: RecordingFiles,
        writer: DiskWriter,
        settings: RecordSettings,
        on_alert: OnAlert,
        on_sealed: Callable[[str], None],
    ) -> None:
        self.recording_id = recording_id
        self._files = files
        self._writer = writer
        self._settings = settings
        self._on_alert = on_alert
        self._loop = asyncio.get_running_loop()
        self._offered = 0  # bytes, counted by the event loop only
        self._stopped = False
        self._alerted = False
        self._written = 0  # bytes, counted by the writer thread only
        self._failure: AlertCode | None = None  # set by the writer thread: it writes no more
        self._looked_at_disk = 0.0
        self._sealed: Future[RecordingIndex] = Future()
        self._sealed.add_done_callback(lambda _: on_sealed(recording_id))
        writer.offer(functools.partial(self._attempt, files.begin), hurry=True)

    @property
    def index(self) -> RecordingIndex:
        """What is on the disk by now: may be read from the event loop."""
        return self._files.index

    @property
    def recording(self) -> bool:
        return not self._stopped

    def on_output(self, output: InitSection | Part | SegmentEnd) -> None:
        if self._stopped:
            return
        size = len(output.data) if isinstance(output, Part) else 0
        held = self._offered - self._written
        if held + size > self._settings.queue_bytes or not self._writer.offer(
            functools.partial(self._write, output, size), size
        ):
            self._alert(
                AlertCode.DISK_SLOW,
                f"The disk did not keep up: {held / MIB:.1f} MiB of this stream waited to be written. "
                "The recording was stopped; use a faster disk or record fewer streams.",
            )
            return
        self._offered += size

    def close(self) -> None:
        """The stream is over. Returns at once; calling it twice does no harm."""
        self._stop("ended")

    async def wait_closed(self) -> RecordingIndex:
        """The index of the sealed recording; waits for as long as the disk needs."""
        return await asyncio.shield(asyncio.wrap_future(self._sealed))

    def _stop(self, reason: str) -> None:
        if not self._stopped:
            self._stopped = True
            self._writer.offer(functools.partial(self._seal, reason), hurry=True)

    def _alert(self, code: AlertCode, message: str) -> None:
        self._stop(code.value)
        if self._alerted:
            return
        self._alerted = True
        log.error("recording %s stopped: %s", self.recording_id, message)
        self._on_alert(RecordingAlert(self.recording_id, code, message))

    # What follows runs on the writer thread.

    def _write(self, output: InitSection | Part | SegmentEnd, size: int) -> None:
        try:
            self._attempt(self._look_at_disk)
            self._attempt(functools.partial(self._files.add, output))
        finally:
            self._written += size

    def _attempt(self, step: Callable[[], None]) -> None:
        if self._failure is not None:
            return
        try:
            step()
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            self._fail(
                AlertCode.DISK_FULL if full else AlertCode.DISK_ERROR,
                "The disk is full. The recording was stopped; delete old recordings or add space."
                if full
                else f"The disk refused to be written to ({error.strerror}). The recording was stopped; "
                "check the recording folder, its owner and the disk.",
            )
        except BaseException as error:
            self._fail(
                AlertCode.UNEXPECTED,
                f"An error that nobody expected ({type(error).__name__}) stopped the recording. What was written "
                "until then plays; the log of the media server says more.",
            )
            raise  # to the writer, which logs it

    def _look_at_disk(self) -> None:
        now = time.monotonic()
        if now - self._looked_at_disk < self._settings.look_seconds:
            return
        self._looked_at_disk = now
        space = disk_space(self._files.folder.parent)
        if room(space, self._settings) is Room.STOP:
            self._fail(
                AlertCode.DISK_RESERVE,
                f"Only {space.free_bytes // MIB} MiB are left on the recording disk. The recording was "
                "stopped to keep the server running; delete old recordings or add space.",
            )

    def _fail(self, code: AlertCode, message: str) -> None:
        self._failure = code
        with contextlib.suppress(RuntimeError):  # the event loop has ended: nobody is left to tell
            self._loop.call_soon_threadsafe(self._alert, code, message)

    def _seal(self, reason: str) -> None:
        try:
            self._files.seal(self._failure.value if self._failure else reason)
        except OSError as error:
            log.warning("recording %s could not be sealed: %s", self.recording_id, error)
        finally:
            self._sealed.set_result(self._files.index)
