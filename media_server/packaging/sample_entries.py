"""Sample entries (ISO 14496-12 8.5.2) of the codecs that we carry, and the two ways to write a box."""

from struct import pack

from .codecs.formats import AudioFormat, VideoFormat

FULL_BOX_CONFIGS = frozenset({"esds", "dfLa", "vpcC"})


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return pack(">I4s", 8 + len(body), name) + body


def full_box(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(name, pack(">I", version << 24 | flags), *parts)


def video_entry(video: VideoFormat) -> bytes:
    return box(
        video.entry.encode(),
        bytes(6) + pack(">H", 1),
        bytes(16) + pack(">HH", video.width, video.height),
        pack(">IIIH", 0x48_0000, 0x48_0000, 0, 1),
        bytes(32) + pack(">Hh", 0x18, -1),
        _config_box(video.config_box, video.config),
    )


def audio_entry(audio: AudioFormat) -> bytes:
    # The field has 16 bits for the rate; a decoder takes higher ones from its own configuration.
    rate = audio.rate if audio.rate < 0x1_0000 else 0
    return box(
        audio.entry.encode(),
        bytes(6) + pack(">H", 1),
        bytes(8) + pack(">HHHHI", audio.channels, 16, 0, 0, rate << 16),
        _config_box(audio.config_box, audio.config),
    )


def _config_box(name: str, body: bytes) -> bytes:
    if name in FULL_BOX_CONFIGS:
        return full_box(name.encode(), 1 if name == "vpcC" else 0, 0, body)
    return box(name.encode(), body)
