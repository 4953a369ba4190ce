"""A running recording: what lies on the disk, and what happens when the disk does not do its part."""

import asyncio
import mmap
import os
import threading
import time
from dataclasses import replace

import pytest

from media_server.packaging.outputs import SegmentEnd
from media_server.record.errors import AlertCode, RecordingError
from media_server.record.files import RecordingFiles, write_all
from media_server.record.lines import Header
from media_server.record.settings import MIB, RecordSettings
from media_server.record.slices import segment_range
from media_server.record.store import RecordingStore, describe
from tests.media_server.made_media import Recipe, encode, packaged
from tests.media_server.probing import tracks
from tests.media_server.record.helpers import (
    HEADER,
    init,
    make_read_only,
    part,
    record,
    segment,
    small_disk,
    stored_bytes,
)
from tests.media_server.waiting import until


@pytest.fixture
def store(tmp_path):
    made = RecordingStore(tmp_path / "recordings", RecordSettings(refuse_below_bytes=0, stop_below_bytes=0))
    made.open()
    yield made
    made.close()


async def test_parts_lie_behind_their_header_as_they_came(store):
    outputs = [init(), *segment(0), *segment(1)]
    recording, index = await record(store, outputs)
    media = (store.folder(recording) / "media-000001.mp4").read_bytes()
    assert media == HEADER + b"\0" + b"".join(o.data for o in outputs[1:] if not isinstance(o, SegmentEnd))
    assert describe(index) == store.recordings()[0]
    assert (index.sealed.reason, index.duration_us, index.size) == ("ended", 2_000_000, len(media))


async def test_a_real_recording_plays_from_its_folder(store):
    recipe = Recipe(seconds=5, gop=30)
    recording, _ = await record(store, packaged(recipe))
    folder = store.folder(recording)
    sound = sum(unit.kind == "audio" for unit in encode(recipe).units)
    for name in ("index.m3u8", "media-000001.mp4"):
        found = {(track.codec, track.frames) for track in tracks(folder / name).values()}
        assert found == {("h264", 150), ("aac", sound)}


async def test_a_discontinuity_begins_a_file_with_the_new_header(store):
    outputs = packaged(Recipe(seconds=2), Recipe(seconds=2, width=320, height=180))
    recording, index = await record(store, outputs)
    folder = store.folder(recording)
    assert tracks(folder / "media-000001.mp4")["video"].frames == 60
    assert tracks(folder / "media-000002.mp4")["video"].frames == 60
    text = (folder / "media.m3u8").read_text()
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1 and text.count("#EXT-X-MAP") == 2
    assert [(f.width, f.height) for f in index.files.values()] == [(160, 90), (320, 180)]


async def test_files_end_at_a_segment_and_share_one_timeline(tmp_path):
    settings = RecordSettings(file_seconds=2.0, refuse_below_bytes=0, stop_below_bytes=0)
    store = RecordingStore(tmp_path / "r", settings)
    store.open()
    recording, index = await record(store, packaged(Recipe(seconds=6, gop=30)))
    text = (store.folder(recording) / "media.m3u8").read_text()
    assert "DISCONTINUITY" not in text and text.count("#EXT-X-MAP") == len(index.files) > 1
    assert tracks(store.folder(recording) / "index.m3u8")["video"].frames == 180
    store.close()


async def test_the_system_keeps_no_copy_in_memory_of_what_is_on_the_disk(tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(os, "posix_fadvise", lambda file, start, size, advice: told.append((start, size)))
    store = RecordingStore(
        tmp_path, RecordSettings(refuse_below_bytes=0, stop_below_bytes=0, sync_seconds=0.0)
    )
    store.open()
    await record(store, [init(), *segment(0, 5000), *segment(1, 5000)])
    store.close()
    written = len(HEADER) + 1
    ends = [(written + count * 4 * 5000) // mmap.PAGESIZE * mmap.PAGESIZE for count in (1, 2)]
    assert told == [(0, ends[0]), (ends[0], ends[1] - ends[0])]


async def test_a_window_without_archive_drops_whole_old_files(tmp_path):
    settings = RecordSettings(file_seconds=2.0, keep_seconds=3.0, refuse_below_bytes=0, stop_below_bytes=0)
    store = RecordingStore(tmp_path / "r", settings)
    store.open()
    recording, index = await record(store, [init(), *(o for msn in range(20) for o in segment(msn))])
    files = sorted(path.name for path in store.folder(recording).glob("*.mp4"))
    assert files == [file.name for file in index.files.values()]
    assert 3.0 <= index.duration_us / 1e6 <= 6.0
    assert index.segments[-1].msn == 19 and index.segment(0) is None
    store.close()


async def test_the_time_of_day_never_goes_back(tmp_path, monkeypatch):
    """Program date times follow the stream, even when somebody sets the clock back an hour in between."""
    settings = RecordSettings(file_seconds=2.0, refuse_below_bytes=0, stop_below_bytes=0)
    clock = iter([10_000, 9_000, 9_000, 30_000])
    files = RecordingFiles(tmp_path / "r", Header("0" * 32, "channel", 0), settings)
    files.begin()
    monkeypatch.setattr("media_server.record.files.time.time_ns", lambda: next(clock) * 10**9)
    for msn in range(8):
        for output in [init(), *segment(msn, discontinuity=msn in (4, 6))]:
            files.add(output)
    times = [file.wall_us / 1e6 for file in files.index.files.values()]
    assert times == [9_999.75, 10_001.75, 10_003.75, 29_999.75]
    files.seal("ended")
    assert "1970-01-01T02:46:41.750Z" in (tmp_path / "r" / "media.m3u8").read_text()


async def test_a_recording_begins_with_a_segment_that_decodes(store):
    late = [init(), part(3, 2), part(3, 3), SegmentEnd(3, 1.0), *segment(4)]
    _, index = await record(store, late)
    assert [s.msn for s in index.segments] == [4]


async def test_a_header_that_comes_back_needs_no_second_announcement(store):
    outputs = [init(0), *segment(0), init(1), *segment(1, init=1, discontinuity=True)]
    outputs += segment(2, init=0, discontinuity=True)
    _, index = await record(store, outputs)
    assert [file.init for file in index.files.values()] == [0, 1, 0]


async def test_an_ended_stream_without_media_leaves_an_empty_recording(store):
    _, index = await record(store, [])
    assert (index.sealed.reason, index.duration_us, index.segments) == ("ended", 0, [])


async def test_nothing_waits_for_a_disk_that_hangs(tmp_path):
    stuck, alerts = threading.Event(), []

    def hang(descriptor: int, data: bytes) -> None:
        if len(data) > 100_000:
            stuck.wait()
        write_all(descriptor, data)

    settings = RecordSettings(queue_bytes=2 * MIB, refuse_below_bytes=0, stop_below_bytes=0)
    store = RecordingStore(tmp_path / "r", settings, hang)
    store.open()
    recorder = store.start("channel", alerts.append)
    recorder.on_output(init())
    longest = 0.0
    for msn in range(20):
        for output in segment(msn, size=200_000):
            began = time.perf_counter()
            recorder.on_output(output)
            longest = max(longest, time.perf_counter() - began)
    assert [alert.code for alert in alerts] == [AlertCode.DISK_SLOW] and not recorder.recording
    assert longest < 1.0  # the disk would have held it for ever
    stuck.set()
    index = await recorder.wait_closed()
    assert index.sealed.reason == "disk_slow" and 0 < index.size <= 3 * MIB
    store.close()


async def test_a_slow_disk_below_the_bound_loses_nothing(tmp_path):
    def slow(descriptor: int, data: bytes) -> None:
        time.sleep(0.002)
        write_all(descriptor, data)

    store = RecordingStore(tmp_path / "r", RecordSettings(refuse_below_bytes=0, stop_below_bytes=0), slow)
    store.open()
    _, index = await record(store, [init(), *(o for msn in range(10) for o in segment(msn))])
    assert (index.sealed.reason, index.duration_us) == ("ended", 10_000_000)
    store.close()


async def test_one_recording_that_is_too_much_does_not_stop_another(tmp_path):
    settings = RecordSettings(queue_bytes=MIB, refuse_below_bytes=0, stop_below_bytes=0)
    store = RecordingStore(tmp_path / "r", settings)
    store.open()
    alerts = []
    flood, calm = store.start("flood", alerts.append), store.start("calm", alerts.append)
    for recorder in (flood, calm):
        recorder.on_output(init())
    flood.on_output(part(0, 0, 2 * MIB))
    for output in segment(0):
        calm.on_output(output)
    calm.close()
    assert (await calm.wait_closed()).sealed.reason == "ended"
    assert [alert.recording_id for alert in alerts] == [flood.recording_id]
    store.close()


async def test_a_full_disk_stops_the_recording_and_what_was_written_plays(tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk:
        store = RecordingStore(disk, RecordSettings(refuse_below_bytes=0, stop_below_bytes=0))
        store.open()
        alerts = []
        outputs = packaged(Recipe(seconds=8, gop=30, width=640, height=360, options=(("crf", "4"),)))
        recording, index = await record(store, outputs, alerts)
        for _ in range(100):
            if alerts:
                break
            await asyncio.sleep(0.02)
        assert [alert.code for alert in alerts] == [AlertCode.DISK_FULL]
        assert "delete" in alerts[0].message
        media = store.folder(recording) / "media-000001.mp4"
        assert media.stat().st_size == index.files[1].init_size + sum(s.size for s in index.segments)
        assert tracks(media)["video"].frames == round(index.duration_us / 1e6 * 30)
        store.close()
        again = RecordingStore(disk, RecordSettings(refuse_below_bytes=0, stop_below_bytes=0))
        again.open()
        assert [info.duration_s for info in again.recordings()] == [index.duration_us / 1e6]
        again.close()


async def test_recording_stops_before_the_disk_is_full(tmp_path):
    with small_disk(tmp_path / "disk", 8) as disk:
        store = RecordingStore(
            disk, RecordSettings(refuse_below_bytes=6 * MIB, stop_below_bytes=4 * MIB, look_seconds=0)
        )
        store.open()
        assert store.refusal() is None
        alerts = []
        recorder = store.start("channel", alerts.append)
        recorder.on_output(init())
        (disk / "other").write_bytes(bytes(3 * MIB))
        assert "in reserve" in (store.refusal() or "")
        (disk / "another").write_bytes(bytes(2 * MIB))
        recorder.on_output(part(0, 0))
        for _ in range(100):
            if alerts:
                break
            await asyncio.sleep(0.02)
        assert [alert.code for alert in alerts] == [AlertCode.DISK_RESERVE]
        assert (await recorder.wait_closed()).sealed.reason == "disk_reserve"
        store.close()


async def test_a_read_only_disk_is_an_alert_and_no_exception(tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk:
        make_read_only(disk)
        store = RecordingStore(disk, RecordSettings(refuse_below_bytes=0, stop_below_bytes=0))
        store.open()
        alerts = []
        recorder = store.start("channel", alerts.append)
        recorder.on_output(init())
        recorder.on_output(part(0, 0))
        for _ in range(100):
            if alerts:
                break
            await asyncio.sleep(0.02)
        assert [alert.code for alert in alerts] == [AlertCode.DISK_ERROR]
        assert "Read-only" in alerts[0].message
        assert not recorder.recording
        info = describe(await recorder.wait_closed())
        assert (info.duration_s, info.end_reason) == (0.0, "disk_error")
        store.close()


@pytest.mark.parametrize("error", [ValueError, SystemExit], ids=lambda error: error.__name__)
async def test_an_error_that_nobody_expected_ends_one_recording_and_no_other(tmp_path, caplog, error):
    def stumble(descriptor: int, data: bytes) -> None:
        if b"stumble" in data:
            write_all(descriptor, data[: len(data) // 2])
            raise error("out of the blue")
        write_all(descriptor, data)

    store = RecordingStore(tmp_path / "r", RecordSettings(refuse_below_bytes=0, stop_below_bytes=0), stumble)
    store.open()
    alerts = []
    broken, other = store.start("broken", alerts.append), store.start("other", alerts.append)
    for recorder in (broken, other):
        for output in [init(), *segment(0)]:
            recorder.on_output(output)
    broken.on_output(replace(part(1, 0), data=b"stumble" * 100))
    await until(lambda: alerts)
    assert [(alert.recording_id, alert.code) for alert in alerts] == [
        (broken.recording_id, AlertCode.UNEXPECTED)
    ]
    assert error.__name__ in alerts[0].message and not broken.recording
    info = describe(await broken.wait_closed())
    assert (info.duration_s, info.end_reason) == (1.0, "unexpected")
    media = store.folder(broken.recording_id) / "media-000001.mp4"
    assert media.stat().st_size == info.size_bytes  # nothing of the half part is left
    for output in segment(1):
        other.on_output(output)
    other.close()
    assert describe(await other.wait_closed()).duration_s == 2.0
    assert store.failures == 1
    assert [record.levelname for record in caplog.records if record.exc_info] == ["CRITICAL"]
    store.close()


async def test_a_segment_is_found_on_the_disk_while_the_stream_runs(store):
    recorder = store.start("channel", print)
    outputs = [init(), *segment(5), *segment(6), part(7, 0)]
    for output in outputs:
        recorder.on_output(output)
    for _ in range(100):
        if recorder.index.segment(7):
            break
        await asyncio.sleep(0.01)
    place = segment_range(recorder.index, store.folder(recorder.recording_id), 6)
    assert place is not None
    assert stored_bytes(place) == b"".join(o.data for o in segment(6)[:-1])
    assert segment_range(recorder.index, store.root, 7) is None  # still growing
    assert segment_range(recorder.index, store.root, 4) is None
    recorder.close()
    await recorder.wait_closed()


async def test_ids_from_outside_never_become_paths(store):
    for evil in ("../../etc", "", ".", "..", "a" * 31, "A" * 32, "0" * 32 + "/x", "0" * 31 + "\n"):
        for call in (store.index, store.folder, store.delete):
            with pytest.raises(RecordingError):
                call(evil)
    with pytest.raises(RecordingError):
        store.index("0" * 32)
    with pytest.raises(RecordingError):
        store.delete("0" * 32)


async def test_files_that_may_be_served_and_no_others(store):
    running = store.start("channel", print)
    for output in [init(), *segment(0)]:
        running.on_output(output)
    assert store.running_index(running.recording_id) is running.index
    running.close()
    await running.wait_closed()
    recording = running.recording_id
    assert store.running_index(recording) is None and store.exists(recording)
    for name in ("index.m3u8", "media.m3u8", "media-000001.mp4"):
        assert store.file(recording, name) == store.root / recording / name
    for name in ("index.jsonl", "media-000002.mp4", "../x", "", ".", "media-000001.mp4/..", "media-1.mp4"):
        assert store.file(recording, name) is None
    assert store.file("..", "index.m3u8") is None and not store.exists("..") and not store.exists("0" * 32)


async def test_deleting(store):
    recording, _ = await record(store, [init(), *segment(0)])
    running = store.start("channel", print)
    running.on_output(init())
    with pytest.raises(RecordingError, match="still running"):
        store.delete(running.recording_id)
    store.delete(recording)
    assert recording not in [path.name for path in store.root.iterdir()]
    with pytest.raises(RecordingError):
        store.index(recording)
    running.close()
    await running.wait_closed()


async def test_expiry_keeps_what_is_young_running_or_wanted(store):
    old, _ = await record(store, [init(), *segment(0)])
    wanted, _ = await record(store, [init(), *segment(0)])
    running = store.start("channel", print)
    running.on_output(init())
    for output in segment(0):
        running.on_output(output)
    assert store.expire(60.0, keep=lambda _: False) == []
    later = time.time() + 120
    assert store.expire(60.0, keep=wanted.__eq__, now=later) == [old]
    assert {info.recording_id for info in store.recordings()} >= {wanted}
    running.close()
    await running.wait_closed()
