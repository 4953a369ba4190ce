"""What is seen: a clock with planets, and the lights of a DJ set. Every frame is drawn from its number alone.

Both pictures are the same again after LOOP seconds, so that one minute can be played for ever. The clock shows
seconds and nothing longer: a loop that begins with the minute is right at any time of the day.
"""

import math
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, RATE = 640, 360, 30
LOOP = 60  # seconds
BEATS = 2  # a second
_TWICE = 2  # drawn larger and made smaller, for smooth edges

Scene = Callable[[int], Image.Image]

NIGHT, DEEP, LINE = (5, 7, 13), (10, 18, 34), (38, 56, 86)
CYAN, BLUE, AMBER, PINK, WHITE = (
    (34, 211, 238),
    (59, 130, 246),
    (245, 165, 36),
    (255, 59, 92),
    (232, 238, 248),
)
VIOLET = (167, 139, 250)


def orrery() -> Scene:
    """A dial with the seconds, and planets that go round it; their years divide the minute."""
    still = _sky()
    pen = ImageDraw.Draw(still)
    centre = (WIDTH * 0.66 * _TWICE, HEIGHT * 0.5 * _TWICE)
    planets = ((70, 60, CYAN, 7), (105, 30, AMBER, 10), (140, 20, PINK, 6), (168, 12, VIOLET, 9))
    for radius, *_ in planets:
        pen.ellipse(_around(centre, radius * _TWICE), outline=LINE, width=2)
    for second in range(60):
        inner, outer = (150 if second % 5 else 142) * _TWICE, 156 * _TWICE
        pen.line((_on(centre, inner, second / 60), _on(centre, outer, second / 60)), fill=LINE, width=3)
    big, small = _font(120), _font(15)
    pen.text((40 * _TWICE, 250 * _TWICE), "ORBITAL, FROM THE ROOF", font=small, fill=WHITE)
    pen.text((40 * _TWICE, 276 * _TWICE), "seconds of your own clock", font=small, fill=(120, 140, 170))

    @lru_cache(maxsize=2)
    def with_digits(second: int) -> Image.Image:
        frame = still.copy()
        ImageDraw.Draw(frame).text((36 * _TWICE, 96 * _TWICE), f"{second:02}", font=big, fill=CYAN)
        return frame

    def draw(number: int) -> Image.Image:
        time = number / RATE
        frame = with_digits(int(time) % 60).copy()
        pen = ImageDraw.Draw(frame)
        pen.line((centre, _on(centre, 150 * _TWICE, time / 60)), fill=CYAN, width=5)
        pen.ellipse(_around(centre, 22 * _TWICE), fill=AMBER)
        for radius, year, colour, size in planets:
            place = _on(centre, radius * _TWICE, time / year)
            pen.ellipse(_around(place, size * _TWICE), fill=colour)
        pen.rectangle((0, 352 * _TWICE, WIDTH * _TWICE * (time % 60) / 60, 360 * _TWICE), fill=BLUE)
        return frame.reduce(_TWICE)

    return draw


def dance_floor() -> Scene:
    """Bars and rings that move with the beat, two of them a second."""
    still = _sky()
    pen = ImageDraw.Draw(still)
    pen.text((40 * _TWICE, 32 * _TWICE), "LUMEN AFTER DARK", font=_font(18), fill=WHITE)
    pen.text((40 * _TWICE, 60 * _TWICE), "120 BPM, made by a computer", font=_font(14), fill=(120, 140, 170))
    centre = (WIDTH * 0.5 * _TWICE, HEIGHT * 0.46 * _TWICE)

    def draw(number: int) -> Image.Image:
        frame, time = still.copy(), number / RATE
        pen = ImageDraw.Draw(frame)
        beat = time * BEATS
        hit = math.exp(-5 * (beat % 1))
        for ring in range(4):
            radius = (36 + 26 * ring + 14 * hit * (1 + ring / 3)) * _TWICE
            colour = (VIOLET, CYAN, BLUE, PINK)[(ring + int(beat) // 10) % 4]
            pen.arc(_around(centre, radius), beat * 24 + 90 * ring, beat * 24 + 90 * ring + 250, colour, 6)
        pen.ellipse(_around(centre, (16 + 10 * hit) * _TWICE), fill=PINK)
        for bar in range(48):
            sway = math.sin(2 * math.pi * (bar / 48 * 3 + time / 4)) * math.sin(
                2 * math.pi * (bar / 48 + time / 10)
            )
            height = (10 + 46 * abs(sway) + 26 * hit * (bar % 4 == int(beat) % 4)) * _TWICE
            left = (20 + bar * 12.5) * _TWICE
            shade = tuple(round(a + (b - a) * bar / 47) for a, b in zip(CYAN, VIOLET, strict=True))
            pen.rectangle((left, 340 * _TWICE - height, left + 8 * _TWICE, 340 * _TWICE), fill=shade)
        return frame.reduce(_TWICE)

    return draw


def _sky() -> Image.Image:
    """A night that grows lighter downwards, with the same stars each time."""
    sky = Image.new("RGB", (WIDTH * _TWICE, HEIGHT * _TWICE))
    pen = ImageDraw.Draw(sky)
    for row in range(HEIGHT * _TWICE):
        share = row / (HEIGHT * _TWICE)
        pen.line(
            ((0, row), (WIDTH * _TWICE, row)),
            tuple(round(a + (b - a) * share) for a, b in zip(NIGHT, DEEP, strict=True)),
        )
    for star in range(140):
        x, y = star * 7919 % (WIDTH * _TWICE), star * 104729 % (HEIGHT * _TWICE)
        pen.ellipse(_around((x, y), 1 + star % 2), fill=(70 + star, 90 + star % 80, 140))
    return sky


def _on(centre: tuple[float, float], radius: float, turn: float) -> tuple[float, float]:
    """A place on a circle; turns begin at the top and go with the clock."""
    angle = 2 * math.pi * turn
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _around(centre: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    return centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * _TWICE)
