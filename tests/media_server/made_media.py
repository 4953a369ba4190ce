"""Pictures that carry their own number, sound of a known level, and what encoders make of them."""

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import cycle, islice

import av
from av.codec.context import Flags

from media_server.jobs.mp4.avc import AvcConfig, build_config, split_start_codes, with_lengths
from media_server.packaging.outputs import Output
from media_server.packaging.packager import Packager
from media_server.units import AccessUnit, TrackConfig

_BITS = 16
_SETTLED, _TO_THE_END = 100, 4  # frames of sound: between them, those that sound alike are alike


def numbered_frame(number: int, width: int, height: int) -> av.VideoFrame:
    """A moving gradient with the number as 16 black or white blocks along the top."""
    frame = av.VideoFrame(width, height, "yuv420p")
    luma, *chroma = frame.planes
    block = width // _BITS
    code = b"".join((b"\xeb" if number >> bit & 1 else b"\x10") * block for bit in reversed(range(_BITS)))
    code += b"\x10" * (luma.line_size - len(code))
    ramp = bytes((x + 3 * number) % 200 + 20 for x in range(luma.line_size + height))
    rows = [ramp[y : y + luma.line_size] for y in range(height - height // 6)]
    luma.update(code * (height // 6) + b"".join(rows))
    for shade, plane in zip((110 + number % 30, 140 - number % 30), chroma, strict=True):
        plane.update(bytes((shade,)) * plane.buffer_size)
    return frame


def read_number(frame: av.VideoFrame) -> int:
    luma = frame.planes[0]
    pixels = bytes(luma)
    row = frame.height // 12 * luma.line_size
    number = 0
    for bit in range(_BITS):
        middle = (2 * bit + 1) * frame.width // (2 * _BITS)
        number = number << 1 | (pixels[row + middle] > 125)
    return number


def sine(seconds: float, dbfs: float, hertz: float = 1000.0, rate: int = 48_000) -> bytes:
    """Interleaved 16-bit stereo; `dbfs` is the peak of the sine against full scale."""
    peak = 32767 * 10 ** (dbfs / 20)
    wanted = round(seconds * rate)
    # After that many samples whole waves have passed, and all begins again.
    period = min((Fraction(rate) / Fraction(hertz)).numerator, wanted)
    out = array("h")
    for n in range(period):
        value = round(peak * math.sin(2 * math.pi * hertz * n / rate))
        out.extend((value, value))
    whole, rest = divmod(wanted, period)
    return (out * whole + out[: 2 * rest]).tobytes()


@dataclass(frozen=True)
class Recipe:
    """What an encoder is told to send."""

    seconds: float = 6.0
    fps: int = 30
    gop: int = 60
    bframes: int = 2
    width: int = 160
    height: int = 90
    first_number: int = 0
    start_ms: int = 0
    rate: int = 48_000
    video: bool = True
    audio: bool = True
    dbfs: float = -20.0
    hertz: float = 1000.0
    options: tuple[tuple[str, str], ...] = ()

    @property
    def frames(self) -> int:
        return round(self.seconds * self.fps)


@dataclass(frozen=True)
class Encoded:
    """A whole stream as the publisher's wire would bring it: configurations first, then units by time."""

    configs: tuple[TrackConfig, ...]
    units: tuple[AccessUnit, ...]


@cache
def encode(recipe: Recipe) -> Encoded:
    configs: list[TrackConfig] = []
    units: list[AccessUnit] = []
    for make in ([_video] if recipe.video else []) + ([_audio] if recipe.audio else []):
        config, track_units = make(recipe)
        configs.append(config)
        units += track_units
    return Encoded(tuple(configs), tuple(sorted(units, key=lambda unit: unit.dts_ms)))


def _video(recipe: Recipe) -> tuple[TrackConfig, list[AccessUnit]]:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = recipe.width, recipe.height, "yuv420p"
    encoder.framerate, encoder.time_base = Fraction(recipe.fps), Fraction(1, recipe.fps)
    encoder.flags |= Flags.global_header
    encoder.options = {
        "preset": "ultrafast",
        "crf": "23",
        "g": str(recipe.gop),
        "bf": str(recipe.bframes),
        "sc_threshold": "0",
        **dict(recipe.options),
    }
    packets = []
    for n in range(recipe.frames):
        frame = numbered_frame(recipe.first_number + n, recipe.width, recipe.height)
        frame.pts, frame.time_base = n, encoder.time_base
        packets += encoder.encode(frame)
    packets += encoder.encode(None)
    sps, pps = split_start_codes(encoder.extradata)[:2]
    config = build_config(AvcConfig(sps[1], sps[2], sps[3], 4, (sps,), (pps,), b""))
    delay = -min(packet.dts for packet in packets)

    def ms(frames: int) -> int:
        return recipe.start_ms + round(frames * 1000 / recipe.fps)

    units = [
        AccessUnit(
            "video",
            ms(packet.dts + delay),
            ms(packet.pts + delay) - ms(packet.dts + delay),
            packet.is_keyframe,
            with_lengths(split_start_codes(bytes(packet)), 4),
        )
        for packet in packets
    ]
    return TrackConfig("video", "avc1", config), units


def _audio(recipe: Recipe) -> tuple[TrackConfig, list[AccessUnit]]:
    config, packets = _sound(recipe.seconds, recipe.dbfs, recipe.rate, recipe.hertz)
    units = [
        AccessUnit("audio", recipe.start_ms + round(n * 1024_000 / recipe.rate), 0, True, packet)
        for n, packet in enumerate(packets)
    ]
    return TrackConfig("audio", "mp4a", config), units


@cache
def _sound(seconds: float, dbfs: float, rate: int, hertz: float) -> tuple[bytes, list[bytes]]:
    """AAC's configuration and frames. What sounds the same again is not encoded again."""
    frames = round(seconds * rate) // 1024
    period = math.lcm(Fraction(rate, Fraction(hertz)).numerator, 1024) // 1024
    encoded = min(frames, _SETTLED + period + _TO_THE_END)
    encoder = av.CodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format = rate, "stereo", "fltp"
    encoder.bit_rate, encoder.time_base = 160_000, Fraction(1, rate)
    encoder.flags |= Flags.global_header
    packets = []
    for frame in audio_frames((encoded * 1024 + 1) / rate, dbfs, rate, hertz):
        packets += encoder.encode(frame)
    packets = [bytes(packet) for packet in [*packets, *encoder.encode(None)]]
    if frames > encoded:
        alike = cycle(packets[_SETTLED : _SETTLED + period])
        packets = [*packets[:_SETTLED], *islice(alike, frames + 1 - _SETTLED)]
    return bytes(encoder.extradata), packets


def audio_frames(
    seconds: float, dbfs: float, rate: int = 48_000, hertz: float = 1000.0
) -> Iterator[av.AudioFrame]:
    pcm = sine(seconds, dbfs, hertz, rate)
    resampler = av.AudioResampler("fltp", "stereo", rate)
    for start in range(0, len(pcm) // 4 - 1023, 1024):
        frame = av.AudioFrame("s16", "stereo", 1024)
        frame.planes[0].update(pcm[start * 4 : (start + 1024) * 4])
        frame.pts, frame.rate, frame.time_base = start, rate, Fraction(1, rate)
        yield from resampler.resample(frame)


def endless(recipe: Recipe, seconds: float = 300.0) -> Iterator[AccessUnit]:
    """The recipe's stream again and again, with times that go on."""
    encoded = encode(recipe)
    length = round(recipe.seconds * 1000)
    for turn in range(round(seconds / recipe.seconds)):
        for unit in encoded.units:
            if unit.dts_ms < length:
                yield replace(unit, dts_ms=unit.dts_ms + turn * length)


def packaged(*recipes: Recipe) -> list[Output]:
    """What the packager makes of one publisher after another under the same key."""
    packager = Packager()
    outputs: list[Output] = []
    for number, recipe in enumerate(recipes):
        if number:
            outputs += packager.discontinuity()
        encoded = encode(recipe)
        for config in encoded.configs:
            outputs += packager.configure(config)
        for unit in encoded.units:
            outputs += packager.push(unit)
    return outputs + packager.finish()
