"""What is wrong with a stream, in plain sentences, and how to mend it in OBS. Pure.

Each rule looks at the last samples, oldest first, and says something or nothing. A rule waits some seconds,
so that a hiccup is no news.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from statistics import median

from media_server.health.samples import Sample
from media_server.json_value import JsonValue

SHORT = 5  # seconds that a trouble lasts before it is told
LONG = 20


class Severity(IntEnum):
    HINT = 1
    WARNING = 2
    CRITICAL = 3


@dataclass(frozen=True, slots=True)
class Advice(JsonValue):
    code: str
    severity: int
    what: str
    fix: str


Samples = Sequence[Sample]
Rule = Callable[[Samples], Advice | None]


def judge(samples: Samples) -> tuple[Advice, ...]:
    """The worst first."""
    if not samples:
        return ()
    silence = _no_data(samples)
    if silence is not None:
        return (silence,)  # all else follows from it
    said = [advice for rule in _RULES if (advice := rule(samples))]
    return tuple(sorted(said, key=lambda advice: -advice.severity))


def recording_stopped(reason: str) -> Advice:
    """No sample tells it; the stream itself goes on."""
    return Advice("recording", Severity.CRITICAL, "This stream is no longer recorded.", reason)


def _no_data(samples: Samples) -> Advice | None:
    silent = samples[-1].silent_s
    if silent < 3:
        return None
    return Advice(
        "no_data",
        Severity.CRITICAL,
        f"Nothing has arrived from the encoder for {silent:.0f} seconds.",
        "Look whether OBS is still streaming and whether this computer has internet. OBS connects again by "
        "itself if Settings > Advanced > Automatically Reconnect is on.",
    )


def _late(samples: Samples) -> Advice | None:
    recent = samples[-SHORT:]
    if len(recent) < SHORT or min(s.late_ms for s in recent) < 1_500:
        return None
    return Advice(
        "late",
        Severity.CRITICAL,
        f"The stream arrives {samples[-1].late_ms / 1000:.1f} seconds late: the upload is slower than "
        "the encoder.",
        "Lower the bitrate in OBS (Settings > Output > Streaming), use a cable instead of Wi-Fi, and stop "
        "other uploads. Settings > Advanced > Dynamically change bitrate helps with a network that varies.",
    )


def _bitrate_drop(samples: Samples) -> Advice | None:
    recent, before = samples[-SHORT:], samples[-60:-SHORT]
    if len(recent) < SHORT or len(before) < LONG:
        return None
    usual, now = median(s.video_bitrate for s in before), median(s.video_bitrate for s in recent)
    fps_drop = median(s.frame_rate for s in recent) < 0.6 * median(s.frame_rate for s in before)
    if usual < 300_000 or now > 0.4 * usual or not (fps_drop or min(s.late_ms for s in recent) > 300):
        return None  # a still picture needs few bits: that alone is no trouble
    return Advice(
        "bitrate_drop",
        Severity.WARNING,
        f"The bitrate fell from {_rate(usual)} to {_rate(now)}.",
        "The network gives less than before. Lower the bitrate in OBS (Settings > Output > Streaming) to "
        "about two thirds of what a speed test shows for upload.",
    )


def _low_frame_rate(samples: Samples) -> Advice | None:
    recent = samples[-SHORT:]
    nominal = samples[-1].nominal_frame_rate
    if len(recent) < SHORT or not nominal or not all(s.has_video for s in recent):
        return None
    rate = max(s.frame_rate for s in recent)
    if rate > 0.9 * nominal:
        return None
    return Advice(
        "low_frame_rate",
        Severity.WARNING,
        f"Only {rate:.0f} of {nominal:.0f} pictures a second arrive.",
        "The encoder or the graphics card is overloaded. In OBS choose a hardware encoder or a faster preset "
        "(Settings > Output), a smaller output resolution or fewer pictures a second (Settings > Video).",
    )


def _keyframes(samples: Samples) -> Advice | None:
    interval = samples[-1].keyframe_interval_s
    if not samples[-1].has_video or interval <= 4.5:
        return None
    return Advice(
        "keyframe_interval",
        Severity.WARNING,
        f"Keyframes are {interval:.1f} seconds apart, so viewers wait long for the first picture.",
        "In OBS set Settings > Output > Streaming > Keyframe Interval to 2 s (1 s for the least delay).",
    )


def _gradual(samples: Samples) -> Advice | None:
    recent = samples[-SHORT:]
    if len(recent) < SHORT or not all(s.gradual for s in recent):
        return None
    return Advice(
        "gradual_refresh",
        Severity.CRITICAL,
        "The pictures are refreshed bit by bit (intra refresh): browsers cannot begin in the middle of such a"
        " stream, and new viewers see nothing.",
        "In OBS take intra-refresh out of Settings > Output > Streaming > x264 Options and set Keyframe Interval"
        " to 2 s; cameras have it in their video settings.",
    )


def _jumps(samples: Samples) -> Advice | None:
    jumps = sum(s.jumps for s in samples[-60:])
    if jumps < 2:
        return None
    return Advice(
        "timestamp_jumps",
        Severity.WARNING,
        f"The encoder's clock jumped {jumps} times in the last minute: viewers see it stutter.",
        "Restart the encoder. In OBS, media sources and capture devices with a sample rate of their own "
        "cause this: set all of them to 48 kHz (Settings > Audio).",
    )


def _sound_apart(samples: Samples) -> Advice | None:
    recent = samples[-SHORT:]
    if len(recent) < SHORT or not all(s.has_video and s.has_audio for s in recent):
        return None
    if min(abs(s.sound_ahead_ms) for s in recent) < 500:
        return None
    ahead = samples[-1].sound_ahead_ms
    place = "after" if ahead < 0 else "before"
    return Advice(
        "sound_apart",
        Severity.WARNING,
        f"The sound arrives {abs(ahead) / 1000:.1f} seconds {place} its pictures, which adds that much"
        " delay.",
        "Look for a Sync Offset in OBS (Advanced Audio Properties) and for filters that delay a source. "
        "If there is none, restart the stream.",
    )


def _no_sound(samples: Samples) -> Advice | None:
    recent = samples[-LONG:]
    if len(recent) < LONG or any(s.has_audio for s in recent) or not samples[-1].has_video:
        return None
    return Advice(
        "no_sound",
        Severity.WARNING,
        "The stream has no sound track.",
        "In OBS tick an audio track under Settings > Output > Streaming, and check Settings > Audio.",
    )


def _silence(samples: Samples) -> Advice | None:
    recent = [s.loudness for s in samples[-LONG:] if s.loudness is not None]
    if len(recent) < LONG or max(one.momentary for one in recent) > -60:
        return None
    return Advice(
        "silence",
        Severity.WARNING,
        f"The sound has been silent for {LONG} seconds or more.",
        "Look at the meters of OBS' Audio Mixer: is a source muted, or the wrong device chosen in "
        "Settings > Audio?",
    )


def _level(samples: Samples) -> Advice | None:
    recent = [s.loudness for s in samples[-60:] if s.loudness is not None]
    if len(recent) < 30:
        return None
    level = median(one.short_term for one in recent)
    if level > -9:
        what = f"The sound is very loud ({level:.0f} LUFS): it distorts and drives listeners away."
        fix = "Lower the sources in OBS' Audio Mixer, or add a Limiter filter. Aim at -16 LUFS."
        return Advice("too_loud", Severity.WARNING, what, fix)
    if -60 < level < -30:
        what = f"The sound is very quiet ({level:.0f} LUFS): many viewers will not hear it."
        fix = "Raise the microphone or its Gain filter in OBS until speech reaches the meter's yellow part."
        return Advice("too_quiet", Severity.WARNING, what, fix)
    return None


def _clipping(samples: Samples) -> Advice | None:
    newest = samples[-1].loudness
    recent = [s.loudness for s in samples[-60:] if s.loudness is not None]
    if newest is None or newest.true_peak < 0.5 or median(one.short_term for one in recent) < -14:
        return None
    return Advice(
        "clipping",
        Severity.HINT,
        f"Peaks reach {newest.true_peak:+.1f} dBTP: they are cut off and crackle.",
        "Add a Limiter filter with a threshold of -3 dB to the loudest sources in OBS.",
    )


def _codec(samples: Samples) -> Advice | None:
    odd = next((c for c in samples[-1].codecs if c.startswith(("hvc1", "hev1"))), None)
    if odd is None:
        return None
    return Advice(
        "codec",
        Severity.HINT,
        "The pictures are sent as H.265 (HEVC), which Firefox and many Chrome browsers cannot play.",
        "Choose H.264 or AV1 in OBS under Settings > Output > Streaming > Video Encoder.",
    )


_COLOURS = {"avc1.6e": "10 bits a colour", "avc1.7a": "4:2:2 colours", "avc1.f4": "4:4:4 colours"}


def _colours(samples: Samples) -> Advice | None:
    what = next((_COLOURS[c[:7]] for c in samples[-1].codecs if c[:7] in _COLOURS), None)
    if what is None:
        return None
    return Advice(
        "colours",
        Severity.WARNING,
        f"The pictures are sent as H.264 with {what}, which phones and many browsers cannot play.",
        "In OBS set Settings > Advanced > Color Format to NV12, and the encoder's profile to high.",
    )


def _rate(bits: float) -> str:
    return f"{bits / 1e6:.1f} Mbit/s" if bits >= 1e6 else f"{bits / 1e3:.0f} kbit/s"


_RULES: tuple[Rule, ...] = (
    _late,
    _bitrate_drop,
    _low_frame_rate,
    _keyframes,
    _gradual,
    _jumps,
    _sound_apart,
    _no_sound,
    _silence,
    _level,
    _clipping,
    _codec,
    _colours,
)
