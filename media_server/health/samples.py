"""One second of a stream in figures."""

from dataclasses import dataclass

from media_server.json_value import JsonValue


@dataclass(frozen=True, slots=True)
class Loudness(JsonValue):
    """EBU R 128, in LUFS and dBTP; -70 is silence.

    `integrated` and `true_peak` are of the whole stream so far.
    """

    momentary: float
    short_term: float
    integrated: float
    true_peak: float


@dataclass(frozen=True, slots=True)
class Sample(JsonValue):
    at: float  # seconds of the Unix epoch
    video_bitrate: int = 0  # bits per second
    audio_bitrate: int = 0
    frame_rate: float = 0.0
    nominal_frame_rate: float = 0.0  # that which the stream began with
    width: int = 0
    height: int = 0
    codecs: tuple[str, ...] = ()
    keyframe_interval_s: float = 0.0  # between the newest two; or since the newest, when that is longer
    sound_ahead_ms: int = 0  # how much further the sound has come than the pictures
    late_ms: int = 0  # how much later media arrives than it did at best in the last minute
    jumps: int = 0  # timestamps that leapt or went back in this second
    silent_s: float = 0.0  # since the last byte of any track
    loudness: Loudness | None = None
    gradual: bool = False  # the newest keyframe only begins to refresh the picture
    has_video: bool = False
    has_audio: bool = False
