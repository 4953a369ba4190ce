"""What an operator may set about recordings, with the reason for each default."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RecordSettings:
    # Bytes of one recording that may wait for the disk. 32 MiB is 42 s of a 6 Mbit/s stream: a disk that is
    # behind by more than that does not catch up.
    queue_bytes: int = 32 * MIB
    # Bytes of all recordings of a disk together: many of them are shared with the live window in memory.
    disk_queue_bytes: int = 512 * MIB
    # Below this much free space new streams are refused ...
    refuse_below_bytes: int = 2048 * MIB
    # ... and below this much running recordings stop, so that the database on the same disk can go on.
    stop_below_bytes: int = 512 * MIB
    # How often each recording looks at the free space.
    look_seconds: float = 1.0
    # A file of a recording ends at the first segment past this length. Shorter files make it possible to drop
    # the oldest minutes of an endless stream; longer ones mean fewer files to copy.
    file_seconds: float = 600.0
    # At most this much is lost when the power fails. A killed process loses nothing that was written.
    sync_seconds: float = 5.0
    # Keep only the newest seconds of each recording (a DVR window without an archive); None keeps all.
    keep_seconds: float | None = None
