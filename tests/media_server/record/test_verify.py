"""Checking a copy of a recording against its checksums."""

import shutil

from media_server.record.files import INDEX_NAME, RecordingFiles
from media_server.record.lines import Header
from media_server.record.repair import repair
from media_server.record.settings import RecordSettings
from media_server.record.verify import main, verify
from tests.media_server.record.helpers import init, segment


def recording(folder, **settings) -> RecordingFiles:
    files = RecordingFiles(folder, Header("0" * 32, "channel", 0), RecordSettings(**settings))
    files.begin()
    for output in [init(), *(o for msn in range(6) for o in segment(msn))]:
        files.add(output)
    return files


def test_a_whole_recording_is_whole(tmp_path, capsys):
    recording(tmp_path / "r").seal("ended")
    before = {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()}
    assert verify(tmp_path / "r") == []
    assert main([str(tmp_path / "r")]) == 0 and "whole" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()} == before


def test_files_that_were_dropped_are_not_missed(tmp_path):
    recording(tmp_path / "r", file_seconds=1.0, keep_seconds=2.0).seal("ended")
    assert len(list((tmp_path / "r").glob("*.mp4"))) < 6 and verify(tmp_path / "r") == []


def test_every_damage_is_named(tmp_path, capsys):
    recording(tmp_path / "r")
    media = tmp_path / "r" / "media-000001.mp4"
    data = bytearray(media.read_bytes())
    data[5_000] ^= 1
    media.write_bytes(data[:-10])
    with (tmp_path / "r" / INDEX_NAME).open("ab") as index:
        index.write(b'["part",1')
    problems = verify(tmp_path / "r")
    assert [problem.split()[0] for problem in problems] == ["The", "Part", "Part", "It"]
    assert "Part 0 of segment 1" in problems[1] and "Part 3 of segment 5" in problems[2]
    assert main([str(tmp_path / "r"), str(tmp_path / "none")]) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_a_copy_that_was_made_while_it_ran_can_be_repaired(tmp_path):
    files = recording(tmp_path / "r")
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / "r" / INDEX_NAME, tmp_path / "copy")
    for output in segment(6):
        files.add(output)
    shutil.copy(tmp_path / "r" / "media-000001.mp4", tmp_path / "copy")
    assert repair(tmp_path / "copy").duration_us == 6_000_000
    assert verify(tmp_path / "copy") == []
