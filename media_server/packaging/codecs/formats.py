"""What the parsers find out about a track: all that an init section and a playlist need to know."""

from dataclasses import dataclass

MAX_SIDE = 16_384  # pixels; no level of any codec here goes higher, so more is a broken or hostile header


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """A video track. `codec` is the string for CODECS (RFC 6381)."""

    entry: str  # sample entry name: avc1 hvc1 av01 vp09
    codec: str
    config_box: str  # avcC hvcC av1C vpcC
    config: bytes  # body of that box
    width: int = 0
    height: int = 0
    frame_rate: float = 0.0  # 0 when the header does not say


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """An audio track. One frame lasts `frame_samples` ticks of `rate`, unless it says otherwise itself."""

    entry: str  # mp4a Opus fLaC
    codec: str
    config_box: str  # esds dOps dfLa
    config: bytes  # body of that box, without version and flags
    rate: int  # timescale of the track
    channels: int
    frame_samples: int
    object_type: int = 0  # MPEG-4 audio object type, 0 for other codecs
    playback_rate: int = 0  # what a decoder gives; differs from `rate` with spectral band replication
