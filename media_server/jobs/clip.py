"""Cut a clip out of a recording: exact in its frames, copied as far as it can be.

H.264 is cut by encoding anew only the pictures between the cut and the nearest place that decodes by itself;
they get parameter sets under a number of their own, so that one configuration describes both. Other codecs
are copied from the keyframe on, and the file's edit list hides what lies in front of the cut.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av

from media_server.jobs.cutting import Picture, Reencode, decodable_from, plan_cut, shown_between
from media_server.jobs.errors import JobError
from media_server.jobs.mp4 import avc
from media_server.jobs.mp4.movie import Copy
from media_server.jobs.mp4.source import SampleReader, SourceRun, Stored, open_runs
from media_server.jobs.mp4.tables import TrackInfo
from media_server.jobs.pictures import Decoding, Encoder, Look, filtered
from media_server.jobs.requests import MAX_CLIP_S, ClipJob, ClipResult
from media_server.jobs.splice import Shot, write_clip

_SEAM_QUALITY, _SEAM_PRESET = 17, "ultrafast"  # few pictures: they may be large, but not stand out
_SEAM_RATE = 3  # times the source's
_WHOLE_QUALITY, _WHOLE_PRESET = 21, "veryfast"


@dataclass(slots=True)
class Stretch:
    """What of one run is wanted: places among `video`, in order of presentation, and its sound."""

    video: list[Stored]
    shown: list[int]
    audio: list[Stored]
    begin_s: float
    end_s: float
    shift_s: float = 0.0  # from playlist time to time in the clip


@dataclass(slots=True)
class _Cutter:
    """Turns stretches into shots, all for one sample entry."""

    track: TrackInfo  # whose entry the clip gets
    reader: SampleReader
    chain: tuple[tuple[str, str], ...] = ()  # filters that make every picture fit
    config: avc.AvcConfig | None = None  # None: everything is encoded, nothing spliced
    encoded: int = 0
    look: Look | None = None
    sets: list[bytes] = field(default_factory=list)


def make_clip(job: ClipJob) -> ClipResult:
    if not 0 < job.end_s - job.start_s <= MAX_CLIP_S:
        raise JobError(f"A clip lasts between one picture and {MAX_CLIP_S:.0f} seconds.")
    stretches = _stretches(open_runs(job.runs), job.start_s, job.end_s)
    _place(stretches)
    reader = SampleReader()
    try:
        shots, entry, cutter = _shots(job, stretches, reader)
    except av.error.FFmpegError as error:
        raise JobError(f"The pictures of the clip could not be encoded ({error.strerror}).") from error
    finally:
        reader.close()
    sound = [(stored, stored.pts_s + part.shift_s) for part in stretches for stored in part.audio]
    end_s = stretches[-1].end_s + stretches[-1].shift_s
    size = write_clip(Path(job.target), shots, entry, sound, end_s)
    look = cutter.look if cutter else None
    first = stretches[0].video[0].piece.track if stretches[0].video else None
    width, height = (look.width, look.height) if look else (first.width, first.height) if first else (0, 0)
    frames = sum(len(part.shown) for part in stretches)
    hidden = max(0, len(shots) - frames)
    return ClipResult(size, end_s, width, height, frames, cutter.encoded if cutter else 0, hidden)


def _stretches(runs: list[SourceRun], start_s: float, end_s: float) -> list[Stretch]:
    found = [part for run in runs if (part := _stretch(run, start_s, end_s))]
    if not found:
        raise JobError("Nothing was recorded at that time.")
    return found


def _stretch(run: SourceRun, start_s: float, end_s: float) -> Stretch | None:
    video, audio = list(run.samples("video")), list(run.samples("audio"))
    if not video:
        heard = [a for a in audio if a.pts_s + a.duration_s > start_s and a.pts_s < end_s]
        if not heard:
            return None
        return Stretch([], [], heard, max(start_s, heard[0].pts_s), heard[-1].pts_s + heard[-1].duration_s)
    order = sorted(range(len(video)), key=lambda n: video[n].pts_s)
    last = video[order[-1]]
    ranks = shown_between([video[n].pts_s for n in order], last.pts_s + last.duration_s, start_s, end_s)
    if not ranks:
        return None
    begin = video[order[ranks[0]]].pts_s
    after = ranks[-1] + 1
    end = video[order[after]].pts_s if after < len(order) else last.pts_s + last.duration_s
    heard = [a for a in audio if a.pts_s + 2 * a.duration_s > begin and a.pts_s < end]
    return Stretch(video, [order[rank] for rank in ranks], heard, begin, end)


def _place(stretches: list[Stretch]) -> None:
    """The clip starts with its first picture; where the stream was interrupted, the gap is closed."""
    at_s = 0.0
    for number, part in enumerate(stretches):
        if number:
            part.audio = [a for a in part.audio if a.pts_s >= part.begin_s - a.duration_s / 2]
        begin = min([part.begin_s, *(a.pts_s for a in part.audio[:1] if number)])
        part.shift_s = at_s - begin
        at_s = max([part.end_s, *(a.pts_s + a.duration_s for a in part.audio[-1:])]) + part.shift_s


def _shots(
    job: ClipJob, stretches: list[Stretch], reader: SampleReader
) -> tuple[list[Shot], bytes, _Cutter | None]:
    pictured = [part for part in stretches if part.shown]
    if not pictured:
        return [], b"", None
    track = max(pictured, key=lambda part: part.end_s - part.begin_s).video[0].piece.track
    same = all(stored.piece.track.entry == track.entry for part in pictured for stored in part.video)
    if same and not job.vertical and (track.codec != "avc1" or not job.exact):
        return [shot for part in pictured for shot in _from_keyframe(part)], track.entry, None
    splice = not job.vertical and track.codec == "avc1"
    cutter = _Cutter(
        track,
        reader,
        chain=_crop(track, job.crop_x) if job.vertical else () if same else _fit(track),
        config=avc.parse_config(track.extradata) if splice else None,
    )
    shots = [shot for part in pictured for shot in _cut(cutter, part)]
    return shots, _entry(cutter), cutter


def _from_keyframe(part: Stretch) -> Iterator[Shot]:
    pictures = [Picture(stored.pts_s, stored.sample.sync) for stored in part.video]
    first = decodable_from(pictures, pictures[part.shown[0]].pts)
    for stored in part.video[first : max(part.shown) + 1]:
        yield _copied(stored, part.shift_s)


def _copied(stored: Stored, shift_s: float) -> Shot:
    sample = stored.sample
    return Shot(stored.pts_s + shift_s, sample.sync, Copy(stored.piece.path, sample.offset, sample.size))


def _cut(cutter: _Cutter, part: Stretch) -> Iterator[Shot]:
    pictures = [Picture(stored.pts_s, stored.sample.sync) for stored in part.video]
    if cutter.config is None or any(s.piece.track.entry != cutter.track.entry for s in part.video):
        everything = Reencode(decodable_from(pictures, pictures[part.shown[0]].pts), tuple(part.shown))
        yield from _encoded(cutter, part, everything)
        return
    size = cutter.config.length_size
    for place, stored in enumerate(part.video):
        if stored.sample.sync and not avc.is_idr(cutter.reader.read(stored), size):
            pictures[place] = pictures[place]._replace(fresh=False)
    plan = plan_cut(pictures, frozenset(part.shown))
    if plan.head:
        yield from _encoded(cutter, part, plan.head)
    for place in plan.copies:
        yield _copied(part.video[place], part.shift_s)
    if plan.tail:
        yield from _encoded(cutter, part, plan.tail)


def _encoded(cutter: _Cutter, part: Stretch, wish: Reencode) -> list[Shot]:
    decoding = Decoding(part.video, wish.decode_from, frozenset(wish.places), cutter.reader)
    frames = _chosen(decoding, wish.places)
    if cutter.chain:
        frames = filtered(frames, cutter.chain)
    first = next(frames, None)
    if first is None:
        raise JobError("The pictures of the clip are damaged.")
    look = Look.of(first, decoding.aspect, cutter.config)
    rate = _bitrate(part)
    if cutter.config is None:
        encoder = Encoder(cutter.look or look, _WHOLE_QUALITY, _WHOLE_PRESET, rate)
    else:
        encoder = Encoder(look, _SEAM_QUALITY, _SEAM_PRESET, _SEAM_RATE * rate)
    pictures = encoder.encode(_with_first(first, frames))
    cutter.look = cutter.look or look
    cutter.encoded += len(pictures)
    cutter.sets += [one for one in encoder.parameter_sets if one not in cutter.sets]
    if cutter.config is not None:
        cutter.config = avc.with_sets(cutter.config, encoder.parameter_sets)
    times = [part.video[place].pts_s + part.shift_s for place in wish.places]
    return [Shot(time, one.sync, one.data) for time, one in zip(times, pictures, strict=True)]


def _bitrate(part: Stretch) -> int:
    """Of the source around the clip, in bits per second; a still picture is no measure."""
    seconds = sum(stored.duration_s for stored in part.video)
    return max(1_000_000, round(sum(stored.sample.size for stored in part.video) * 8 / max(0.1, seconds)))


def _chosen(decoded: Iterable[tuple[int, av.VideoFrame]], places: tuple[int, ...]) -> Iterator[av.VideoFrame]:
    """Exactly one picture for each place; a damaged one is replaced by its neighbour."""
    ranks = {place: rank for rank, place in enumerate(places)}
    done, last = 0, None
    for place, frame in decoded:
        rank = ranks.get(place)
        while rank is not None and done <= rank:
            last = frame
            done += 1
            yield frame
    while last is not None and done < len(places):
        done += 1
        yield last


def _with_first(first: av.VideoFrame, rest: Iterator[av.VideoFrame]) -> Iterator[av.VideoFrame]:
    yield first
    yield from rest


def _crop(track: TrackInfo, crop_x: float) -> tuple[tuple[str, str], ...]:
    """A 9:16 window of the picture's full height."""
    height = track.height // 2 * 2
    width = min(track.width, round(height * 9 / 16)) // 2 * 2
    left = round((track.width - width) * min(1.0, max(0.0, crop_x)))
    return (("crop", f"{width}:{height}:{left}:0"), ("format", "yuv420p"))


def _fit(track: TrackInfo) -> tuple[tuple[str, str], ...]:
    size = f"{track.width}:{track.height}"
    return (
        ("scale", f"{size}:force_original_aspect_ratio=decrease"),
        ("pad", f"{size}:-1:-1"),
        ("format", "yuv420p"),
    )


def _entry(cutter: _Cutter) -> bytes:
    if cutter.config is not None:
        return avc.replace_config(cutter.track.entry, cutter.config)
    assert cutter.look is not None
    return avc.sample_entry(cutter.look.width, cutter.look.height, avc.config_from_sets(cutter.sets))
