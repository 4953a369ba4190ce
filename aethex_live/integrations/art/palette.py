"""Colours that go together: chosen by hue in OKLCH, where equal steps look equal."""

import math
from dataclasses import dataclass

Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """From the darkest to the lightest, and one colour that stands out."""

    void: Color
    deep: Color
    dark: Color
    mid: Color
    bright: Color
    light: Color
    spark: Color


def palette(hue: float, *, turn: float = 50, spark: float = 160) -> Palette:
    """A night of this hue (in degrees) whose lights turn towards another; the spark lies further on."""
    return Palette(
        void=oklch(0.13, 0.035, hue),
        deep=oklch(0.21, 0.075, hue + turn * 0.1),
        dark=oklch(0.33, 0.125, hue + turn * 0.3),
        mid=oklch(0.52, 0.18, hue + turn * 0.6),
        bright=oklch(0.72, 0.17, hue + turn),
        light=oklch(0.90, 0.07, hue + turn),
        spark=oklch(0.83, 0.16, hue + spark),
    )


def oklch(lightness: float, chroma: float, hue: float) -> Color:
    """The colour in sRGB, with as much of its chroma as a screen can show."""
    while chroma > 0.001:
        channels = _linear(lightness, chroma, math.radians(hue))
        if all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
        chroma *= 0.96
    else:
        channels = _linear(lightness, 0, 0)
    return tuple(_gamma(channel) for channel in channels)


def mix(one: Color, other: Color, share: float) -> Color:
    """`share` of the other colour in the one."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _linear(lightness: float, chroma: float, angle: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(channel: float) -> int:
    channel = min(1.0, max(0.0, channel))
    encoded = 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(encoded * 255)
