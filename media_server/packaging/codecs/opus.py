"""Opus: OpusHead of Ogg (RFC 7845), turned into the dOps box of MP4."""

from struct import pack, unpack

from ..errors import CodecError
from .formats import AudioFormat
from .framing import OPUS_RATE

HEAD = 19


def parse_opus_head(config: bytes) -> AudioFormat:
    if len(config) < HEAD or config[:8] != b"OpusHead" or config[8] >> 4:
        raise CodecError("the Opus configuration (OpusHead) is too short or of an unknown version")
    channels, family = config[9], config[18]
    table = config[HEAD : HEAD + 2 + channels] if family else b""
    if not 1 <= channels <= 8 or (family and len(table) < 2 + channels):
        raise CodecError(f"Opus with {channels} channels and mapping {family} is not supported")
    pre_skip, rate, gain = unpack("<HIh", config[10:18])
    # The box has the same fields, but big-endian and with a version of its own.
    box = pack(">BBHIhB", 0, channels, pre_skip, rate, gain, family) + table
    return AudioFormat("Opus", "Opus", "dOps", box, OPUS_RATE, channels, 960)
