"""H.264: avcC and the sequence parameter set inside it."""

from ..bits import BitReader, without_emulation_prevention
from ..errors import CodecError
from .formats import MAX_SIDE, VideoFormat

HIGH_PROFILES = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
EXTENDED_SAR = 255


def parse_avcc(config: bytes) -> VideoFormat:
    if len(config) < 7 or config[0] != 1:
        raise CodecError("the H.264 configuration (avcC) is too short or of an unknown version")
    if config[4] & 3 != 3:
        raise CodecError("H.264 with NAL unit lengths of other than 4 bytes is not supported")
    sps_count = config[5] & 31
    size = int.from_bytes(config[6:8], "big")
    sps = config[8 : 8 + size]
    if sps_count < 1 or size < 4 or len(sps) != size:
        raise CodecError("the H.264 configuration holds no whole sequence parameter set")
    width, height, frame_rate = parse_sps(sps)
    codec = f"avc1.{sps[1]:02x}{sps[2]:02x}{sps[3]:02x}"
    return VideoFormat("avc1", codec, "avcC", config, width, height, frame_rate)


def parse_sps(nal: bytes) -> tuple[int, int, float]:
    """Width, height and frame rate (0.0 when not given) of an H.264 sequence parameter set."""
    reader = BitReader(without_emulation_prevention(nal[1:512]))
    profile = reader.bits(8)
    reader.skip(16)
    reader.ue()
    chroma, separate_planes = 1, False
    if profile in HIGH_PROFILES:
        chroma = reader.ue()
        if chroma == 3:
            separate_planes = reader.flag()
        reader.ue()
        reader.ue()
        reader.skip(1)
        if reader.flag():
            for index in range(8 if chroma != 3 else 12):
                if reader.flag():
                    _skip_scaling_list(reader, 16 if index < 6 else 64)
    reader.ue()
    order_type = reader.ue()
    if order_type == 0:
        reader.ue()
    elif order_type == 1:
        reader.skip(1)
        reader.se()
        reader.se()
        for _ in range(_bounded(reader.ue(), 255)):
            reader.se()
    reader.ue()
    reader.skip(1)
    width = (reader.ue() + 1) * 16
    map_units = reader.ue() + 1
    frame_only = reader.flag()
    height = map_units * 16 * (1 if frame_only else 2)
    if not frame_only:
        reader.skip(1)
    reader.skip(1)
    if reader.flag():
        chroma_type = 0 if separate_planes else chroma
        unit_x = 2 if chroma_type in (1, 2) else 1
        unit_y = (2 if chroma_type == 1 else 1) * (1 if frame_only else 2)
        width -= (reader.ue() + reader.ue()) * unit_x
        height -= (reader.ue() + reader.ue()) * unit_y
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise CodecError(f"the H.264 picture size {width}x{height} is out of range")
    frame_rate = _frame_rate_of_vui(reader) if reader.flag() else 0.0
    return width, height, frame_rate


def _frame_rate_of_vui(reader: BitReader) -> float:
    """Usability information is optional: a broken one must not refuse a stream that would decode."""
    try:
        if reader.flag() and reader.bits(8) == EXTENDED_SAR:
            reader.skip(32)
        if reader.flag():
            reader.skip(1)
        if reader.flag():
            reader.skip(4)
            if reader.flag():
                reader.skip(24)
        if reader.flag():
            reader.ue()
            reader.ue()
        if not reader.flag():
            return 0.0
        ticks, scale = reader.bits(32), reader.bits(32)
    except CodecError:
        return 0.0
    return scale / (2 * ticks) if ticks else 0.0


def _skip_scaling_list(reader: BitReader, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + reader.se()) % 256
        last = following or last


def _bounded(count: int, limit: int) -> int:
    if count > limit:
        raise CodecError(f"an H.264 header counts {count} entries where {limit} is the most")
    return count
