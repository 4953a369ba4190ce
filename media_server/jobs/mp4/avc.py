"""H.264 parameter sets: read them, join those of two encoders in one, cut streams into units."""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace

from media_server.jobs.mp4.boxes import BoxError, box, walk

_VISUAL_ENTRY_FIELDS = 78
_IDR, _SPS, _PPS = 5, 7, 8
_SLICES = (1, 2, 3, 4, 5)
_START_CODE = re.compile(rb"\x00*\x00\x00\x01")


@dataclass(frozen=True, slots=True)
class AvcConfig:
    """An AVCDecoderConfigurationRecord (ISO 14496-15, 5.3.3)."""

    profile: int
    compatibility: int
    level: int
    length_size: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    extension: bytes  # what high profiles add: chroma format and bit depths


def parse_config(data: bytes) -> AvcConfig:
    try:
        _, profile, compatibility, level, length, count = struct.unpack_from(">6B", data)
        sps, place = _sets(data, 6, count & 0x1F)
        pps, place = _sets(data, place + 1, data[place])
    except (struct.error, IndexError) as error:
        raise BoxError("the avcC box ends too early") from error
    return AvcConfig(profile, compatibility, level, (length & 3) + 1, sps, pps, bytes(data[place:]))


def _sets(data: bytes, place: int, count: int) -> tuple[tuple[bytes, ...], int]:
    out = []
    for _ in range(count):
        (size,) = struct.unpack_from(">H", data, place)
        out.append(bytes(data[place + 2 : place + 2 + size]))
        place += 2 + size
    return tuple(out), place


def build_config(config: AvcConfig) -> bytes:
    head = bytes((1, config.profile, config.compatibility, config.level, 0xFC | config.length_size - 1))
    sps = b"".join(struct.pack(">H", len(s)) + s for s in config.sps)
    pps = b"".join(struct.pack(">H", len(s)) + s for s in config.pps)
    return head + bytes((0xE0 | len(config.sps),)) + sps + bytes((len(config.pps),)) + pps + config.extension


def free_set_id(config: AvcConfig) -> int:
    """A number that neither a sequence nor a picture parameter set of this configuration uses."""
    used = {_first_number(sps[4:]) for sps in config.sps} | {_first_number(pps[1:]) for pps in config.pps}
    return next(number for number in range(31, 0, -1) if number not in used)


def _first_number(data: bytes) -> int:
    """The Exp-Golomb number that a payload begins with: in both kinds of sets it is their id."""
    bits = "".join(f"{byte:08b}" for byte in data[:8])
    zeros = len(bits) - len(bits.lstrip("0"))
    return int(bits[zeros : 2 * zeros + 1] or "1", 2) - 1


def with_sets(config: AvcConfig, nals: Iterable[bytes]) -> AvcConfig:
    """The same configuration, able to decode a second encoder's pictures as well."""
    nals = tuple(nals)
    sps = tuple(nal for nal in nals if nal[0] & 0x1F == _SPS)
    pps = tuple(nal for nal in nals if nal[0] & 0x1F == _PPS)
    return replace(
        config,
        sps=config.sps + sps,
        pps=config.pps + pps,
        level=max(config.level, *(s[3] for s in sps)),
    )


def split_start_codes(data: bytes) -> list[bytes]:
    """The NAL units of an Annex B byte stream."""
    places = [*_START_CODE.finditer(data)]
    ends = [match.start() for match in places[1:]] + [len(data)]
    return [data[match.end() : end] for match, end in zip(places, ends, strict=True)]


def with_lengths(nals: Iterable[bytes], length_size: int) -> bytes:
    return b"".join(len(nal).to_bytes(length_size, "big") + nal for nal in nals)


def is_idr(picture: bytes, length_size: int) -> bool:
    return _slice_header(picture, length_size) & 0x1F == _IDR


def is_disposable(picture: bytes, length_size: int) -> bool:
    """Whether no other picture refers to this one."""
    header = _slice_header(picture, length_size)
    return header & 0x1F in _SLICES and header & 0x60 == 0


def _slice_header(picture: bytes, length_size: int) -> int:
    """First byte of the first slice: importance and kind."""
    place = 0
    while place + length_size < len(picture):
        if picture[place + length_size] & 0x1F in _SLICES:
            return picture[place + length_size]
        place += length_size + int.from_bytes(picture[place : place + length_size], "big")
    return 0


def replace_config(entry: bytes, config: AvcConfig, kind: bytes | None = None) -> bytes:
    """The same sample entry with another configuration, and perhaps another name."""
    head = 8 + _VISUAL_ENTRY_FIELDS
    children = b"".join(
        box(b"avcC", build_config(config)) if child.kind == b"avcC" else box(child.kind, bytes(child.body))
        for child in walk(entry[head:])
    )
    return box(kind or entry[4:8], entry[8:head], children)


def config_from_sets(nals: Iterable[bytes]) -> AvcConfig:
    """The configuration of an encoder of our own; its high profile is 4:2:0 with 8 bits."""
    nals = tuple(nals)
    sps = tuple(nal for nal in nals if nal[0] & 0x1F == _SPS)
    pps = tuple(nal for nal in nals if nal[0] & 0x1F == _PPS)
    extension = b"\xfd\xf8\xf8\x00" if sps[0][1] == 100 else b""
    return AvcConfig(sps[0][1], sps[0][2], sps[0][3], 4, sps, pps, extension)


def sample_entry(width: int, height: int, config: AvcConfig) -> bytes:
    """An avc1 box (ISO 14496-12, 12.1.3) of square pixels."""
    fields = struct.pack(">6xH16xHHIIIH32xHh", 1, width, height, 0x480000, 0x480000, 0, 1, 0x18, -1)
    return box(b"avc1", fields, box(b"avcC", build_config(config)))
