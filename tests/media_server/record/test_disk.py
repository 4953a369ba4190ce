"""What a disk with little room means."""

from media_server.record.disk import DiskSpace, Room, refusal, room
from media_server.record.settings import MIB, RecordSettings

SETTINGS = RecordSettings(refuse_below_bytes=2048 * MIB, stop_below_bytes=512 * MIB)


def space(mebibytes: int, inodes: int | None = 10_000) -> DiskSpace:
    return DiskSpace(mebibytes * MIB, 100_000 * MIB, inodes)


def test_new_streams_are_refused_before_running_ones_stop():
    assert room(space(3000), SETTINGS) is Room.PLENTY
    assert room(space(2048), SETTINGS) is Room.PLENTY
    assert room(space(2047), SETTINGS) is Room.REFUSE_NEW
    assert room(space(511), SETTINGS) is Room.STOP


def test_a_disk_without_inodes_takes_no_new_stream():
    assert room(space(3000, inodes=3), SETTINGS) is Room.REFUSE_NEW
    assert room(space(3000, inodes=None), SETTINGS) is Room.PLENTY
    assert "inodes" in (refusal(space(3000, inodes=3), SETTINGS) or "")


def test_the_refusal_says_how_much_is_missing():
    assert refusal(space(3000), SETTINGS) is None
    text = refusal(space(100), SETTINGS) or ""
    assert "100 MiB left" in text and "2048 MiB" in text and "delete" in text
