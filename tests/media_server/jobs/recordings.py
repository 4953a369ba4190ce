"""Recordings on disk for job tests, and what comes out of the jobs, looked at with FFmpeg."""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import av

from media_server.jobs.mp4.boxes import walk
from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.record.files import RecordingFiles
from media_server.record.index import RecordingIndex
from media_server.record.lines import Header
from media_server.record.settings import RecordSettings
from media_server.record.slices import Run, runs
from tests.media_server.made_media import Recipe, packaged, read_number


class Recorded:
    """A sealed recording."""

    def __init__(
        self,
        folder: Path,
        *recipes: Recipe,
        outputs: Iterable[Output] | None = None,
        file_seconds: float = 4.0,
    ) -> None:
        self.folder = folder
        settings = RecordSettings(file_seconds=file_seconds)
        files = RecordingFiles(folder, Header("0" * 32, "channel", 0), settings)
        files.begin()
        for output in packaged(*recipes) if outputs is None else outputs:
            files.add(output)
        files.seal("ended")
        self.index: RecordingIndex = files.index

    @property
    def duration_s(self) -> float:
        return self.index.duration_us / 1e6

    def runs(self, start_s: float = 0.0, end_s: float | None = None) -> tuple[Run, ...]:
        return runs(self.index, self.folder, start_s, end_s)


def outputs_of(path: Path, seconds: float) -> list[Output]:
    """A fragmented file of FFmpeg's as if our packager had made it: a segment for each fragment."""
    data = path.read_bytes()
    first = next(box.offset for box in walk(data) if box.kind == b"moof")
    places = [box.offset for box in walk(data) if box.kind == b"moof"]
    ends = [*places[1:], next((b.offset for b in walk(data) if b.kind == b"mfra"), len(data))]
    outputs: list[Output] = [InitSection(0, data[:first], ("hvc1", "mp4a.40.2"), 160, 90, 30.0)]
    each = seconds / len(places)
    for msn, (place, end) in enumerate(zip(places, ends, strict=True)):
        outputs.append(Part(msn, 0, 0, msn * each, each, True, False, data[place:end]))
        outputs.append(SegmentEnd(msn, each))
    return outputs


def numbers(path: Path) -> list[int]:
    """The numbers that are burnt into the pictures of a file, in the order in which they are shown."""
    with av.open(str(path)) as container:
        return [read_number(frame) for frame in container.decode(video=0)]


def picture_times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time) for frame in container.decode(video=0)]


def frames_that_ffmpeg_shows(paths: Sequence[Path]) -> list[int]:
    """How many pictures are decoded of each. A complaint of the decoders fails the test."""
    files = [word for path in paths for word in ("-i", str(path))]
    tracks = [word for number in range(len(paths)) for word in ("-map", f"{number}:v")]
    command = ["ffmpeg", "-nostdin", "-v", "error", *files, *tracks, "-vsync", "passthrough"]
    done = subprocess.run([*command, "-f", "framehash", "-"], capture_output=True, text=True, check=True)
    assert done.stderr == "", done.stderr
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    return [sum(line.startswith(f"{number},") for line in lines) for number in range(len(paths))]
