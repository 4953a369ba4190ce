"""Tall pictures for categories: one sign each, drawn in light. Here are the signs of play and talk."""

import math
from collections.abc import Callable
from random import Random

from aethex_live.integrations.art import emblems_of_work
from aethex_live.integrations.art.canvas import Canvas, Pen, Point
from aethex_live.integrations.art.palette import Color, Palette, mix

X, Y = 0.375, 0.46  # the middle of the sign on a canvas of 3 to 4

Emblem = Callable[[Pen, Color, Color, Color], None]  # with ink, its shadow, and the spark


def emblem(canvas: Canvas, colors: Palette, random: Random, sign: str) -> None:
    """One category's picture."""
    canvas.mesh(
        [
            [colors.dark, colors.mid, colors.dark],
            [colors.deep, colors.dark, colors.mid],
            [colors.dark, colors.deep, colors.deep],
            [colors.void, colors.deep, colors.void],
        ]
    )
    canvas.light([((X, Y), 0.26, colors.bright, 0.5)], blur=0.13)
    _rays(canvas, colors, random)
    paint, ink = EMBLEMS[sign], mix(colors.light, (255, 255, 255), 0.45)
    shadow, spark = mix(colors.deep, colors.dark, 0.4), colors.spark
    canvas.glow(lambda pen: paint(pen, colors.bright, (0, 0, 0), spark), blur=0.035, strength=0.7)
    canvas.shapes(lambda pen: paint(pen, ink, shadow, spark))
    canvas.shade(0.1, 0.45)


def _rays(canvas: Canvas, colors: Palette, random: Random) -> None:
    """Thin circles around the sign, open at places."""

    def paint(pen: Pen) -> None:
        for number in range(5):
            start, radius = random.uniform(0, 360), 0.3 + 0.05 * number
            pen.arc((X, Y), radius, 0.0022, (*colors.bright, 120 - 18 * number), start, start + 240)

    canvas.shapes(paint)


def talk(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.box(0.3, 0.28, 0.62, 0.5, spark, 0.06)
    pen.polygon([(0.5, 0.48), (0.58, 0.48), (0.585, 0.56)], spark)
    pen.box(0.11, 0.38, 0.47, 0.62, ink, 0.06)
    pen.polygon([(0.17, 0.6), (0.26, 0.6), (0.165, 0.69)], ink)
    for x in (0.2, 0.29, 0.38):
        pen.dot((x, 0.5), 0.022, shadow)


def games(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.box(0.13, 0.36, 0.62, 0.58, ink, 0.1)
    for side in (-1, 1):
        pen.polygon(
            [
                (X + side * 0.1, 0.5),
                (X + side * 0.25, 0.46),
                (X + side * 0.275, 0.63),
                (X + side * 0.23, 0.66),
            ],
            ink,
        )
        pen.dot((X + side * 0.237, 0.625), 0.04, ink)
    pen.box(0.185, 0.44, 0.285, 0.475, shadow, 0.008)
    pen.box(0.2175, 0.4075, 0.2525, 0.5075, shadow, 0.008)
    for place, color in (
        ((0.47, 0.457), shadow),
        ((0.545, 0.457), shadow),
        ((0.5075, 0.42), spark),
        ((0.5075, 0.495), spark),
    ):
        pen.dot(place, 0.0185, color)


def retro(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    rows = (
        "..#.....#..",
        "...#...#...",
        "..#######..",
        ".##.###.##.",
        "###########",
        "#.#######.#",
        "#.#.....#.#",
        "...##.##...",
    )
    _pixels(pen, rows, 0.046, {"#": ink})


def indie(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    rows = (
        ".##...##.",
        "#++#.####",
        "#+#######",
        "#########",
        ".#######.",
        "..#####..",
        "...###...",
        "....#....",
    )
    _pixels(pen, rows, 0.054, {"#": spark, "+": ink})


def speed(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    middle = (X, Y + 0.02)
    pen.box(X - 0.05, 0.205, X + 0.05, 0.235, ink, 0.012)
    pen.box(X - 0.018, 0.23, X + 0.018, 0.28, ink)
    pen.line([(X + 0.155, 0.3), (X + 0.185, 0.27)], 0.032, ink)
    pen.ring(middle, 0.2, 0.03, ink)
    for tick in range(12):
        angle = math.pi * tick / 6
        inner, outer = _around(middle, 0.145, angle), _around(middle, 0.168, angle)
        pen.line([inner, outer], 0.01, ink)
    pen.arc(middle, 0.105, 0.05, spark, -90, 25)
    pen.line([middle, _around(middle, 0.13, math.radians(115))], 0.018, ink)
    pen.dot(middle, 0.024, ink)


def strategy(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.polygon([(0.265, 0.39), (0.485, 0.39), (0.505, 0.6), (0.245, 0.6)], ink)
    pen.box(0.225, 0.31, 0.525, 0.4, ink, 0.012)
    for left in (0.225, 0.345, 0.465):
        pen.box(left, 0.25, left + 0.06, 0.34, ink, 0.008)
    pen.box(0.205, 0.595, 0.545, 0.645, ink, 0.014)
    pen.box(0.175, 0.655, 0.575, 0.705, spark, 0.018)
    pen.box(0.345, 0.45, 0.405, 0.54, shadow, 0.03)


def esports(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for side in (-1, 1):
        pen.arc((X + side * 0.155, 0.36), 0.075, 0.026, ink, 90 if side < 0 else -90, 290 if side < 0 else 90)
    pen.polygon([(0.225, 0.26), (0.525, 0.26), (0.5, 0.43), (0.44, 0.52), (0.31, 0.52), (0.25, 0.43)], ink)
    pen.box(0.21, 0.245, 0.54, 0.285, ink, 0.016)
    pen.box(X - 0.025, 0.5, X + 0.025, 0.61, ink)
    pen.box(0.285, 0.6, 0.465, 0.64, ink, 0.012)
    pen.box(0.255, 0.645, 0.495, 0.695, spark, 0.014)
    pen.polygon(_star((X, 0.385), 0.08, 0.034), shadow)


def tabletop(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    outer = [_around((X, Y), 0.24, math.pi * k / 3) for k in range(6)]
    inner = [_around((X, Y + 0.005), 0.135, 2 * math.pi * k / 3) for k in range(3)]
    pen.polygon(outer, mix(ink, shadow, 0.25))
    pen.polygon(inner, mix(spark, ink, 0.35))
    pen.polygon([outer[0], outer[1], inner[0]], mix(ink, shadow, 0.12))
    pen.polygon([outer[3], inner[1], inner[2]], mix(ink, shadow, 0.5))
    pen.polygon([outer[2], outer[1], inner[1]], mix(ink, shadow, 0.38))
    for corner in range(6):
        pen.line([outer[corner], outer[(corner + 1) % 6]], 0.011, shadow)
    for corner in range(3):
        pen.line([inner[corner], inner[(corner + 1) % 3]], 0.011, shadow)
        for step in (-1, 0, 1):
            pen.line([inner[corner], outer[(2 * corner + step) % 6]], 0.011, shadow)


def role_play(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    outline = [
        (0.175, 0.28),
        (0.275, 0.275),
        (X, 0.22),
        (0.475, 0.275),
        (0.575, 0.28),
        (0.565, 0.47),
        (0.5, 0.6),
        (X, 0.7),
        (0.25, 0.6),
        (0.185, 0.47),
    ]
    pen.polygon(outline, ink)
    pen.polygon([((x - X) * 0.8 + X, (y - Y) * 0.8 + Y) for x, y in outline], shadow)
    pen.polygon([(X, 0.27), (0.395, 0.32), (0.395, 0.55), (X, 0.58), (0.355, 0.55), (0.355, 0.32)], spark)
    pen.box(0.305, 0.55, 0.445, 0.58, ink, 0.01)
    pen.box(X - 0.014, 0.57, X + 0.014, 0.645, ink, 0.01)


def calm(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    moon = [_around((X, 0.44), 0.19, math.radians(angle)) for angle in range(121, 364, 3)]
    bite = [_around((X + 0.085, 0.395), 0.162, math.radians(angle)) for angle in range(333, 150, -3)]
    pen.polygon([*moon, *bite], spark)
    for place, size in (((0.47, 0.37), 0.03), ((0.545, 0.47), 0.02), ((0.43, 0.47), 0.014)):
        pen.polygon(_star(place, size, size * 0.35, 4), ink)
    for y, left, right in ((0.665, 0.16, 0.5), (0.705, 0.25, 0.6), (0.745, 0.2, 0.44)):
        pen.line([(left, y), (right, y)], 0.014, ink)


EMBLEMS: dict[str, Emblem] = {
    "talk": talk,
    "games": games,
    "retro": retro,
    "indie": indie,
    "speed": speed,
    "strategy": strategy,
    "esports": esports,
    "tabletop": tabletop,
    "role-play": role_play,
    "calm": calm,
    **emblems_of_work.EMBLEMS,
}


def _pixels(pen: Pen, rows: tuple[str, ...], side: float, colors: dict[str, Color]) -> None:
    left, top = X - len(rows[0]) * side / 2, Y - len(rows) * side / 2
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell in colors:
                x, y = left + column * side, top + row * side
                pen.box(x, y, x + side * 0.97, y + side * 0.97, colors[cell])


def _star(centre: Point, outer: float, inner: float, points: int = 5) -> list[Point]:
    return [
        _around(centre, inner if corner % 2 else outer, math.pi * corner / points)
        for corner in range(2 * points)
    ]


def _around(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)
