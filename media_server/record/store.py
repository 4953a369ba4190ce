"""All recordings under one folder: begin, find, list, delete, expire, and repair at start."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media_server.record.disk import DiskSpace, disk_space, refusal
from media_server.record.errors import RecordingError
from media_server.record.files import RecordingFiles, WriteAll, write_all
from media_server.record.ids import is_media_file_name, is_recording_id, new_recording_id
from media_server.record.index import RecordingIndex
from media_server.record.lines import Header
from media_server.record.playlist import MEDIA_NAME, MULTIVARIANT_NAME
from media_server.record.recorder import OnAlert, Recorder
from media_server.record.repair import load_index, repair
from media_server.record.settings import RecordSettings
from media_server.record.writer import DiskWriter

log = logging.getLogger(__name__)

_DELETED = ".deleted-"


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    """What the app learns of a recording."""

    recording_id: str
    stream: str
    started_us: int
    duration_s: float
    size_bytes: int
    end_reason: str | None  # None while it is being written


def describe(index: RecordingIndex) -> RecordingInfo:
    header = index.header
    if header is None:
        raise RecordingError("The recording has not begun yet.")
    return RecordingInfo(
        header.recording_id,
        header.stream,
        header.started_us,
        index.duration_us / 1e6,
        index.size,
        index.sealed.reason if index.sealed else None,
    )


class RecordingStore:
    """One store a disk: it owns the thread that writes there.

    `open`, `delete` and `expire` may take long and belong in a thread; everything else is quick.
    """

    def __init__(
        self, root: Path, settings: RecordSettings | None = None, write: WriteAll = write_all
    ) -> None:
        self.root = root
        self.settings = settings or RecordSettings()
        self._write = write
        self._writer = DiskWriter(self.settings.disk_queue_bytes)
        self._running: dict[str, Recorder] = {}

    @property
    def waiting_bytes(self) -> int:
        """What is queued for the disk, for the metrics."""
        return self._writer.held_bytes

    @property
    def failures(self) -> int:
        """How often writing failed for a reason that nobody expected."""
        return self._writer.failures

    def open(self) -> list[RecordingInfo]:
        """Finish what an earlier process left behind; the recordings that it had no time to seal."""
        self.root.mkdir(mode=0o750, parents=True, exist_ok=True)
        repaired = []
        for folder in sorted(self.root.iterdir()):
            if folder.name.startswith(_DELETED):
                shutil.rmtree(folder, ignore_errors=True)
            elif is_recording_id(folder.name) and folder.name not in self._running:
                info = self._repair(folder)
                repaired += [info] if info else []
        return repaired

    def _repair(self, folder: Path) -> RecordingInfo | None:
        try:
            if load_index(folder).sealed is not None:
                return None
            index = repair(folder)
        except (OSError, RecordingError) as error:
            log.error("recording %s cannot be repaired: %s", folder.name, error)
            return None
        log.warning("recording %s was repaired: %.1f s are whole", folder.name, index.duration_us / 1e6)
        return describe(index)

    @property
    def writing(self) -> int:
        """How many recordings are being written."""
        return sum(recorder.recording for recorder in self._running.values())

    def space(self) -> DiskSpace | None:
        """The room on the disk; None when it cannot be read."""
        try:
            return disk_space(self.root)
        except OSError:
            return None

    def refusal(self) -> str | None:
        """Why no new stream may be recorded now, or None."""
        try:
            return refusal(disk_space(self.root), self.settings)
        except OSError as error:
            return f"The recording folder cannot be read ({error.strerror}): check its path and its disk."

    def start(self, stream: str, on_alert: OnAlert) -> Recorder:
        """Begin a recording. Trouble with the disk arrives later, as an alert."""
        recording_id = new_recording_id()
        header = Header(recording_id, stream, time.time_ns() // 1000)
        files = RecordingFiles(self.root / recording_id, header, self.settings, self._write)
        recorder = Recorder(recording_id, files, self._writer, self.settings, on_alert, self._on_sealed)
        self._running[recording_id] = recorder
        return recorder

    def _on_sealed(self, recording_id: str) -> None:
        self._running.pop(recording_id, None)

    def index(self, recording_id: str) -> RecordingIndex:
        """Of a running recording at once; of another from the disk: a second for a day of stream."""
        running = self._running.get(recording_id)
        if running is not None:
            return running.index
        try:
            return load_index(self.folder(recording_id))
        except OSError as error:
            raise RecordingError("There is no such recording.") from error

    def running_index(self, recording_id: str) -> RecordingIndex | None:
        running = self._running.get(recording_id)
        return running.index if running is not None else None

    def file(self, recording_id: str, name: str) -> Path | None:
        """A playlist or media file that may be served, if it is there. Quick: it reads nothing."""
        known = name in (MEDIA_NAME, MULTIVARIANT_NAME) or is_media_file_name(name)
        if not known or not is_recording_id(recording_id):
            return None
        path = self.root / recording_id / name
        return path if path.is_file() else None

    def exists(self, recording_id: str) -> bool:
        return is_recording_id(recording_id) and (self.root / recording_id).is_dir()

    def folder(self, recording_id: str) -> Path:
        if not is_recording_id(recording_id):
            raise RecordingError("There is no such recording.")
        return self.root / recording_id

    def recordings(self) -> list[RecordingInfo]:
        """Newest first; folders that cannot be read are left out."""
        found = []
        for folder in sorted(self.root.iterdir(), reverse=True):
            if not is_recording_id(folder.name):
                continue
            try:
                found.append(describe(self.index(folder.name)))
            except RecordingError:
                log.warning("recording %s has no readable index", folder.name)
        return found

    def delete(self, recording_id: str) -> None:
        """Gone from every listing at once, from the disk a moment later, even if the process dies between."""
        folder = self.folder(recording_id)
        running = self._running.get(recording_id)
        if running is not None and running.recording:
            raise RecordingError("The recording is still running: end the stream first.")
        aside = self.root / f"{_DELETED}{recording_id}"
        try:
            os.rename(folder, aside)
        except FileNotFoundError as error:
            raise RecordingError("There is no such recording.") from error
        self._running.pop(recording_id, None)
        shutil.rmtree(aside, ignore_errors=True)

    def expire(self, older_than_s: float, keep: Callable[[str], bool], now: float | None = None) -> list[str]:
        """Delete sealed recordings that began longer ago than that, but for those which `keep` asks for."""
        limit_us = ((time.time() if now is None else now) - older_than_s) * 1e6
        gone = []
        for info in self.recordings():
            if info.end_reason and info.started_us < limit_us and not keep(info.recording_id):
                self.delete(info.recording_id)
                gone.append(info.recording_id)
        return gone

    def close(self) -> None:
        """Seal what still runs and let the writer finish. Blocks for as long as the disk does."""
        for recorder in list(self._running.values()):
            recorder.close()
        self._writer.stop()
