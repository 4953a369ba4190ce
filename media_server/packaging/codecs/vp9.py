"""VP9: vpcC, and the picture size, which only a keyframe tells."""

from ..bits import BitReader
from ..errors import CodecError
from .formats import VideoFormat

SYNC_CODE = 0x49_8342
SRGB = 7


def parse_vpcc(config: bytes) -> VideoFormat:
    """Takes the record with or without the version and flags that open its box."""
    if config[:4] == b"\x01\x00\x00\x00" and len(config) >= 12:
        config = config[4:]
    if len(config) < 8:
        raise CodecError("the VP9 configuration (vpcC) is too short")
    profile, level, depth = config[0], config[1], config[2] >> 4
    if profile > 3 or depth not in (8, 10, 12):
        raise CodecError(f"VP9 of profile {profile} with {depth} bits does not exist")
    return VideoFormat("vp09", f"vp09.{profile:02d}.{level:02d}.{depth:02d}", "vpcC", config)


def size_in_keyframe(frame: bytes) -> tuple[int, int]:
    """Width and height in the uncompressed header of a keyframe."""
    reader = BitReader(frame[:24])
    if reader.bits(2) != 2:
        raise CodecError("this is no VP9 picture")
    profile = reader.bits(1) | reader.bits(1) << 1
    if profile == 3:
        reader.skip(1)
    if reader.flag() or reader.flag():
        raise CodecError("this VP9 picture is no keyframe")
    reader.skip(2)
    if reader.bits(24) != SYNC_CODE:
        raise CodecError("this VP9 keyframe lacks its mark")
    if profile >= 2:
        reader.skip(1)
    if reader.bits(3) != SRGB:
        reader.skip(1)
        if profile in (1, 3):
            reader.skip(3)
    elif profile in (1, 3):
        reader.skip(1)
    return reader.bits(16) + 1, reader.bits(16) + 1
