"""Recordings on disk for job tests, and what comes out of the jobs, looked at with FFmpeg."""

from collections.abc import Iterable
from pathlib import Path

import av

from media_server.jobs.mp4.boxes import walk
from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.record.files import RecordingFiles
from media_server.record.index import RecordingIndex
from media_server.record.lines import Header
from media_server.record.settings import RecordSettings
from media_server.record.slices import Run, runs
from tests.media_server.made_media import Recipe, audio_frames, numbered_frame, packaged, read_number


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


BY_KEYFRAME = "frag_keyframe+empty_moov+default_base_moof"
# What each encoder needs to know.
_CODECS = {
    "libx264": {"preset": "ultrafast", "g": "30", "bf": "2"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:keyint=60:open-gop=0:pools=none"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "g": "30"},
}


def fragmented(path: Path, video: str, audio: str, seconds: int, movflags: str = BY_KEYFRAME) -> Path:
    """A file of FFmpeg's with pictures that carry their number, and a sound."""
    with av.open(str(path), "w", options={"movflags": movflags}) as container:
        pictures = container.add_stream(video, rate=30, options=_CODECS[video])
        pictures.width, pictures.height, pictures.pix_fmt = 160, 90, "yuv420p"
        if video == "libx265":
            pictures.codec_tag = "hvc1"
        sound = container.add_stream(audio, rate=48_000)
        for number in range(30 * seconds):
            container.mux(pictures.encode(numbered_frame(number, 160, 90)))
        for frame in audio_frames(seconds, -20.0):
            container.mux(sound.encode(frame))
        container.mux([*pictures.encode(None), *sound.encode(None)])
    return path
