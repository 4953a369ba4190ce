"""FLAC: the STREAMINFO block, turned into the dfLa box of MP4."""

from ..errors import CodecError
from .formats import AudioFormat

STREAMINFO = 34
LAST_BLOCK = 0x80


def parse_streaminfo(config: bytes) -> AudioFormat:
    """Takes the block bare, behind its header, or behind the mark of a whole file."""
    info = config.removeprefix(b"fLaC")
    if len(info) >= STREAMINFO + 4 and info[0] & 127 == 0 and info[1:4] == bytes((0, 0, STREAMINFO)):
        info = info[4:]
    info = info[:STREAMINFO]
    if len(info) < STREAMINFO:
        raise CodecError("the FLAC configuration (STREAMINFO) is too short")
    largest_block = int.from_bytes(info[2:4], "big")
    packed = int.from_bytes(info[10:18], "big")
    rate, channels = packed >> 44, (packed >> 41 & 7) + 1
    if not 8_000 <= rate <= 192_000 or largest_block < 16:
        raise CodecError(f"FLAC of {rate} Hz in blocks of {largest_block} is out of range")
    box = bytes((LAST_BLOCK, 0, 0, STREAMINFO)) + info
    return AudioFormat("fLaC", "fLaC", "dfLa", box, rate, channels, largest_block)
