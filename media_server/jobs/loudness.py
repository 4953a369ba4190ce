"""EBU R 128 loudness of sound samples, by FFmpeg's `ebur128` filter. Runs in worker processes only."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import av

from media_server.jobs.errors import JobError
from media_server.jobs.mp4.source import SampleReader, open_runs
from media_server.jobs.pictures import open_decoder
from media_server.jobs.requests import LoudnessJob, LoudnessResult

# What the filter says of silence; JSON knows no minus infinity.
SILENCE = -70.0


@dataclass(slots=True)
class Reading:
    """In LUFS, LU and dBTP; the true peak is that of everything so far."""

    momentary: float = SILENCE
    short_term: float = SILENCE
    integrated: float = SILENCE
    loudness_range: float = 0.0
    true_peak: float = SILENCE


class Meter:
    """Takes decoded sound and keeps the newest reading. Set up again when the sound changes its make."""

    def __init__(self) -> None:
        self._graph: av.filter.Graph | None = None
        self._make: tuple[int, str, str] | None = None
        self.reading = Reading()

    def add(self, frame: av.AudioFrame) -> None:
        make = (frame.sample_rate, frame.layout.name, frame.format.name)
        if make != self._make or self._graph is None:
            self._start(frame, make)
        assert self._graph is not None
        frame.pts = None
        self._graph.push(frame)
        self._take()

    def _start(self, frame: av.AudioFrame, make: tuple[int, str, str]) -> None:
        graph = av.filter.Graph()
        source = graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format,
            layout=frame.layout,
            time_base=Fraction(1, frame.sample_rate),
        )
        meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
        graph.link_nodes(source, meter, graph.add("abuffersink")).configure()
        self._graph, self._make = graph, make

    def _take(self) -> None:
        assert self._graph is not None
        while True:
            try:
                said = self._graph.pull().metadata
            except (BlockingIOError, EOFError):
                return
            if "lavfi.r128.M" in said:
                self.reading = _reading(said)


def _reading(said: dict[str, str]) -> Reading:
    # The filter gives the peaks of the channels as amplitudes, everything else as levels.
    peak = max(
        (float(v) for name, v in said.items() if name.startswith("lavfi.r128.true_peaks_ch")), default=0
    )
    return Reading(
        momentary=_level(said, "M"),
        short_term=_level(said, "S"),
        integrated=_level(said, "I"),
        loudness_range=max(0.0, _level(said, "LRA")),
        true_peak=max(SILENCE, 20 * math.log10(peak)) if peak > 0 else SILENCE,
    )


def _level(said: dict[str, str], name: str) -> float:
    value = float(said.get(f"lavfi.r128.{name}", SILENCE))
    return max(SILENCE, value) if value == value else SILENCE


def decoded(decoder: av.AudioCodecContext, data: bytes) -> Iterable[av.AudioFrame]:
    """Nothing for a damaged frame."""
    try:
        return decoder.decode(av.Packet(data))
    except av.error.FFmpegError:
        return ()


def measure_loudness(job: LoudnessJob) -> LoudnessResult:
    meter, reader = Meter(), SampleReader()
    decoder, entry = None, b""
    try:
        for run in open_runs(job.runs):
            for stored in run.samples("audio"):
                if decoder is None or stored.piece.track.entry != entry:
                    decoder, entry = open_decoder(stored.piece.track), stored.piece.track.entry
                for frame in decoded(decoder, reader.read(stored)):
                    meter.add(frame)
    finally:
        reader.close()
    if decoder is None:
        raise JobError("The recording has no sound.")
    reading = meter.reading
    return LoudnessResult(reading.integrated, reading.loudness_range, reading.true_peak)
