"""AV1: av1C and the sequence header that it carries."""

from ..bits import BitReader
from ..errors import CodecError
from .formats import MAX_SIDE, VideoFormat

SEQUENCE_HEADER = 1
EXTENSION_FLAG, SIZE_FLAG = 4, 2


def parse_av1c(config: bytes) -> VideoFormat:
    if len(config) < 4 or config[0] != 0x81:
        raise CodecError("the AV1 configuration (av1C) is too short or of an unknown version")
    profile, level = config[1] >> 5, config[1] & 31
    tier = "H" if config[2] & 0x80 else "M"
    depth = (12 if config[2] & 0x20 else 10) if config[2] & 0x40 else 8
    codec = f"av01.{profile}.{level:02d}{tier}.{depth:02d}"
    width, height, frame_rate = size_in_obus(config[4:])
    return VideoFormat("av01", codec, "av1C", config, width, height, frame_rate)


def size_in_obus(data: bytes) -> tuple[int, int, float]:
    """Width, height and frame rate of the first sequence header in a run of OBUs; zeros without one."""
    position = 0
    while position < len(data):
        head = data[position]
        position += 2 if head & EXTENSION_FLAG else 1
        size = len(data) - position
        if head & SIZE_FLAG:
            size, position = _leb128(data, position)
        if head >> 3 & 15 == SEQUENCE_HEADER:
            return _sequence_header(data[position : position + size])
        position += size
    return 0, 0, 0.0


def _leb128(data: bytes, position: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 56, 7):
        if position >= len(data):
            break
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        if not byte & 128:
            return value, position
    raise CodecError("an AV1 header gives a length that does not end")


def _sequence_header(data: bytes) -> tuple[int, int, float]:
    reader = BitReader(data)
    reader.skip(4)
    frame_rate = 0.0
    if reader.flag():  # reduced_still_picture_header
        reader.skip(5)
    else:
        frame_rate = _skip_to_size(reader)
    width_bits, height_bits = reader.bits(4) + 1, reader.bits(4) + 1
    width, height = reader.bits(width_bits) + 1, reader.bits(height_bits) + 1
    if width > MAX_SIDE or height > MAX_SIDE:
        raise CodecError(f"the AV1 picture size {width}x{height} is out of range")
    return width, height, frame_rate


def _skip_to_size(reader: BitReader) -> float:
    """Timing and operating points of a sequence header; gives the frame rate, 0.0 if it is not constant."""
    frame_rate = 0.0
    decoder_model = False
    delay_bits = 0
    if reader.flag():
        ticks, scale = reader.bits(32), reader.bits(32)
        if reader.flag() and ticks:
            frame_rate = scale / (ticks * (reader.ue() + 1))
        decoder_model = reader.flag()
        if decoder_model:
            delay_bits = reader.bits(5) + 1
            reader.skip(42)
    display_delay = reader.flag()
    for _ in range(reader.bits(5) + 1):
        reader.skip(12)
        if reader.bits(5) > 7:
            reader.skip(1)
        if decoder_model and reader.flag():
            reader.skip(2 * delay_bits + 1)
        if display_delay and reader.flag():
            reader.skip(4)
    return frame_rate
