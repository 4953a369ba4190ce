"""H.265: hvcC and the picture size in its sequence parameter set."""

from ..bits import BitReader, without_emulation_prevention
from ..errors import CodecError
from .formats import MAX_SIDE, VideoFormat

SPS = 33
HEADER = 23  # bytes of hvcC before its arrays of parameter sets


def parse_hvcc(config: bytes) -> VideoFormat:
    if len(config) < HEADER or config[0] != 1:
        raise CodecError("the H.265 configuration (hvcC) is too short or of an unknown version")
    if config[21] & 3 != 3:
        raise CodecError("H.265 with NAL unit lengths of other than 4 bytes is not supported")
    width, height = parse_sps(_find_sps(config))
    frame_rate = int.from_bytes(config[19:21], "big") / 256
    return VideoFormat("hvc1", _codec_string(config), "hvcC", config, width, height, frame_rate)


def _codec_string(config: bytes) -> str:
    """As in ISO 14496-15 annex E: profile, compatibility with its bits reversed, level, constraints."""
    space = ("", "A", "B", "C")[config[1] >> 6]
    compatibility = int(f"{int.from_bytes(config[2:6], 'big'):032b}"[::-1], 2)
    tier = "H" if config[1] & 0x20 else "L"
    constraints = config[6:12].rstrip(b"\x00")
    fields = [f"hvc1.{space}{config[1] & 31}", f"{compatibility:X}", f"{tier}{config[12]}"]
    return ".".join(fields + [f"{byte:X}" for byte in constraints])


def _find_sps(config: bytes) -> bytes:
    position = HEADER
    for _ in range(config[22]):
        head = config[position : position + 3]
        if len(head) < 3:
            break
        position += 3
        for _ in range(int.from_bytes(head[1:], "big")):
            size = int.from_bytes(config[position : position + 2], "big")
            nal = config[position + 2 : position + 2 + size]
            if len(nal) != size or size < 2:
                raise CodecError("the H.265 configuration holds a parameter set that is cut short")
            if head[0] & 63 == SPS:
                return nal
            position += 2 + size
    raise CodecError("the H.265 configuration holds no sequence parameter set")


def parse_sps(nal: bytes) -> tuple[int, int]:
    """Width and height after cropping."""
    reader = BitReader(without_emulation_prevention(nal[2:512]))
    reader.skip(4)
    sub_layers = reader.bits(3)
    reader.skip(1)
    _skip_profile_tier_level(reader, sub_layers)
    reader.ue()
    chroma = reader.ue()
    separate_planes = chroma == 3 and reader.flag()
    width, height = reader.ue(), reader.ue()
    if reader.flag():
        unit_x = 2 if chroma in (1, 2) and not separate_planes else 1
        unit_y = 2 if chroma == 1 and not separate_planes else 1
        width -= (reader.ue() + reader.ue()) * unit_x
        height -= (reader.ue() + reader.ue()) * unit_y
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise CodecError(f"the H.265 picture size {width}x{height} is out of range")
    return width, height


def _skip_profile_tier_level(reader: BitReader, sub_layers: int) -> None:
    reader.skip(88 + 8)
    present = [(reader.flag(), reader.flag()) for _ in range(sub_layers)]
    if sub_layers:
        reader.skip(2 * (8 - sub_layers))
    for profile, level in present:
        reader.skip(88 * profile + 8 * level)
