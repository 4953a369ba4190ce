"""Put copied and encoded pictures and the sound beside them into one MP4."""

from dataclasses import dataclass
from pathlib import Path

from media_server.jobs.cutting import decoding_times
from media_server.jobs.mp4.movie import MOVIE_TIMESCALE, Copy, Movie, MovieTrack
from media_server.jobs.mp4.source import Stored
from media_server.jobs.mp4.write import write_movie


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the clip, in decoding order. What lies before 0 is needed for decoding but not shown."""

    pts_s: float
    sync: bool
    data: Copy | bytes


def write_clip(
    target: Path, shots: list[Shot], entry: bytes, sound: list[tuple[Stored, float]], end_s: float
) -> int:
    """`sound` are samples with their time in the clip. Returns the size of the file."""
    movie = Movie()
    rows: list[tuple[float, MovieTrack, dict]] = []
    if shots:
        rows += _picture_rows(movie, shots, entry, end_s)
    if sound:
        rows += _sound_rows(movie, sound, end_s)
    rows.sort(key=lambda row: row[0])
    for _, track, sample in rows:
        movie.add(track, **sample)
    return write_movie(movie, target)


def _picture_rows(
    movie: Movie, shots: list[Shot], entry: bytes, end_s: float
) -> list[tuple[float, MovieTrack, dict]]:
    width, height = int.from_bytes(entry[32:34], "big"), int.from_bytes(entry[34:36], "big")
    track = movie.track("video", MOVIE_TIMESCALE, width, height)
    track.start, track.end = 0, round(end_s * MOVIE_TIMESCALE)
    pts = [round(shot.pts_s * MOVIE_TIMESCALE) for shot in shots]
    dts = decoding_times(pts)
    # The last picture ends where the clip does, however its samples are ordered.
    ends = [*dts[1:], max(dts[-1] + 1, dts[-1] + track.end - max(pts))]
    return [
        (
            decoded / MOVIE_TIMESCALE,
            track,
            {
                "data": shot.data,
                "dts": decoded,
                "cts": shown - decoded,
                "duration": end - decoded,
                "sync": shot.sync,
                "entry": entry,
            },
        )
        for shot, shown, decoded, end in zip(shots, pts, dts, ends, strict=True)
    ]


def _sound_rows(
    movie: Movie, sound: list[tuple[Stored, float]], end_s: float
) -> list[tuple[float, MovieTrack, dict]]:
    scale = sound[0][0].piece.track.timescale
    track = movie.track("audio", scale)
    first = round(sound[0][1] * scale)
    # A frame before the cut lets the decoder swing in; the edit list starts the sound with the picture.
    track.start, track.end = max(0, first), round(end_s * scale)
    track.delay = track.start
    return [
        (
            at_s,
            track,
            {
                "data": Copy(stored.piece.path, stored.sample.offset, stored.sample.size),
                "dts": round(at_s * scale),
                "cts": 0,
                "duration": round(stored.duration_s * scale),
                "sync": True,
                "entry": stored.piece.track.entry,
            },
        )
        for stored, at_s in sound
    ]
