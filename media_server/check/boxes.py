"""Reads the boxes of CMAF files for checking."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import error as struct_error
from struct import unpack_from

CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex"})
NON_SYNC = 0x1_0000


class BoxError(ValueError):
    """The bytes are not what ISO 14496-12 says."""


@dataclass(frozen=True)
class Track:
    """What the init section says about a track."""

    entry: str
    timescale: int


@dataclass
class TrackRun:
    """The samples of one track in one fragment."""

    track: int
    decode_time: int
    duration: int = 0
    samples: int = 0
    sync_first: bool = True


@dataclass
class Fragments:
    """One or more moof+mdat pairs."""

    pairs: int = 0
    runs: list[TrackRun] = field(default_factory=list)
    sample_bytes: int = 0
    data_bytes: int = 0


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Name, first and last byte of the body of each box."""
    end = len(data) if end is None else end
    while start < end:
        if end - start < 8:
            raise BoxError(f"{end - start} bytes at {start} are no box")
        size, name = unpack_from(">I4s", data, start)
        if size < 8 or size > end - start:
            raise BoxError(f"box {name!r} at {start} has a size of {size} within {end - start}")
        yield name, start + 8, start + size
        start += size


def tree(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """All boxes, those inside containers behind their container."""
    for name, body, stop in boxes(data, start, end):
        yield name, body, stop
        if name in CONTAINERS:
            yield from tree(data, body, stop)


def read_init(data: bytes) -> dict[int, Track]:
    names = [name for name, _, _ in boxes(data)]
    if names[:1] != [b"ftyp"] or b"moov" not in names:
        raise BoxError(f"an init section is ftyp and moov, this is {names}")
    tracks, number, timescale = {}, 0, 0
    extended = set()
    try:
        for name, body, _ in tree(data):
            if name == b"tkhd":
                number = unpack_from(">I", data, body + (20 if data[body] else 12))[0]
            elif name == b"mdhd":
                timescale = unpack_from(">I", data, body + (20 if data[body] else 12))[0]
            elif name == b"stsd":
                entry = data[body + 12 : body + 16].decode("latin-1")
                tracks[number] = Track(entry, timescale)
            elif name == b"trex":
                extended.add(unpack_from(">I", data, body + 4)[0])
    except struct_error as error:
        raise BoxError("the init section ends in the middle of a box") from error
    if set(tracks) != extended:
        raise BoxError("the init section does not give defaults for the fragments of every track")
    return tracks


def read_fragments(data: bytes) -> Fragments:
    found = Fragments()
    expected = b"moof"
    try:
        for name, body, stop in boxes(data):
            if name in (b"styp", b"prft", b"emsg", b"sidx") and expected == b"moof":
                continue
            if name != expected:
                raise BoxError(f"{expected!r} should come, {name!r} came")
            if name == b"moof":
                _read_moof(data, body, stop, found)
                expected = b"mdat"
            else:
                found.pairs += 1
                found.data_bytes += stop - body
                expected = b"moof"
    except struct_error as error:
        raise BoxError("a fragment ends in the middle of a box") from error
    if expected == b"mdat":
        raise BoxError("the last moof has no mdat")
    return found


def _read_moof(data: bytes, start: int, end: int, found: Fragments) -> None:
    run: TrackRun | None = None
    defaults = (0, 0, 0)
    for name, body, _ in tree(data, start, end):
        if name == b"tfhd":
            flags, track = unpack_from(">II", data, body)
            defaults = _tfhd_defaults(data, body + 8, flags)
            run = TrackRun(track, 0)
            found.runs.append(run)
        elif name == b"tfdt" and run:
            run.decode_time = unpack_from(">Q" if data[body] else ">I", data, body + 4)[0]
        elif name == b"trun" and run:
            found.sample_bytes += _read_trun(data, body, run, defaults)


def _tfhd_defaults(data: bytes, place: int, flags: int) -> tuple[int, int, int]:
    """Default duration, size and flags of the samples."""
    place += 8 * bool(flags & 1) + 4 * bool(flags & 2)
    values = []
    for bit in (8, 0x10, 0x20):
        values.append(unpack_from(">I", data, place)[0] if flags & bit else 0)
        place += 4 * bool(flags & bit)
    return values[0], values[1], values[2]


def _read_trun(data: bytes, body: int, run: TrackRun, defaults: tuple[int, int, int]) -> int:
    flags, count = unpack_from(">II", data, body)
    place = body + 8 + 4 * bool(flags & 1)
    first_flags = unpack_from(">I", data, place)[0] if flags & 4 else None
    place += 4 * bool(flags & 4)
    size_total = 0
    for number in range(count):
        values = list(defaults)
        for index, bit in enumerate((0x100, 0x200, 0x400)):
            if flags & bit:
                values[index] = unpack_from(">I", data, place)[0]
                place += 4
        place += 4 * bool(flags & 0x800)
        if number == 0 and run.samples == 0:
            run.sync_first = not (values[2] if first_flags is None else first_flags) & NON_SYNC
        run.duration += values[0]
        size_total += values[1]
    run.samples += count
    return size_total
