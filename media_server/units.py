"""What an encoder sends, freed of its wire format. Every later stage speaks in these two values."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["video", "audio"]


@dataclass(frozen=True, slots=True)
class TrackConfig:
    """How to decode a track. A new one in the middle of a stream means that the codec or its settings changed."""

    kind: Kind
    codec: str  # ISO sample entry name: avc1 hvc1 av01 vp09 | mp4a Opus fLaC
    extradata: bytes  # body of avcC/hvcC/av1C/vpcC, AudioSpecificConfig, OpusHead or FLAC STREAMINFO
    track: int = 0  # Enhanced RTMP multitrack id; 0 is the main track


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One coded picture or audio frame, in the form that goes into an MP4 sample unchanged."""

    kind: Kind
    dts_ms: int  # already unwrapped to 64 bit: it never jumps back at 2^32 ms
    cts_ms: int  # presentation minus decoding time; may be negative; 0 for audio
    keyframe: bool  # True for every audio frame
    data: bytes
    track: int = 0
