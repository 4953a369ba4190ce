"""The files of one recording, as the writer thread sees them: media, index, and the playlists at its end."""

import mmap
import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from media_server.packaging.outputs import InitSection, Part, SegmentEnd
from media_server.record.ids import media_file_name
from media_server.record.index import RecordingIndex
from media_server.record.lines import (
    FileDropped,
    FileStart,
    Header,
    Line,
    Sealed,
    SegmentClosed,
    StoredPart,
    encode_line,
)
from media_server.record.playlist import write_playlists
from media_server.record.settings import RecordSettings

INDEX_NAME = "index.jsonl"

WriteAll = Callable[[int, bytes], None]


def write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


class AppendFile:
    """A file that only grows.

    A write that fails half way is taken back, so that its size is always a good place.
    """

    def __init__(self, path: Path, write: WriteAll, *, size: int | None = None) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | (os.O_EXCL if size is None else 0)
        self._descriptor = os.open(path, flags, 0o640)
        self._write = write
        self.size = size or 0
        self._forgotten = 0
        os.ftruncate(self._descriptor, self.size)
        os.lseek(self._descriptor, self.size, os.SEEK_SET)

    def append(self, data: bytes) -> None:
        try:
            self._write(self._descriptor, data)
        except BaseException:
            os.ftruncate(self._descriptor, self.size)
            os.lseek(self._descriptor, self.size, os.SEEK_SET)
            raise
        self.size += len(data)

    def sync(self) -> None:
        os.fdatasync(self._descriptor)

    def forget(self) -> None:
        """Give back the memory in which the system holds what is on the disk by now.

        Nobody reads it soon: viewers are served from the live window. Ten streams would otherwise push out of memory
        what others read, 27 GB an hour, and memory that was given back is cheaper to write to than new memory.
        """
        whole_pages = self.size - self.size % mmap.PAGESIZE
        if size := whole_pages - self._forgotten:
            os.posix_fadvise(self._descriptor, self._forgotten, size, os.POSIX_FADV_DONTNEED)
            self._forgotten = whole_pages

    def close(self) -> None:
        os.close(self._descriptor)


class RecordingFiles:
    def __init__(
        self, folder: Path, header: Header, settings: RecordSettings, write: WriteAll = write_all
    ) -> None:
        self.folder = folder
        self.index = RecordingIndex([header])
        self._header = header
        self._settings = settings
        self._write = write
        self._lines: AppendFile | None = None
        self._media: AppendFile | None = None
        self._inits: dict[int, InitSection] = {}
        self._file_number = 0
        self._file_init = -1
        self._file_start_us = self._previous_start_us = 0
        self._synced = time.monotonic()

    def begin(self) -> None:
        self.folder.mkdir(mode=0o750, parents=True)
        self._lines = AppendFile(self.folder / INDEX_NAME, self._write)
        self._lines.append(encode_line(self._header))

    def add(self, output: InitSection | Part | SegmentEnd) -> None:
        match output:
            case Part():
                self._add_part(output)
            case SegmentEnd(msn, duration_s):
                if self.index.segment(msn) is not None:
                    self._note(SegmentClosed(msn, round(duration_s * 1e6)))
                self._sync_when_due()
                self._drop_old_files()
            case InitSection(number):
                self._inits[number] = output

    def seal(self, reason: str) -> None:
        """Close everything and leave a folder that plays.

        On a full disk the last line and the playlists may not fit: the next start writes them.
        """
        try:
            if self._media is not None:
                self._media.close()
                self._media = None
            sealed = Sealed(reason, self.index.duration_us, self.index.size)
            self.index.apply(sealed)
            if self._lines is not None:
                self._lines.append(encode_line(sealed))
                write_playlists(self.folder, self.index)
                self._lines.sync()
        finally:
            if self._lines is not None:
                self._lines.close()
                self._lines = None

    def _add_part(self, part: Part) -> None:
        if part.init not in self._inits or (self._media is None and (part.index or not part.independent)):
            return  # a recording begins with a whole segment that can be decoded
        if self._needs_new_file(part):
            self._start_file(part)
        media = self._media
        assert media is not None
        offset = media.size
        media.append(part.data)
        self._note(
            StoredPart(
                part.msn,
                part.index,
                offset,
                len(part.data),
                round(part.start_s * 1e6),
                round(part.duration_s * 1e6),
                part.independent,
                part.discontinuity and part.index == 0,
                zlib.crc32(part.data),
            )
        )

    def _needs_new_file(self, part: Part) -> bool:
        if self._media is None or part.init != self._file_init:
            return True
        if part.index != 0:
            return False
        return (
            part.discontinuity
            or self.index.duration_us - self._file_start_us >= self._settings.file_seconds * 1e6
        )

    def _start_file(self, part: Part) -> None:
        init = self._inits[part.init]
        if self._media is not None:
            self._media.close()
        self._file_number += 1
        name = media_file_name(self._file_number)
        self._media = AppendFile(self.folder / name, self._write)
        self._media.append(init.data)
        self._file_init = part.init
        self._previous_start_us = self._file_start_us
        self._file_start_us = self.index.duration_us
        self._note(
            FileStart(
                self._file_number,
                name,
                init.number,
                len(init.data),
                init.codecs,
                init.width,
                init.height,
                init.frame_rate,
                self._wall_us(part),
            )
        )

    def _wall_us(self, part: Part) -> int:
        """When the first picture of the part was there. Never goes back, whatever is done to the clock."""
        now = time.time_ns() // 1000 - round(part.duration_s * 1e6)
        last = self.index.files.get(self._file_number - 1)
        if last is None:
            return now
        expected = last.wall_us + self.index.duration_us - self._previous_start_us
        return max(now, expected) if part.discontinuity else expected

    def _note(self, line: Line) -> None:
        assert self._lines is not None
        self._lines.append(encode_line(line))
        self.index.apply(line)

    def _sync_when_due(self) -> None:
        now = time.monotonic()
        if now - self._synced < self._settings.sync_seconds or self._media is None or self._lines is None:
            return
        self._media.sync()
        self._media.forget()
        self._lines.sync()
        self._synced = now

    def _drop_old_files(self) -> None:
        keep = self._settings.keep_seconds
        if keep is None:
            return
        while len(self.index.files) > 1:
            oldest = min(self.index.files.values(), key=lambda file: file.number)
            inside = sum(s.duration_us for s in self.index.segments if s.file == oldest.number)
            if self.index.duration_us - inside < keep * 1e6:
                return
            (self.folder / oldest.name).unlink(missing_ok=True)
            # Both are places in what is kept.
            self._file_start_us -= inside
            self._previous_start_us -= inside
            self._note(FileDropped(oldest.number))
