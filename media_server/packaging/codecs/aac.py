"""AAC: AudioSpecificConfig, and the ES descriptor that MP4 wraps it in."""

from ..bits import BitReader
from ..errors import CodecError
from .formats import AudioFormat

RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
CHANNELS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 8, 11: 7, 12: 8, 14: 8}
AAC_MAIN, AAC_LC, SBR, AAC_SCALABLE, PS = 1, 2, 5, 6, 29
FRAME_LENGTH_960 = frozenset({AAC_MAIN, AAC_LC, 3, 4})


def parse_audio_specific_config(config: bytes) -> AudioFormat:
    reader = BitReader(config[:64])
    object_type = _object_type(reader)
    rate = _rate(reader)
    layout = reader.bits(4)
    playback_rate = rate
    core_type = object_type
    if object_type in (SBR, PS):
        playback_rate = _rate(reader)
        core_type = _object_type(reader)
    if core_type not in (AAC_MAIN, AAC_LC, 3, 4):
        raise CodecError(f"AAC of object type {core_type} is not supported; set the encoder to AAC-LC")
    short_frames = core_type in FRAME_LENGTH_960 and reader.left > 0 and reader.flag()
    # Layout 0 = the channels are listed in the stream: decoders assume two until they see them.
    channels = CHANNELS.get(layout, 2)
    return AudioFormat(
        entry="mp4a",
        codec=f"mp4a.40.{object_type}",
        config_box="esds",
        config=es_descriptor(config),
        rate=rate,
        channels=channels,
        frame_samples=960 if short_frames else 1024,
        object_type=core_type,
        playback_rate=playback_rate,
    )


def es_descriptor(config: bytes) -> bytes:
    """ES_Descriptor of ISO 14496-1: nested tags, each with a length of four 7-bit groups."""
    specific = _descriptor(5, config)
    # 0x40 = MPEG-4 audio, 0x15 = audio stream; buffer size and bit rates may stay unknown.
    decoder = _descriptor(4, b"\x40\x15" + bytes(3) + bytes(8) + specific)
    return _descriptor(3, b"\x00\x00\x00" + decoder + _descriptor(6, b"\x02"))


def _descriptor(tag: int, body: bytes) -> bytes:
    size = len(body)
    return (
        bytes((tag, 0x80 | size >> 21 & 127, 0x80 | size >> 14 & 127, 0x80 | size >> 7 & 127, size & 127))
        + body
    )


def _object_type(reader: BitReader) -> int:
    value = reader.bits(5)
    return 32 + reader.bits(6) if value == 31 else value


def _rate(reader: BitReader) -> int:
    index = reader.bits(4)
    if index == 15:
        rate = reader.bits(24)
    elif index < len(RATES):
        rate = RATES[index]
    else:
        raise CodecError(f"AAC sampling rate index {index} is reserved")
    if not 7000 <= rate <= 192_000:
        raise CodecError(f"an AAC sampling rate of {rate} Hz is out of range")
    return rate
