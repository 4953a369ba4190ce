"""How many samples one coded audio frame holds."""

from collections.abc import Callable

from .formats import AudioFormat

OPUS_RATE = 48_000
# Frame sizes in samples at 48 kHz by configuration number (RFC 6716, table 2).
_SILK, _HYBRID, _CELT = (480, 960, 1920, 2880), (480, 960), (120, 240, 480, 960)
OPUS_FRAME = _SILK * 3 + _HYBRID * 2 + _CELT * 4
FLAC_BLOCK = {1: 192, 2: 576, 3: 1152, 4: 2304, 5: 4608, **{code: 256 << (code - 8) for code in range(8, 16)}}


def samples_in(audio: AudioFormat) -> Callable[[bytes], int]:
    """The function that counts the samples of this format's frames; 0 for a frame that is none."""
    if audio.entry == "Opus":
        return opus_samples
    if audio.entry == "fLaC":
        return flac_samples
    fixed = audio.frame_samples
    return lambda frame: fixed if frame else 0


def opus_samples(packet: bytes) -> int:
    if not packet:
        return 0
    code = packet[0] & 3
    if code == 3:
        count = packet[1] & 63 if len(packet) > 1 else 0
    else:
        count = 1 if code == 0 else 2
    samples = OPUS_FRAME[packet[0] >> 3] * count
    return samples if samples <= 5760 else 0  # RFC 6716: a packet is at most 120 ms


def flac_samples(frame: bytes) -> int:
    if len(frame) < 6 or frame[0] != 0xFF or frame[1] & 0xFE != 0xF8:
        return 0
    code = frame[2] >> 4
    if code in FLAC_BLOCK:
        return FLAC_BLOCK[code]
    # Codes 6 and 7 put the size behind the frame number, which is coded like UTF-8.
    lead = frame[4]
    offset = 4 + (1 if lead < 0x80 else 8 - (lead ^ 0xFF).bit_length())
    width = {6: 1, 7: 2}.get(code, 0)
    value = frame[offset : offset + width]
    return int.from_bytes(value, "big") + 1 if width and len(value) == width else 0
