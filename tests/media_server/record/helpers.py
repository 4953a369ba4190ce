"""Parts without pictures, for tests that look at bytes and lists, and small disks to fill."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.record.errors import RecordingAlert
from media_server.record.index import RecordingIndex
from media_server.record.slices import ByteRange
from media_server.record.store import RecordingStore

HEADER = b"header of the stream"


def init(number: int = 0) -> InitSection:
    return InitSection(number, HEADER + bytes((number,)), ("avc1.64001f", "mp4a.40.2"), 640, 360, 30.0)


def part(
    msn: int,
    index: int,
    size: int = 1000,
    *,
    init: int = 0,
    discontinuity: bool = False,
    seconds: float = 0.25,
) -> Part:
    data = bytes((msn % 256, index % 256)) * (size // 2)
    return Part(msn, index, init, msn + index * seconds, seconds, index == 0, discontinuity, data)


def segment(msn: int, size: int = 1000, **options) -> list[Output]:
    """Four parts of a quarter of a second, and their end."""
    return [*(part(msn, index, size, **options) for index in range(4)), SegmentEnd(msn, 1.0)]


async def record(
    store: RecordingStore, outputs: list[Output], alerts: list[RecordingAlert] | None = None
) -> tuple[str, RecordingIndex]:
    recorder = store.start("channel", (alerts if alerts is not None else []).append)
    for output in outputs:
        recorder.on_output(output)
    recorder.close()
    return recorder.recording_id, await recorder.wait_closed()


def stored_bytes(place: ByteRange) -> bytes:
    with open(place.path, "rb") as media:
        media.seek(place.offset)
        return media.read(place.size)


@contextlib.contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def make_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
