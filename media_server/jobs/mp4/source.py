"""Recorded runs, opened: the samples of their main video and audio track, without decoding anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from media_server.jobs.errors import JobError
from media_server.jobs.mp4.boxes import BoxError
from media_server.jobs.mp4.reader import read_fragments, read_header
from media_server.jobs.mp4.tables import Sample, SampleTable, TrackInfo
from media_server.record.slices import ByteRange, Run

_MAX_HEADER = 1024 * 1024


class Stored(NamedTuple):
    """A sample with where it comes from. Times are in seconds on the playlist's timeline."""

    piece: "Piece"
    sample: Sample
    pts_s: float
    duration_s: float


@dataclass(slots=True)
class Piece:
    """The samples of one track in one byte range."""

    path: str
    track: TrackInfo
    table: SampleTable
    shift_s: float = 0.0  # add to media time to get playlist time

    def stored(self) -> Iterator[Stored]:
        scale = self.track.timescale
        for sample in self.table:
            yield Stored(
                self,
                sample,
                (sample.dts + sample.cts) / scale + self.shift_s,
                sample.duration / scale,
            )


@dataclass(slots=True)
class SourceRun:
    start_s: float
    video: list[Piece]
    audio: list[Piece]

    def samples(self, kind: str) -> Iterator[Stored]:
        for piece in self.video if kind == "video" else self.audio:
            yield from piece.stored()


def open_runs(runs: tuple[Run, ...]) -> list[SourceRun]:
    opened = []
    try:
        for run in runs:
            opened.append(_open_run(run))
    except BoxError as error:
        raise JobError(f"The recording is damaged: {error}.") from error
    except OSError as error:
        raise JobError(f"The recording cannot be read: {error.strerror}.") from error
    return opened


def _open_run(run: Run) -> SourceRun:
    out = SourceRun(run.start_s, [], [])
    for byte_range in run.ranges:
        with open(byte_range.path, "rb") as file:
            _add_range(out, file, byte_range)
    first = min(
        (piece.table[0].pts / piece.track.timescale for piece in (out.video or out.audio)[:1] if piece.table),
        default=0.0,
    )
    for piece in (*out.video, *out.audio):
        piece.shift_s = run.start_s - first
    return out


def _add_range(run: SourceRun, file: BinaryIO, byte_range: ByteRange) -> None:
    if byte_range.init_size > _MAX_HEADER:
        raise BoxError("the CMAF header is too large")
    tracks = read_header(file.read(byte_range.init_size))
    tables: dict[int, SampleTable] = {}
    read_fragments(file, byte_range.offset, byte_range.offset + byte_range.size, tracks, tables)
    for kind, pieces in (("video", run.video), ("audio", run.audio)):
        track = next((t for t in tracks if t.kind == kind), None)
        table = tables.get(track.track_id) if track else None
        if track is not None and table:
            pieces.append(Piece(byte_range.path, track, table))


class SampleReader:
    """Reads sample bytes, keeping the file of the last one open."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._file: BinaryIO | None = None

    def read(self, stored: Stored) -> bytes:
        if stored.piece.path != self._path:
            self.close()
            self._file = open(stored.piece.path, "rb")
            self._path = stored.piece.path
        assert self._file is not None
        self._file.seek(stored.sample.offset)
        data = self._file.read(stored.sample.size)
        if len(data) != stored.sample.size:
            raise JobError("The recording is shorter than its index says.")
        return data

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = self._path = None
