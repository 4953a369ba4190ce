"""Read a CMAF header and the fragments that follow it: which samples there are, and where their bytes lie."""

import struct
from dataclasses import replace
from typing import BinaryIO

from media_server.jobs.mp4.boxes import BoxError, find, need, walk
from media_server.jobs.mp4.tables import SampleTable, TrackInfo

# Flag bits of tfhd and trun (ISO 14496-12, 8.8.7 and 8.8.8).
_TFHD_BASE, _TFHD_DESCRIPTION, _TFHD_DURATION, _TFHD_SIZE, _TFHD_FLAGS = 0x1, 0x2, 0x8, 0x10, 0x20
_TRUN_OFFSET, _TRUN_FIRST_FLAGS = 0x1, 0x4
_TRUN_DURATION, _TRUN_SIZE, _TRUN_FLAGS, _TRUN_CTS = 0x100, 0x200, 0x400, 0x800
_NOT_SYNC = 0x10000

# A fragment's index is a few bytes a sample: 16 MiB would be over a million samples in one part.
_MAX_MOOF = 16 * 1024 * 1024
_MAX_SAMPLES = 100_000  # of one size and duration, which take no bytes in the index

_HANDLERS = {b"vide": "video", b"soun": "audio"}
_CONFIG_BOXES = (b"avcC", b"hvcC", b"av1C", b"vpcC", b"esds", b"dOps", b"dfLa")


def read_header(data: bytes) -> tuple[TrackInfo, ...]:
    """The tracks of pictures and sound. Raises BoxError, and nothing else."""
    try:
        return _read_header(need(data, b"moov"))
    except (struct.error, IndexError) as error:
        raise BoxError("the header ends too early") from error


def _read_header(moov: memoryview) -> tuple[TrackInfo, ...]:
    defaults = {}
    for child in walk(find(moov, b"mvex") or b""):
        if child.kind == b"trex":
            track_id, _, duration, size, flags = struct.unpack_from(">5I", child.body, 4)
            defaults[track_id] = (duration, size, flags)
    tracks = []
    for child in walk(moov):
        if child.kind == b"trak":
            track = _read_track(child.body)
            if track is not None:
                duration, size, flags = defaults.get(track.track_id, (0, 0, 0))
                tracks.append(
                    replace(track, default_duration=duration, default_size=size, default_flags=flags)
                )
    return tuple(tracks)


def _read_track(trak: memoryview) -> TrackInfo | None:
    kind = _HANDLERS.get(bytes(need(trak, b"mdia", b"hdlr")[8:12]))
    if kind is None:
        return None
    tkhd = need(trak, b"tkhd")
    (track_id,) = struct.unpack_from(">I", tkhd, 20 if tkhd[0] else 12)
    mdhd = need(trak, b"mdia", b"mdhd")
    (timescale,) = struct.unpack_from(">I", mdhd, 20 if mdhd[0] else 12)
    stsd = need(trak, b"mdia", b"minf", b"stbl", b"stsd")
    entry = next(walk(stsd[8:]), None)
    if entry is None or not timescale:
        raise BoxError("a track has no sample entry or no timescale")
    whole = bytes(stsd[8 : 8 + entry.size])
    codec = entry.kind.decode("latin-1")
    if kind == "video":
        width, height = struct.unpack_from(">2H", entry.body, 24)
        extradata = _extradata(entry.body[78:])
        return TrackInfo(track_id, kind, codec, whole, extradata, timescale, width=width, height=height)
    (channels,) = struct.unpack_from(">H", entry.body, 16)
    (rate,) = struct.unpack_from(">H", entry.body, 24)
    extradata = _extradata(entry.body[28:])
    return TrackInfo(track_id, kind, codec, whole, extradata, timescale, sample_rate=rate, channels=channels)


def _extradata(children: memoryview) -> bytes:
    """Codec configuration as FFmpeg's decoders take it."""
    found = next((child for child in walk(children) if child.kind in _CONFIG_BOXES), None)
    if found is None:
        return b""
    if found.kind == b"esds":
        return _audio_specific_config(found.body[4:])
    if found.kind == b"dOps":
        return _opus_head(bytes(found.body))
    if found.kind == b"dfLa":
        return bytes(found.body[8:42])
    if found.kind == b"vpcC":
        return b""
    return bytes(found.body)


def _audio_specific_config(data: memoryview) -> bytes:
    """Descend ES_Descriptor (3), DecoderConfigDescriptor (4), DecoderSpecificInfo (5)."""
    skip = {3: 3, 4: 13}
    while len(data) >= 2:
        tag, place, size = data[0], 1, 0
        while place < len(data) and place < 5:
            byte = data[place]
            place += 1
            size = size << 7 | byte & 0x7F
            if not byte & 0x80:
                break
        if tag == 5:
            return bytes(data[place : place + size])
        data = data[place + skip.get(tag, size) :]
    return b""


def _opus_head(dops: bytes) -> bytes:
    """The same fields as in Ogg, where they are little endian."""
    if len(dops) < 11:
        raise BoxError("the dOps box is too short")
    _, channels, pre_skip, rate, gain = struct.unpack_from(">BBHIh", dops)
    return b"OpusHead" + struct.pack("<BBHIh", 1, channels, pre_skip, rate, gain) + dops[10:]


def read_fragments(
    file: BinaryIO,
    start: int,
    end: int,
    tracks: tuple[TrackInfo, ...],
    tables: dict[int, SampleTable],
) -> None:
    """Add the samples of all fragments between two places of a file to the table of their track."""
    by_id = {track.track_id: track for track in tracks}
    place = start
    while place + 8 <= end:
        file.seek(place)
        size, kind = struct.unpack(">I4s", file.read(8))
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
        if size < 8 or place + size > end:
            raise BoxError(f"box {kind!r} at {place} does not end within its range")
        if kind == b"moof":
            if size > _MAX_MOOF:
                raise BoxError(f"a fragment index of {size} bytes is too large")
            _read_moof(file.read(size - 8), place, by_id, tables)
        place += size


def _read_moof(
    moof: bytes, moof_offset: int, tracks: dict[int, TrackInfo], tables: dict[int, SampleTable]
) -> None:
    for child in walk(moof):
        if child.kind == b"traf":
            _read_traf(child.body, moof_offset, tracks, tables)


def _read_traf(
    traf: memoryview, moof_offset: int, tracks: dict[int, TrackInfo], tables: dict[int, SampleTable]
) -> None:
    try:
        tfhd = need(traf, b"tfhd")
        flags, track_id = struct.unpack_from(">II", tfhd)
        track = tracks.get(track_id)
        if track is None:
            return
        base, duration, size, sample_flags = _tfhd_values(tfhd, flags & 0xFFFFFF, track, moof_offset)
        tfdt = need(traf, b"tfdt")
        (dts,) = struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)
        table = tables.setdefault(track_id, SampleTable())
        place = base
        for child in walk(traf):
            if child.kind == b"trun":
                dts, place = _read_trun(child.body, table, dts, base, place, duration, size, sample_flags)
    except (struct.error, IndexError) as error:
        raise BoxError("a fragment index ends too early") from error


def _tfhd_values(tfhd: memoryview, flags: int, track: TrackInfo, base: int) -> tuple[int, int, int, int]:
    place = 8
    duration, size, sample_flags = track.default_duration, track.default_size, track.default_flags
    if flags & _TFHD_BASE:
        (base,) = struct.unpack_from(">Q", tfhd, place)
        place += 8
    if flags & _TFHD_DESCRIPTION:
        place += 4
    if flags & _TFHD_DURATION:
        (duration,) = struct.unpack_from(">I", tfhd, place)
        place += 4
    if flags & _TFHD_SIZE:
        (size,) = struct.unpack_from(">I", tfhd, place)
        place += 4
    if flags & _TFHD_FLAGS:
        (sample_flags,) = struct.unpack_from(">I", tfhd, place)
    return base, duration, size, sample_flags


def _read_trun(
    trun: memoryview,
    table: SampleTable,
    dts: int,
    base: int,
    place: int,
    duration: int,
    size: int,
    sample_flags: int,
) -> tuple[int, int]:
    """Returns the decoding time and the place of what would follow."""
    head, count = struct.unpack_from(">II", trun)
    version, flags = head >> 24, head & 0xFFFFFF
    at = 8
    if flags & _TRUN_OFFSET:
        (shift,) = struct.unpack_from(">i", trun, at)
        place = base + shift
        at += 4
    first_flags = None
    if flags & _TRUN_FIRST_FLAGS:
        (first_flags,) = struct.unpack_from(">I", trun, at)
        at += 4
    layout = ">"
    for bit, letter in ((_TRUN_DURATION, "I"), (_TRUN_SIZE, "I"), (_TRUN_FLAGS, "I")):
        layout += letter if flags & bit else ""
    layout += ("i" if version else "I") if flags & _TRUN_CTS else ""
    width = struct.calcsize(layout)
    if at + count * width > len(trun) or (not width and count > _MAX_SAMPLES):
        raise BoxError("a trun box claims more samples than it has")
    rows = struct.iter_unpack(layout, trun[at : at + count * width]) if width else ((),) * count
    has_duration, has_size = bool(flags & _TRUN_DURATION), bool(flags & _TRUN_SIZE)
    has_flags, has_cts = bool(flags & _TRUN_FLAGS), bool(flags & _TRUN_CTS)
    for number, row in enumerate(rows):
        column = 0
        if has_duration:
            duration = row[0]
            column = 1
        if has_size:
            size = row[column]
            column += 1
        own_flags = sample_flags
        if has_flags:
            own_flags = row[column]
            column += 1
        if number == 0 and first_flags is not None:
            own_flags = first_flags
        cts = row[column] if has_cts else 0
        table.append(dts, cts, duration, size, place, not own_flags & _NOT_SYNC)
        dts += duration
        place += size
    return dts, place
