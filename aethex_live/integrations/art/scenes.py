"""Wide pictures: places at night that never were. Each takes a canvas, its colours and its own chance."""

import math
from itertools import pairwise
from random import Random

from aethex_live.integrations.art import scenes_of_light
from aethex_live.integrations.art.canvas import Canvas, Pen, Point
from aethex_live.integrations.art.palette import Palette, mix
from aethex_live.integrations.art.scenes_of_light import Scene, steps


def ridges(canvas: Canvas, colors: Palette, random: Random) -> None:
    """Mountains behind mountains, with a moon in the mist."""
    canvas.mesh(
        [
            [colors.void, colors.deep, colors.void],
            [colors.deep, colors.dark, colors.deep],
            [colors.mid, colors.bright, colors.mid],
            [colors.light, colors.light, colors.bright],
        ]
    )
    canvas.stars(random, 140, colors.light, below=0.5)
    moon = (canvas.wide * random.uniform(0.2, 0.8), random.uniform(0.24, 0.36))
    canvas.light([(moon, 0.2, colors.light, 0.55)], blur=0.12)
    canvas.disc(moon, 0.1, [(255, 255, 255), colors.light])
    layers = 5
    for layer in range(layers):
        near = layer / (layers - 1)
        line = _ridge(canvas.wide, 0.44 + 0.13 * layer, 0.17 - 0.015 * layer, random)
        crest = mix(mix(colors.mid, colors.bright, 0.35), colors.void, 0.12 + 0.8 * near)
        foot = mix(colors.bright, colors.deep, 0.25 + 0.7 * near)
        canvas.fill(
            [*line, (canvas.wide, 1.1), (0, 1.1)],
            [crest, crest, foot] if layer < layers - 1 else [crest, colors.void],
        )


def horizon(canvas: Canvas, colors: Palette, random: Random) -> None:
    """A striped sun over a plain of lines."""
    level = 0.62
    canvas.mesh(
        [
            [colors.void] * 3,
            [colors.deep, colors.dark, colors.deep],
            [colors.dark, colors.mid, colors.dark],
            [colors.deep] * 3,
            [colors.void] * 3,
        ]
    )
    canvas.stars(random, 120, colors.light, below=0.5)
    sun = (canvas.wide * random.choice((0.3, 0.5, 0.68)), level - 0.13)
    radius = 0.27
    canvas.light([(sun, radius * 1.1, colors.bright, 0.75)], blur=0.1)

    gaps = [(0.42 + 0.08 * number, 0.432 + 0.088 * number) for number in range(6)]
    canvas.disc(sun, radius, [colors.spark, mix(colors.spark, colors.bright, 0.5), colors.bright], gaps)

    def paint_plain(pen: Pen, strong: int = 210) -> None:
        pen.box(0, level, canvas.wide, 1, (*mix(colors.void, colors.deep, 0.4), 255))
        for row in range(14):
            y = level + (1 - level) * (row / 13) ** 2.3
            pen.line(
                [(0, y), (canvas.wide, y)],
                0.0018 + 0.003 * row / 13,
                (*colors.bright, 40 + strong * row // 20),
                round_ends=False,
            )
        for column in range(-26, 27):
            foot = sun[0] + column * 0.22
            top = sun[0] + column * 0.035
            pen.line([(top, level), (foot, 1)], 0.0022, (*colors.bright, 110), round_ends=False)

    canvas.shapes(paint_plain)
    canvas.glow(
        lambda pen: pen.line([(0, level), (canvas.wide, level)], 0.012, colors.bright),
        blur=0.03,
        strength=0.9,
    )
    skyline = _ridge(canvas.wide, level - 0.02, 0.09, random)
    canvas.shapes(lambda pen: pen.polygon([*skyline, (canvas.wide, level), (0, level)], colors.void))


def orbits(canvas: Canvas, colors: Palette, random: Random) -> None:
    """A planet with its ring and moons."""
    canvas.mesh(
        [
            [colors.void, colors.deep, colors.void, colors.void],
            [colors.deep, colors.dark, colors.deep, colors.void],
            [colors.void, colors.deep, colors.dark, colors.deep],
            [colors.void, colors.void, colors.deep, colors.dark],
        ]
    )
    canvas.stars(random, 320, colors.light)
    centre = (canvas.wide * random.choice((0.28, 0.7)), 0.52)
    canvas.light(
        [(centre, 0.42, colors.mid, 0.6), ((canvas.wide - centre[0], 0.2), 0.25, colors.dark, 0.7)], blur=0.16
    )
    tilt = math.radians(random.uniform(-24, -12))
    ball = random.uniform(0.22, 0.27)

    def half_ring(pen: Pen, start: float, end: float) -> None:
        for number, (radius, width, light) in enumerate(
            ((1.42, 0.014, 0.75), (1.58, 0.034, 0.45), (1.8, 0.018, 0.7), (1.94, 0.005, 0.6))
        ):
            points = _ellipse(centre, ball * radius, ball * radius * 0.24, tilt, start, end)
            color = mix(colors.deep, mix(colors.spark, colors.light, number / 4), light)
            pen.line(points, width, color, round_ends=False)

    canvas.shapes(lambda pen: half_ring(pen, math.pi, 2 * math.pi))
    planet(canvas, centre, ball, colors, random)
    canvas.shapes(lambda pen: half_ring(pen, 0, math.pi))
    for _ in range(3):
        angle, far = random.uniform(0, 6.28), random.uniform(0.42, 0.9)
        moon = (centre[0] + far * math.cos(angle) * 1.3, 0.5 + far * math.sin(angle) * 0.45)
        planet(canvas, moon, random.uniform(0.018, 0.05), colors, random)


def city(canvas: Canvas, colors: Palette, random: Random) -> None:
    """Towers with lit windows, in three rows."""
    canvas.mesh(
        [
            [colors.void] * 3,
            [colors.deep, colors.dark, colors.deep],
            [colors.dark, colors.mid, colors.dark],
            [colors.mid, colors.bright, colors.mid],
        ]
    )
    canvas.stars(random, 120, colors.light, below=0.5)
    for layer in range(3):
        near = layer / 2
        fill = mix(mix(colors.mid, colors.dark, 0.6), colors.void, 0.25 + 0.75 * near)
        window = mix(colors.spark, colors.light, 0.2)

        def paint(pen: Pen, near: float = near, fill: tuple = fill, window: tuple = window) -> None:
            x = -0.05
            while x < canvas.wide:
                width = random.uniform(0.06, 0.15) * (0.7 + 0.5 * near)
                top = random.uniform(0.25, 0.62) + 0.14 * near
                pen.box(x, top, x + width, 1.1, fill)
                if random.random() < 0.3:
                    pen.line([(x + width / 2, top), (x + width / 2, top - 0.07)], 0.004, fill)
                step = 0.02 + 0.008 * near
                for column in range(round(width / step) - 1):
                    for row in range(round((1 - top) / (step * 1.4))):
                        if random.random() < 0.17:
                            left, upper = x + step * (column + 0.7), top + step * (1.4 * row + 0.8)
                            pen.box(
                                left,
                                upper,
                                left + step * 0.45,
                                upper + step * 0.7,
                                (*window, 90 + round(150 * random.random())),
                            )
                x += width + random.uniform(0, 0.02)

        canvas.shapes(paint)
        canvas.light(
            [((canvas.wide * random.random(), 1.0), 0.2, colors.bright, 0.3 * (1 - near)) for _ in range(3)],
            blur=0.14,
        )


SCENES: dict[str, Scene] = {
    "ridges": ridges,
    "horizon": horizon,
    "orbits": orbits,
    "city": city,
    **scenes_of_light.SCENES,
}


def planet(canvas: Canvas, centre: Point, radius: float, colors: Palette, random: Random) -> None:
    """A ball with bands, and the light along its edge."""
    pool = (
        colors.mid,
        colors.bright,
        mix(colors.mid, colors.dark, 0.5),
        mix(colors.bright, colors.light, 0.5),
        colors.mid,
    )
    bands = [random.choice(pool) for _ in range(11)]
    canvas.light([(centre, radius, colors.bright, 0.35)], blur=radius * 0.5)
    canvas.ball(centre, radius, bands, random.uniform(-30, 30), colors.void)


def _ridge(wide: float, level: float, height: float, random: Random) -> list[Point]:
    """A jagged line from left to right: halves are bent again and again."""
    line = [level + random.uniform(-1, 1) * height for _ in range(4)]
    bend = height
    while len(line) < 160:
        bend *= 0.55
        finer = []
        for left, right in pairwise(line):
            finer += [left, (left + right) / 2 + random.uniform(-bend, bend)]
        line = [*finer, line[-1]]
    return [(wide * index / (len(line) - 1), y) for index, y in enumerate(line)]


def _ellipse(centre: Point, across: float, down: float, tilt: float, start: float, end: float) -> list[Point]:
    points = []
    for angle in steps(start, end, 80):
        x, y = across * math.cos(angle), down * math.sin(angle)
        points.append(
            (
                centre[0] + x * math.cos(tilt) - y * math.sin(tilt),
                centre[1] + x * math.sin(tilt) + y * math.cos(tilt),
            )
        )
    return points
