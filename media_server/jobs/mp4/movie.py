"""Lay out a progressive MP4 with its index in front ("faststart"). Pure: it plans bytes, it copies none."""

import struct
from array import array
from dataclasses import dataclass, field

from media_server.jobs.mp4.boxes import box, full_box

# Both tracks and the movie count in this; it divides evenly by the usual frame rates.
MOVIE_TIMESCALE = 90_000
_UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_MAX_32 = 0xFFFFFFFF
# Pictures are decoded at most this far from their place in time (H.264 allows 16, with room for odd
# encoders).
_REORDERED = 64


@dataclass(frozen=True, slots=True)
class Copy:
    """Bytes of the movie that lie in another file."""

    path: str
    offset: int
    size: int


@dataclass(slots=True)
class MovieTrack:
    kind: str
    timescale: int
    width: int = 0
    height: int = 0
    # What of the track's own time is shown: from `start` to `end`, beginning `delay` after the movie does.
    start: int = 0
    end: int | None = None
    delay: int = 0
    entries: list[bytes] = field(default_factory=list)
    _dts: array = field(default_factory=lambda: array("q"))
    _cts: array = field(default_factory=lambda: array("i"))
    _size: array = field(default_factory=lambda: array("I"))
    _place: array = field(default_factory=lambda: array("q"))
    _entry: array = field(default_factory=lambda: array("B"))
    _sync: array = field(default_factory=lambda: array("I"))
    _last_duration: int = 0

    def __len__(self) -> int:
        return len(self._dts)

    @property
    def next_dts(self) -> int:
        """Where the track ends so far."""
        return self._dts[-1] + self._last_duration if self._dts else 0

    def first_shown(self) -> int:
        return min(map(sum, zip(self._dts[:_REORDERED], self._cts[:_REORDERED], strict=True)), default=0)

    def last_shown(self) -> int:
        """Where the last picture ends."""
        durations = self._durations()[-_REORDERED:]
        columns = zip(self._dts[-_REORDERED:], self._cts[-_REORDERED:], durations, strict=True)
        return max(map(sum, columns), default=0)

    def _append(
        self, dts: int, cts: int, duration: int, size: int, place: int, sync: bool, entry: bytes
    ) -> None:
        if self._dts and dts <= self._dts[-1]:
            # Two timelines overlap where they meet: time has to go on, presentation stays where it was.
            cts -= self._dts[-1] + 1 - dts
            dts = self._dts[-1] + 1
        if entry not in self.entries:
            self.entries.append(entry)
        self._dts.append(dts)
        self._cts.append(cts)
        self._size.append(size)
        self._place.append(place)
        self._entry.append(self.entries.index(entry) + 1)
        if sync:
            self._sync.append(len(self._dts))
        self._last_duration = max(1, duration)

    def _durations(self) -> array:
        out = array("I", (b - a for a, b in zip(self._dts, self._dts[1:], strict=False)))
        out.append(self._last_duration)
        return out


class Movie:
    """Add samples in the order in which they shall lie in the file, then take `header` and `body`."""

    def __init__(self) -> None:
        self.tracks: list[MovieTrack] = []
        self.body: list[Copy | bytes] = []
        self._size = 0

    def track(self, kind: str, timescale: int, width: int = 0, height: int = 0) -> MovieTrack:
        track = MovieTrack(kind, timescale, width, height)
        self.tracks.append(track)
        return track

    def add(
        self,
        track: MovieTrack,
        data: Copy | bytes | tuple[bytes, Copy],
        *,
        dts: int,
        cts: int,
        duration: int,
        sync: bool,
        entry: bytes,
    ) -> None:
        parts = data if isinstance(data, tuple) else (data,)
        size = sum(part.size if isinstance(part, Copy) else len(part) for part in parts)
        track._append(dts, cts, duration, size, self._size, sync, entry)
        for part in parts:
            self._add_bytes(part)
        self._size += size

    def _add_bytes(self, part: Copy | bytes) -> None:
        last = self.body[-1] if self.body else None
        if isinstance(part, Copy) and isinstance(last, Copy) and last.path == part.path:
            if last.offset + last.size == part.offset:
                self.body[-1] = Copy(last.path, last.offset, last.size + part.size)
                return
        self.body.append(part)

    def header(self) -> bytes:
        """Everything in front of the first sample: ftyp, moov, and the mdat box's own header."""
        kind = box(b"ftyp", b"isom", struct.pack(">I", 0x200), b"isomiso2avc1mp41")
        mdat = struct.pack(">I4sQ", 1, b"mdat", self._size + 16)
        wide = self._size > _MAX_32 - (1 << 28)  # the index itself stays far below 256 MiB
        plans = [_TablePlan(track) for track in self.tracks if len(track)]
        base = len(kind) + len(_moov(plans, 0, wide)) + len(mdat)
        return kind + _moov(plans, base, wide) + mdat

    @property
    def body_size(self) -> int:
        return self._size


class _TablePlan:
    """The sample tables of a track; the chunk offsets wait for the size of the whole header."""

    def __init__(self, track: MovieTrack) -> None:
        self.track = track
        self._offsets, grouping = _chunks(track)
        self._boxes = [
            full_box(b"stsd", 0, 0, struct.pack(">I", len(track.entries)), *track.entries),
            full_box(b"stts", 0, 0, _run_lengths(track._durations(), "I")),
        ]
        if any(track._cts):
            self._boxes.append(full_box(b"ctts", 1, 0, _run_lengths(track._cts, "i")))
        if len(track._sync) < len(track):
            sync = struct.pack(">I", len(track._sync))
            self._boxes.append(full_box(b"stss", 0, 0, sync, _big_endian(track._sync)))
        self._boxes.append(full_box(b"stsc", 0, 0, grouping))
        count = struct.pack(">I", len(track))
        self._boxes.append(full_box(b"stsz", 0, 0, bytes(4), count, _big_endian(track._size)))

    def stbl(self, base: int, wide: bool) -> bytes:
        kind, letter = (b"co64", "Q") if wide else (b"stco", "I")
        offsets = array(letter, (base + place for place in self._offsets))
        count = struct.pack(">I", len(offsets))
        return box(b"stbl", *self._boxes, full_box(kind, 0, 0, count, _big_endian(offsets)))


def _moov(plans: list[_TablePlan], base: int, wide: bool) -> bytes:
    tracks = [plan.track for plan in plans]
    duration = max((_shown(track) + _movie_time(track.delay, track) for track in tracks), default=0)
    head = struct.pack(">QQIQIHHQ", 0, 0, MOVIE_TIMESCALE, duration, 0x10000, 0x100, 0, 0)
    mvhd = full_box(b"mvhd", 1, 0, head, _UNITY, bytes(24), struct.pack(">I", len(plans) + 1))
    return box(b"moov", mvhd, *(_trak(p.track, n, p.stbl(base, wide)) for n, p in enumerate(plans, 1)))


def _movie_time(ticks: int, track: MovieTrack) -> int:
    return round(ticks * MOVIE_TIMESCALE / track.timescale)


def _shown(track: MovieTrack) -> int:
    end = track.last_shown() if track.end is None else track.end
    return _movie_time(max(0, end - track.start), track)


def _trak(track: MovieTrack, track_id: int, stbl: bytes) -> bytes:
    video = track.kind == "video"
    media_duration = track.next_dts - track._dts[0]
    shown = _shown(track)
    delay = _movie_time(track.delay, track)
    tkhd = struct.pack(">QQIIQQHHHH", 0, 0, track_id, 0, shown + delay, 0, 0, 0, 0 if video else 0x100, 0)
    size = struct.pack(">II", track.width << 16, track.height << 16)
    edits = [(delay, -1)] if delay > 0 else []
    edits.append((shown, track.start - track._dts[0]))
    elst = struct.pack(">I", len(edits)) + b"".join(struct.pack(">QqI", *edit, 0x10000) for edit in edits)
    media = full_box(b"vmhd", 0, 1, bytes(8)) if video else full_box(b"smhd", 0, 0, bytes(4))
    url = full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1))
    handler = struct.pack(">I4s12x", 0, b"vide" if video else b"soun") + b"\0"
    return box(
        b"trak",
        full_box(b"tkhd", 1, 3, tkhd, _UNITY, size),
        box(b"edts", full_box(b"elst", 1, 0, elst)),
        box(
            b"mdia",
            full_box(b"mdhd", 1, 0, struct.pack(">QQIQHH", 0, 0, track.timescale, media_duration, 0x55C4, 0)),
            full_box(b"hdlr", 0, 0, handler),
            box(b"minf", media, box(b"dinf", url), stbl),
        ),
    )


def _big_endian(column: array) -> bytes:
    copy = array(column.typecode, column)
    copy.byteswap()
    return copy.tobytes()


def _run_lengths(column: array, letter: str) -> bytes:
    runs: list[list[int]] = []
    for value in column:
        if runs and runs[-1][1] == value:
            runs[-1][0] += 1
        else:
            runs.append([1, value])
    pack = struct.Struct(f">I{letter}").pack
    return struct.pack(">I", len(runs)) + b"".join(pack(*run) for run in runs)


def _chunks(track: MovieTrack) -> tuple[array, bytes]:
    """Neighbours in the file that share a sample entry form a chunk."""
    offsets = array("Q")
    counts: list[tuple[int, int]] = []
    expected, entry = -1, 0
    for place, size, own_entry in zip(track._place, track._size, track._entry, strict=True):
        if place == expected and own_entry == entry:
            counts[-1] = (counts[-1][0] + 1, entry)
        else:
            offsets.append(place)
            counts.append((1, own_entry))
        expected, entry = place + size, own_entry
    rows: list[bytes] = []
    before = None
    for number, group in enumerate(counts, 1):
        if group != before:
            rows.append(struct.pack(">III", number, *group))
            before = group
    return offsets, struct.pack(">I", len(rows)) + b"".join(rows)
