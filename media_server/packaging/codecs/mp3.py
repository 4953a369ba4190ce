"""MP3: the header of its frames, which is all the configuration that there is."""

from ..errors import CodecError
from .aac import es_descriptor
from .formats import AudioFormat

LAYER_III = 1
MPEG_1 = 3
RATES = {MPEG_1: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
BITRATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, of MPEG-1
LOW_BITRATES = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # of the lower sampling rates
SAMPLES, LOW_SAMPLES = 1152, 576
# Object types of an ES descriptor: audio of ISO 11172-3, and of ISO 13818-3 with its lower rates.
MPEG_1_AUDIO, MPEG_2_AUDIO = 0x6B, 0x69
OBJECT_TYPE = 34  # of MPEG-4, for CODECS


def parse_mp3_header(header: bytes) -> AudioFormat:
    if len(header) < 4 or header[0] != 0xFF or header[1] < 0xE0:
        raise CodecError("this is no MP3 frame")
    version, layer, rate_index = header[1] >> 3 & 3, header[1] >> 1 & 3, header[2] >> 2 & 3
    if layer != LAYER_III or version not in RATES or rate_index > 2:
        raise CodecError("MPEG audio that is no MP3 is not supported; set the encoder to AAC")
    first = version == MPEG_1
    return AudioFormat(
        entry="mp4a",
        codec=f"mp4a.40.{OBJECT_TYPE}",
        config_box="esds",
        config=es_descriptor(b"", MPEG_1_AUDIO if first else MPEG_2_AUDIO),
        rate=RATES[version][rate_index],
        channels=1 if header[3] >> 6 == 3 else 2,
        frame_samples=SAMPLES if first else LOW_SAMPLES,
        object_type=OBJECT_TYPE,
    )


def mp3_samples(data: bytes) -> int:
    """Of all frames: some encoders put several into one message."""
    samples = position = 0
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] >= 0xE0:
        version, rate_index = data[position + 1] >> 3 & 3, data[position + 2] >> 2 & 3
        if version not in RATES or rate_index > 2:
            break
        samples += SAMPLES if version == MPEG_1 else LOW_SAMPLES
        bitrate_index = data[position + 2] >> 4
        if not 0 < bitrate_index < 15:
            break  # of a length that only the next frame tells
        padding = data[position + 2] >> 1 & 1
        position += _frame_size(version, rate_index, bitrate_index) + padding
    return samples


def mp3_silence(audio: AudioFormat) -> bytes:
    """A frame without a single coefficient, at the lowest bitrate."""
    version, rate_index = next(
        (version, rates.index(audio.rate)) for version, rates in RATES.items() if audio.rate in rates
    )
    mode = 0xC0 if audio.channels == 1 else 0
    header = bytes((0xFF, 0xE1 | version << 3 | LAYER_III << 1, 1 << 4 | rate_index << 2, mode))
    return header.ljust(_frame_size(version, rate_index, 1), b"\x00")


def _frame_size(version: int, rate_index: int, bitrate_index: int) -> int:
    samples, bitrates = (SAMPLES, BITRATES) if version == MPEG_1 else (LOW_SAMPLES, LOW_BITRATES)
    return samples // 8 * bitrates[bitrate_index - 1] * 1000 // RATES[version][rate_index]
