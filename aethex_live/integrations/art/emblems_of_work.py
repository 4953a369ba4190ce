"""Signs of what people make, learn and do. Each draws in ink, in its shadow, and one thing in the spark."""

import math

from aethex_live.integrations.art.canvas import Pen, Point
from aethex_live.integrations.art.palette import Color, mix

X, Y = 0.375, 0.46


def music(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.dot((X, Y), 0.23, ink)
    for radius in (0.2, 0.17, 0.14):
        pen.ring((X, Y), radius, 0.005, mix(ink, shadow, 0.55))
    pen.dot((X, Y), 0.09, spark)
    pen.dot((X, Y), 0.02, shadow)
    pen.line([(0.6, 0.24), (0.6, 0.47), (0.5, 0.555)], 0.02, mix(ink, shadow, 0.8))
    pen.line([(0.515, 0.542), (0.475, 0.575)], 0.036, spark)
    pen.dot((0.6, 0.24), 0.038, mix(ink, shadow, 0.8))


def headphones(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.arc((X, 0.47), 0.2, 0.034, ink, 180, 360)
    for side in (-1, 1):
        outer = X + side * 0.2
        pen.box(outer - 0.02, 0.46, outer + 0.02, 0.56, ink)
        pen.box(
            min(outer - side * 0.075, outer + side * 0.03),
            0.49,
            max(outer - side * 0.075, outer + side * 0.03),
            0.66,
            spark,
            0.03,
        )
    for number, half in enumerate((0.03, 0.06, 0.09, 0.06, 0.03)):
        x = X + (number - 2) * 0.042
        pen.line([(x, 0.575 - half), (x, 0.575 + half)], 0.018, ink)


def keys(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for key in range(6):
        left = 0.12 + key * 0.085
        pen.box(left, 0.28, left + 0.08, 0.66, spark if key == 3 else ink, 0.012)
    for key in (0, 1, 3, 4):
        left = 0.178 + key * 0.085
        pen.box(left, 0.27, left + 0.052, 0.5, shadow, 0.008)


def faders(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for number, level in enumerate((0.36, 0.52, 0.42, 0.58)):
        x = 0.18 + number * 0.13
        pen.line([(x, 0.26), (x, 0.68)], 0.014, mix(ink, shadow, 0.45))
        pen.line([(x, level), (x, 0.68)], 0.022, ink)
        pen.box(x - 0.042, level - 0.028, x + 0.042, level + 0.028, spark if number == 2 else ink, 0.014)


def painting(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.ellipse((X, Y + 0.01), 0.25, 0.205, ink)
    pen.dot((0.5, 0.56), 0.05, shadow)
    for place, color in (
        ((0.22, 0.43), spark),
        ((0.3, 0.335), mix(spark, ink, 0.45)),
        ((0.42, 0.315), mix(ink, shadow, 0.5)),
        ((0.53, 0.385), mix(ink, shadow, 0.75)),
    ):
        pen.dot(place, 0.038, color)
    pen.line([(0.2, 0.74), (0.44, 0.44)], 0.026, shadow)
    pen.line([(0.2, 0.74), (0.4, 0.49)], 0.018, spark)


def animation(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.box(0.13, 0.3, 0.62, 0.64, ink, 0.03)
    for hole in range(6):
        for y in (0.325, 0.585):
            left = 0.16 + hole * 0.077
            pen.box(left, y, left + 0.042, y + 0.03, shadow, 0.006)
    pen.box(0.16, 0.375, 0.59, 0.565, shadow)
    hop = [(0.19 + 0.37 * step / 24, 0.535 - 0.12 * abs(math.sin(math.pi * step / 12))) for step in range(25)]
    for step, place in enumerate(hop[::3]):
        pen.dot(place, 0.024, mix(shadow, spark, 0.15 + 0.85 * step / 8))


def code(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.box(0.11, 0.27, 0.64, 0.66, ink, 0.03)
    pen.box(0.13, 0.345, 0.62, 0.64, shadow, 0.015)
    for number in range(3):
        pen.dot((0.15 + number * 0.042, 0.308), 0.013, shadow)
    pen.line([(0.285, 0.42), (0.21, 0.49), (0.285, 0.56)], 0.026, ink)
    pen.line([(0.465, 0.42), (0.54, 0.49), (0.465, 0.56)], 0.026, ink)
    pen.line([(0.405, 0.4), (0.345, 0.58)], 0.026, spark)


def cube(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    corners = [_around((X, Y), 0.23, math.pi * k / 3) for k in range(6)]
    middle = (X, Y)
    pen.polygon([corners[0], corners[1], middle, corners[5]], ink)
    pen.polygon([corners[1], corners[2], corners[3], middle], mix(ink, shadow, 0.62))
    pen.polygon([corners[3], corners[4], corners[5], middle], mix(ink, shadow, 0.34))
    for start, end in ((corners[5], corners[3]), (corners[1], corners[3])):
        half = ((start[0] + middle[0]) / 2, (start[1] + middle[1]) / 2)
        pen.line([half, (half[0], half[1] + 0.23)], 0.01, shadow)
        pen.line(
            [((start[0]), start[1] + 0.115), (middle[0], middle[1] + 0.115), (end[0], end[1] - 0.115)],
            0.01,
            shadow,
        )
    pen.dot(middle, 0.036, spark)


def atom(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for turn in range(3):
        points = []
        for step in range(73):
            angle, tilt = math.pi * step / 36, math.pi * turn / 3
            x, y = 0.25 * math.cos(angle), 0.088 * math.sin(angle)
            points.append(
                (X + x * math.cos(tilt) - y * math.sin(tilt), Y + x * math.sin(tilt) + y * math.cos(tilt))
            )
        pen.line(points, 0.017, ink, round_ends=False)
        pen.dot(points[8 + 20 * turn], 0.027, ink)
    pen.dot((X, Y), 0.05, spark)


def rocket(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.polygon([(0.33, 0.6), (X, 0.76), (0.42, 0.6)], spark)
    for side in (-1, 1):
        pen.polygon(
            [
                (X + side * 0.07, 0.44),
                (X + side * 0.17, 0.58),
                (X + side * 0.165, 0.66),
                (X + side * 0.06, 0.6),
            ],
            mix(ink, shadow, 0.5),
        )
    hull = [
        (X, 0.18),
        (0.42, 0.235),
        (0.452, 0.32),
        (0.455, 0.45),
        (0.43, 0.61),
        (0.32, 0.61),
        (0.295, 0.45),
        (0.298, 0.32),
        (0.33, 0.235),
    ]
    pen.polygon(hull, ink)
    pen.dot((X, 0.36), 0.052, shadow)
    pen.dot((X, 0.36), 0.034, spark)
    pen.line([(X, 0.47), (X, 0.6)], 0.018, mix(ink, shadow, 0.5))


def gear(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for tooth in range(8):
        angle = math.pi * tooth / 4
        across, out = (math.cos(angle), math.sin(angle)), (math.sin(angle), -math.cos(angle))
        corners = [(0.052, 0.15), (0.036, 0.245), (-0.036, 0.245), (-0.052, 0.15)]
        pen.polygon(
            [(X + w * across[0] + r * out[0], Y + w * across[1] + r * out[1]) for w, r in corners], ink
        )
    pen.dot((X, Y), 0.185, ink)
    pen.dot((X, Y), 0.1, shadow)
    pen.dot((X, Y), 0.058, spark)


def chip(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for pin in range(4):
        shift = -0.12 + 0.08 * pin
        pen.line([(X + shift, 0.22), (X + shift, 0.7)], 0.02, ink)
        pen.line([(X - 0.24, Y + shift), (X + 0.24, Y + shift)], 0.02, ink)
    pen.box(X - 0.17, Y - 0.17, X + 0.17, Y + 0.17, ink, 0.03)
    pen.box(X - 0.135, Y - 0.135, X + 0.135, Y + 0.135, shadow, 0.02)
    pen.polygon(
        [(0.395, 0.36), (0.305, 0.48), (0.365, 0.48), (0.35, 0.565), (0.445, 0.435), (0.382, 0.435)], spark
    )


def book(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for side in (-1, 1):
        page = [(X, 0.36), (X + side * 0.09, 0.31), (X + side * 0.2, 0.3), (X + side * 0.26, 0.33)]
        pen.polygon(
            [*page, *((x, y + 0.29) for x, y in reversed(page))], ink if side < 0 else mix(ink, shadow, 0.22)
        )
        for row in range(4):
            y = 0.4 + row * 0.055
            pen.line(
                [(X + side * 0.05, y - 0.005), (X + side * 0.21, y - 0.035)], 0.012, mix(ink, shadow, 0.6)
            )
    pen.polygon([(0.46, 0.31), (0.52, 0.3), (0.52, 0.46), (0.49, 0.43), (0.46, 0.47)], spark)
    pen.line([(X, 0.36), (X, 0.65)], 0.01, shadow)


def globe(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.dot((X, Y), 0.22, ink)
    for half in (0.075, 0.155):
        points = [
            (X + half * math.cos(a * math.pi / 24), Y + 0.22 * math.sin(a * math.pi / 24)) for a in range(49)
        ]
        pen.line(points, 0.012, mix(ink, shadow, 0.7), round_ends=False)
    for y in (-0.11, 0, 0.11):
        half = math.sqrt(0.22**2 - y**2)
        pen.line([(X - half, Y + y), (X + half, Y + y)], 0.012, mix(ink, shadow, 0.7), round_ends=False)
    pen.box(0.44, 0.53, 0.68, 0.67, spark, 0.045)
    pen.polygon([(0.48, 0.66), (0.54, 0.66), (0.475, 0.725)], spark)
    for x in (0.505, 0.56, 0.615):
        pen.dot((x, 0.6), 0.015, shadow)


def cooking(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    for number, x in enumerate((0.28, X, 0.47)):
        steam = [(x + 0.018 * math.sin(step * 0.7 + number), 0.4 - step * 0.013) for step in range(14)]
        pen.line(steam, 0.018, spark)
    pen.box(0.155, 0.435, 0.595, 0.475, ink, 0.018)
    pen.box(0.19, 0.49, 0.56, 0.69, ink, 0.05)
    pen.box(0.19, 0.49, 0.56, 0.55, ink)
    for side in (-1, 1):
        pen.arc((X + side * 0.195, 0.56), 0.042, 0.02, ink, 90 * -side, 90 * -side + 180)
    pen.line([(0.25, 0.6), (0.25, 0.645)], 0.02, mix(ink, shadow, 0.45))


def fitness(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.box(0.2, 0.435, 0.55, 0.485, mix(ink, shadow, 0.35), 0.012)
    for side in (-1, 1):
        for near, half in ((0.1, 0.14), (0.155, 0.105), (0.205, 0.06)):
            pen.box(X + side * near - 0.024, Y - half, X + side * near + 0.024, Y + half, ink, 0.018)
    pulse = [(0.11, 0.7), (0.26, 0.7), (0.3, 0.655), (0.345, 0.765), (0.395, 0.625), (0.43, 0.7), (0.64, 0.7)]
    pen.line(pulse, 0.018, spark)


def travel(pen: Pen, ink: Color, shadow: Color, spark: Color) -> None:
    pen.ring((X, Y), 0.215, 0.028, ink)
    for tick in range(4):
        angle = math.pi * tick / 2
        pen.line([_around((X, Y), 0.16, angle), _around((X, Y), 0.185, angle)], 0.014, ink)
    tip, tail = _around((X, Y), 0.16, math.radians(38)), _around((X, Y), 0.16, math.radians(218))
    left, right = _around((X, Y), 0.05, math.radians(-52)), _around((X, Y), 0.05, math.radians(128))
    pen.polygon([tip, left, right], spark)
    pen.polygon([tail, left, right], ink)
    pen.dot((X, Y), 0.018, shadow)


EMBLEMS = {
    "music": music,
    "dj": headphones,
    "instruments": keys,
    "production": faders,
    "art": painting,
    "animation": animation,
    "code": code,
    "game-making": cube,
    "science": atom,
    "space": rocket,
    "makers": gear,
    "electronics": chip,
    "learning": book,
    "languages": globe,
    "cooking": cooking,
    "fitness": fitness,
    "travel": travel,
}


def _around(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)
