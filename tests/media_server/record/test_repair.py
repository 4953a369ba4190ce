"""A recording whose writer died: at most one part is gone, and the rest plays without a tool."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_server.record.errors import RecordingError
from media_server.record.files import INDEX_NAME, RecordingFiles
from media_server.record.lines import Header
from media_server.record.repair import load_index, repair
from media_server.record.settings import RecordSettings
from media_server.record.store import RecordingStore
from tests.media_server.made_media import Recipe, packaged
from tests.media_server.probing import tracks
from tests.media_server.record.helpers import init, part, segment

ROOT = Path(__file__).parents[3]
SETTINGS = RecordSettings(file_seconds=3.0, refuse_below_bytes=0, stop_below_bytes=0)


def unsealed(folder: Path, outputs) -> RecordingFiles:
    """What lies on the disk when a process is killed."""
    files = RecordingFiles(folder, Header("0" * 32, "channel", 0), SETTINGS)
    files.begin()
    for output in outputs:
        files.add(output)
    return files


@pytest.mark.parametrize("after", [3, 14, 41])
def test_kill_9_loses_at_most_one_part(tmp_path, after):
    command = [sys.executable, "-m", "tests.media_server.record.writing_process", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if int(line) >= after:
                process.send_signal(signal.SIGKILL)
                break
        handed_over = max([after, *(int(line) for line in process.stdout if line.endswith("\n"))])
    store = RecordingStore(tmp_path, SETTINGS)
    (info,) = store.open()
    parts = round(info.duration_s / 0.25)
    assert handed_over - 1 <= parts <= handed_over + 1
    assert info.end_reason == "repaired"
    index = store.index(info.recording_id)
    stored = b""
    for file in index.files.values():
        data = (store.folder(info.recording_id) / file.name).read_bytes()
        stored += data[file.init_size :]
    expected = b"".join(o.data for msn in range(parts) for o in segment(msn, size=40_000)[:-1])
    assert stored == expected[: len(stored)] and len(stored) == parts * 40_000
    store.close()


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    """A recording of real media, cut off in the middle of a segment."""
    folder = tmp_path_factory.mktemp("crash") / ("0" * 32)
    outputs = packaged(Recipe(seconds=5, gop=30))
    unsealed(folder, outputs[:-4])
    return folder


def test_a_crashed_recording_plays_after_the_next_start(crashed, tmp_path):
    shutil.copytree(crashed, tmp_path / "r" / crashed.name)
    store = RecordingStore(tmp_path / "r", SETTINGS)
    (info,) = store.open()
    frames = tracks(store.folder(info.recording_id) / "index.m3u8")["video"].frames
    assert frames == pytest.approx(info.duration_s * 30, abs=1) and frames > 100
    assert store.open() == []  # once is enough
    store.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_torn_end_is_mended(crashed, tmp_path_factory, data):
    """Cut the index and the last media file anywhere: what is left is a sealed, consistent recording."""
    folder = tmp_path_factory.mktemp("torn") / crashed.name
    shutil.copytree(crashed, folder)
    last = sorted(folder.glob("*.mp4"))[-1]
    index_file = folder / INDEX_NAME
    header_line = index_file.read_bytes().index(b"\n") + 1
    _truncate(index_file, data.draw(st.integers(header_line, index_file.stat().st_size)))
    _truncate(last, data.draw(st.integers(0, last.stat().st_size)))
    if data.draw(st.booleans()):
        with last.open("ab") as media:
            media.write(data.draw(st.binary(min_size=1, max_size=50)))
    index = repair(folder)
    assert index.sealed is not None and load_index(folder).segments == index.segments
    assert sorted(path.name for path in folder.glob("*.mp4")) == [f.name for f in index.files.values()]
    for number, file in index.files.items():
        end = max((s.offset + s.size for s in index.segments if s.file == number), default=file.init_size)
        assert (folder / file.name).stat().st_size == end
    shutil.rmtree(folder)


def _truncate(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def test_bytes_that_never_reached_the_disk_are_noticed(tmp_path):
    """After a power failure a file may have its length and zeros instead of the newest data."""
    folder = tmp_path / ("0" * 32)
    unsealed(folder, [init(), *segment(0), *segment(1)])
    media = folder / "media-000001.mp4"
    size = media.stat().st_size
    _truncate(media, size - 1500)
    _truncate(media, size)
    index = repair(folder)
    assert index.duration_us == 1_500_000


def test_a_sealed_recording_is_left_alone_but_for_lost_playlists(tmp_path):
    folder = tmp_path / ("0" * 32)
    unsealed(folder, [init(), *segment(0)]).seal("ended")
    before = (folder / INDEX_NAME).read_bytes()
    (folder / "media.m3u8").unlink()
    repair(folder)
    assert (folder / INDEX_NAME).read_bytes() == before
    assert "#EXT-X-ENDLIST" in (folder / "media.m3u8").read_text()


def test_what_cannot_be_repaired_is_reported_and_skipped(tmp_path, caplog):
    (tmp_path / ("1" * 32)).mkdir()
    (tmp_path / ("2" * 32)).mkdir()
    (tmp_path / ("2" * 32) / INDEX_NAME).write_bytes(b"\x00" * 100)
    unsealed(tmp_path / ("3" * 32), [init(), part(0, 0)])
    with pytest.raises(RecordingError):
        repair(tmp_path / ("2" * 32))
    store = RecordingStore(tmp_path, SETTINGS)
    assert [info.duration_s for info in store.open()] == [0.25]
    assert caplog.text.count("cannot be repaired") == 2
    store.close()


def test_a_deletion_that_was_interrupted_is_finished(tmp_path):
    (tmp_path / f".deleted-{'1' * 32}").mkdir()
    (tmp_path / f".deleted-{'1' * 32}" / "media-000001.mp4").write_bytes(b"x")
    store = RecordingStore(tmp_path, SETTINGS)
    store.open()
    assert list(tmp_path.iterdir()) == []
    store.close()
