"""Put a planned movie on the disk: copied inside the kernel if possible, and visible only when whole."""

import errno
import os
from pathlib import Path

from media_server.jobs.errors import JobError
from media_server.jobs.mp4.movie import Copy, Movie

_BLOCK = 1 << 20


def write_movie(movie: Movie, target: Path) -> int:
    """Returns the size. `target` appears at once, complete, or not at all."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        header = movie.header()
        with temporary.open("wb", buffering=0) as out:
            _write(out.fileno(), header)
            _write_body(movie, out.fileno())
            size = out.tell()
        if size != len(header) + movie.body_size:
            raise JobError("The recording changed while it was copied.")
        os.replace(temporary, target)
        return size
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise JobError("The disk is full: delete old recordings or clips and try again.") from error
        raise JobError(f"The file could not be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def _write_body(movie: Movie, target: int) -> None:
    sources: dict[str, int] = {}
    try:
        for part in movie.body:
            if isinstance(part, bytes):
                _write(target, part)
                continue
            if part.path not in sources:
                sources[part.path] = os.open(part.path, os.O_RDONLY | os.O_CLOEXEC)
            _copy(sources[part.path], target, part)
    finally:
        for descriptor in sources.values():
            os.close(descriptor)


def _write(target: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(target, view) :]


def _copy(source: int, target: int, part: Copy) -> None:
    offset, left = part.offset, part.size
    while left:
        try:
            done = os.copy_file_range(source, target, min(left, 1 << 30), offset)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
                raise
            data = os.pread(source, min(left, _BLOCK), offset)
            done = len(data)
            _write(target, data)
        if not done:
            return
        offset += done
        left -= done
