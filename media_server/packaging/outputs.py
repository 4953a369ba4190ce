"""What the packager gives: the same values feed the live playlist, the recording and the taps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InitSection:
    """A CMAF header (ftyp + moov). Parts name the one they need by its number."""

    number: int
    data: bytes
    codecs: tuple[str, ...]  # RFC 6381, video first
    width: int = 0
    height: int = 0
    frame_rate: float = 0.0
    video_timescale: int = 90_000
    audio_timescale: int = 0
    part_target_s: float = 0.0  # the same for the life of the stream
    channels: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One or more whole moof+mdat pairs. All parts of a segment joined are that segment, byte for byte."""

    msn: int  # media sequence number of the segment that it belongs to
    index: int  # 0 for the first part of the segment
    init: int  # number of the InitSection
    start_s: float  # on the stream's own timeline, 0 at the first sample of the broadcast
    duration_s: float
    independent: bool  # begins with a keyframe (or is audio only)
    discontinuity: bool  # the segment that this part opens begins a new timeline
    data: bytes


@dataclass(frozen=True, slots=True)
class SegmentEnd:
    """The segment `msn` has got its last part."""

    msn: int
    duration_s: float
    target_duration_s: int = (
        2  # what no segment of the stream exceeds when rounded; known when the first one ends
    )


Output = InitSection | Part | SegmentEnd
