"""Configurations and units as bodies of RTMP messages: legacy where a codec has one, else Enhanced RTMP."""

from media_server.rtmp.flv import CODED_FRAMES, CODED_FRAMES_X, SEQUENCE_START
from media_server.units import AccessUnit, TrackConfig

_AAC = 0xAF  # AAC; the rate, size and channel bits are fixed by the format and mean nothing
_KEY, _INTER = 1, 2


def write_config(config: TrackConfig) -> bytes:
    if config.codec == "avc1":
        return b"\x17\x00\x00\x00\x00" + config.extradata
    if config.codec == "mp4a":
        return bytes([_AAC, 0]) + config.extradata
    fourcc = config.codec.encode("ascii")
    if config.kind == "audio":
        signature = b"fLaC\x80\x00\x00\x22" if config.codec == "fLaC" else b""
        return bytes([0x90 | SEQUENCE_START]) + fourcc + signature + config.extradata
    record = config.extradata[4:] if config.codec == "vp09" else config.extradata
    return bytes([0x80 | _KEY << 4 | SEQUENCE_START]) + fourcc + record


def write_unit(codec: str, unit: AccessUnit) -> bytes:
    if unit.kind == "audio":
        head = bytes([_AAC, 1]) if codec == "mp4a" else bytes([0x90 | CODED_FRAMES]) + codec.encode("ascii")
        return head + unit.data
    frame = _KEY if unit.keyframe else _INTER
    composition = (unit.cts_ms & 0xFFFFFF).to_bytes(3, "big")
    if codec == "avc1":
        return bytes([frame << 4 | 7, 1]) + composition + unit.data
    if codec == "hvc1" and unit.cts_ms:
        return bytes([0x80 | frame << 4 | CODED_FRAMES]) + b"hvc1" + composition + unit.data
    packet = CODED_FRAMES_X if codec == "hvc1" else CODED_FRAMES
    return bytes([0x80 | frame << 4 | packet]) + codec.encode("ascii") + unit.data
