"""Giving the packager units: real ones of an encoder, or made-up ones where only their times matter."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from media_server.packaging.outputs import Output
from media_server.packaging.packager import Packager
from media_server.packaging.settings import PackagerSettings
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.made_media import Recipe, encode

AAC_48K = TrackConfig("audio", "mp4a", bytes.fromhex("1190"))
AAC_8K = TrackConfig("audio", "mp4a", bytes.fromhex("1590"))
AAC_44K = TrackConfig("audio", "mp4a", bytes.fromhex("1210"))


def avc_config(width: int = 320) -> TrackConfig:
    """A real configuration; two widths differ in their bytes."""
    return encode(Recipe(seconds=0.2, width=width, height=180, audio=False, bframes=0)).configs[0]


def feed(
    configs: Iterable[TrackConfig], units: Iterable[AccessUnit], settings: PackagerSettings | None = None
) -> list[Output]:
    packager = Packager(settings)
    outputs = configure(packager, configs)
    outputs += push(packager, units)
    return outputs + packager.finish()


def configure(packager: Packager, configs: Iterable[TrackConfig]) -> list[Output]:
    return [output for config in configs for output in packager.configure(config)]


def push(packager: Packager, units: Iterable[AccessUnit]) -> list[Output]:
    return [output for unit in units for output in packager.push(unit)]


def pictures(
    seconds: float, fps: float = 30.0, gop: int = 30, start_ms: int = 0, size: int = 100
) -> list[AccessUnit]:
    """Pictures that no decoder could read, with the times that an encoder would give them."""
    return [
        AccessUnit(
            "video", start_ms + round(n * 1000 / fps), 0, n % gop == 0, n.to_bytes(4, "big") * (size // 4)
        )
        for n in range(round(seconds * fps))
    ]


def sounds(seconds: float, rate: int = 48_000, start_ms: int = 0, drift: float = 0.0) -> list[AccessUnit]:
    """Audio frames; with `drift` the sound card is faster than the clock by that share."""
    frame_ms = 1024_000 / rate * (1 - drift)
    return [
        AccessUnit("audio", start_ms + round(n * frame_ms), 0, True, n.to_bytes(4, "big") * 10)
        for n in range(int(seconds * 1000 / frame_ms))
    ]


def interleaved(*tracks: Sequence[AccessUnit]) -> list[AccessUnit]:
    return sorted((unit for track in tracks for unit in track), key=lambda unit: unit.dts_ms)


def moved(units: Iterable[AccessUnit], ms: int) -> list[AccessUnit]:
    return [replace(unit, dts_ms=unit.dts_ms + ms) for unit in units]
