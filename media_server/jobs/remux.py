"""A recording as one MP4 for download: every sample as it was sent, none decoded."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import repeat
from pathlib import Path

from media_server.jobs.errors import JobError
from media_server.jobs.mp4 import avc
from media_server.jobs.mp4.movie import Copy, Movie, MovieTrack
from media_server.jobs.mp4.source import SourceRun, Stored, open_runs
from media_server.jobs.mp4.write import write_movie
from media_server.jobs.requests import Mp4Job, Mp4Result


def make_mp4(job: Mp4Job) -> Mp4Result:
    runs = open_runs(job.runs)
    movie = Movie()
    tracks = {kind: _add_track(movie, kind, runs) for kind in ("video", "audio")}
    tracks = {kind: track for kind, track in tracks.items() if track is not None}
    if not tracks:
        raise JobError("The recording has neither picture nor sound.")
    entries = _entries(runs)
    at_s = 0.0
    for run in runs:
        at_s = _add_run(movie, tracks, run, entries, at_s)
    _set_edits(tracks)
    size = write_movie(movie, Path(job.target))
    counts = {kind: len(track) for kind, track in tracks.items()}
    return Mp4Result(size, at_s, counts.get("video", 0), counts.get("audio", 0))


def _add_track(movie: Movie, kind: str, runs: list[SourceRun]) -> MovieTrack | None:
    pieces = [piece for run in runs for piece in (run.video if kind == "video" else run.audio)]
    if not pieces:
        return None
    largest = max((piece.track for piece in pieces), key=lambda track: track.width * track.height)
    return movie.track(kind, pieces[0].track.timescale, largest.width, largest.height)


@dataclass(frozen=True, slots=True)
class _Entry:
    entry: bytes
    prefix: bytes  # goes in front of keyframes


def _entries(runs: list[SourceRun]) -> dict[bytes, _Entry]:
    """Sample entries to write for those that were recorded.

    When the picture's parameters changed during the stream there is more than one entry; then the parameters
    go in front of every keyframe too, because few players look at a second entry.
    """
    entries = {piece.track.entry: piece.track for run in runs for piece in run.video}
    out = {}
    for entry, track in entries.items():
        out[entry] = _Entry(entry, b"")
        if len(entries) > 1 and track.codec == "avc1":
            config = avc.parse_config(track.extradata)
            sets = avc.with_lengths((*config.sps, *config.pps), config.length_size)
            out[entry] = _Entry(avc.replace_config(entry, config, b"avc3"), sets)
    return out


def _add_run(
    movie: Movie, tracks: dict[str, MovieTrack], run: SourceRun, entries: dict[bytes, _Entry], at_s: float
) -> float:
    """Returns where the run ends. It begins where the one before ended: a gap in the stream is closed."""
    firsts = [next(run.samples(kind), None) for kind in tracks]
    begin_s = min((stored.pts_s for stored in firsts if stored), default=0.0)
    end_s = at_s
    for kind, stored in _in_file_order(run):
        track = tracks[kind]
        piece, scale = stored.piece, track.timescale
        shift = round((piece.shift_s + at_s - begin_s) * scale)
        sample = stored.sample
        same = piece.track.timescale == scale
        dts = shift + (sample.dts if same else round(sample.dts * scale / piece.track.timescale))
        cts = sample.cts if same else round(sample.cts * scale / piece.track.timescale)
        duration = sample.duration if same else round(sample.duration * scale / piece.track.timescale)
        copy = Copy(piece.path, sample.offset, sample.size)
        entry = entries.get(piece.track.entry) or _Entry(piece.track.entry, b"")
        data = (entry.prefix, copy) if entry.prefix and sample.sync else copy
        movie.add(track, data, dts=dts, cts=cts, duration=duration, sync=sample.sync, entry=entry.entry)
        end_s = max(end_s, (dts + cts + duration) / scale)
    return end_s


def _in_file_order(run: SourceRun) -> Iterator[tuple[str, Stored]]:
    """Neighbours on the disk stay neighbours, so that copying goes in large pieces."""
    tracks = (("video", run.video), ("audio", run.audio))
    for path in dict.fromkeys(piece.path for _, pieces in tracks for piece in pieces):
        streams = [
            zip(repeat(kind), piece.stored())
            for kind, pieces in tracks
            for piece in pieces
            if piece.path == path
        ]
        yield from merge(*streams, key=_offset)


def _offset(item: tuple[str, Stored]) -> int:
    return item[1].sample.offset


def _set_edits(tracks: dict[str, MovieTrack]) -> None:
    """The movie starts with the first picture or sound that is shown, whichever is earlier."""
    starts = {kind: track.first_shown() / track.timescale for kind, track in tracks.items() if len(track)}
    begin = min(starts.values())
    for kind, start in starts.items():
        track = tracks[kind]
        track.start = track.first_shown()
        track.delay = round((start - begin) * track.timescale)
