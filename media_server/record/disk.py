"""How much room a disk has, and what that means for recordings."""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from media_server.record.settings import MIB, RecordSettings

# A recording needs a handful of inodes; a disk with fewer than this is as good as full.
_INODES_NEEDED = 100


class Room(Enum):
    PLENTY = "plenty"
    REFUSE_NEW = "refuse_new"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class DiskSpace:
    free_bytes: int
    total_bytes: int
    free_inodes: int | None  # None where the file system has no fixed number


def disk_space(folder: Path) -> DiskSpace:
    stat = os.statvfs(folder)
    return DiskSpace(
        free_bytes=stat.f_bavail * stat.f_frsize,
        total_bytes=stat.f_blocks * stat.f_frsize,
        free_inodes=stat.f_favail if stat.f_files else None,
    )


def room(space: DiskSpace, settings: RecordSettings) -> Room:
    if space.free_bytes < settings.stop_below_bytes:
        return Room.STOP
    few_inodes = space.free_inodes is not None and space.free_inodes < _INODES_NEEDED
    if few_inodes or space.free_bytes < settings.refuse_below_bytes:
        return Room.REFUSE_NEW
    return Room.PLENTY


def refusal(space: DiskSpace, settings: RecordSettings) -> str | None:
    """Why no new stream may be recorded now, or None."""
    if room(space, settings) is Room.PLENTY:
        return None
    if space.free_bytes >= settings.refuse_below_bytes:
        return "The recording disk has no inodes left for new files: delete old recordings or small files."
    free, kept = space.free_bytes // MIB, settings.refuse_below_bytes // MIB
    return (
        f"The recording disk has {free} MiB left and {kept} MiB are kept in reserve: "
        "delete old recordings or add space, then start the stream again."
    )
