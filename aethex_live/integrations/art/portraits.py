"""Round pictures for people: helmets, machines, animals, stones, letters. Each fits into a circle."""

import math
from collections.abc import Callable
from pathlib import Path
from random import Random

from PIL import ImageFont

import aethex_live
from aethex_live.integrations.art.canvas import Canvas, Pen, Point
from aethex_live.integrations.art.palette import Color, Palette, mix
from aethex_live.integrations.art.scenes import planet

Portrait = Callable[[Canvas, Palette, Random, str], None]

FONT = Path(aethex_live.__file__).parents[1] / "assets" / "fonts" / "saira-latin-600-normal.woff2"
WHITE: Color = (255, 255, 255)


def helmet(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """An astronaut, the world in the visor."""
    _room(canvas, colors)
    canvas.stars(random, 40, colors.light)
    shell = mix(colors.light, WHITE, 0.35)
    canvas.fill(
        [(0.16, 1.05), (0.22, 0.86), (0.36, 0.78), (0.64, 0.78), (0.78, 0.86), (0.84, 1.05)],
        [shell, colors.bright],
    )
    canvas.disc((0.5, 0.47), 0.335, [WHITE, shell, mix(shell, colors.mid, 0.5)])

    def visor(pen: Pen) -> None:
        pen.box(0.255, 0.31, 0.745, 0.635, colors.deep, 0.16)

    canvas.shapes(visor)
    canvas.shapes(lambda pen: pen.box(0.28, 0.335, 0.72, 0.61, colors.void, 0.135))
    level = random.uniform(0.47, 0.53)
    canvas.light([((0.5, level), 0.1, colors.bright, 0.55)], blur=0.08)
    canvas.fill(_arch(level, 0.285, 0.715, 0.6), [colors.mid, colors.dark])
    canvas.disc((random.uniform(0.4, 0.6), level - 0.055), 0.055, [colors.spark, colors.bright])
    canvas.shapes(lambda pen: pen.arc((0.5, 0.47), 0.29, 0.022, (*WHITE, 150), 200, 246))

    def details(pen: Pen) -> None:
        pen.dot((0.5, 0.9), 0.035, colors.spark)
        for x in (0.185, 0.815):
            pen.box(x - 0.03, 0.41, x + 0.03, 0.55, mix(shell, colors.mid, 0.55), 0.025)

    canvas.shapes(details)


def robot(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """A kind machine."""
    _room(canvas, colors)
    metal = mix(colors.light, colors.bright, 0.35)
    antenna = random.choice((0.36, 0.5, 0.64))
    canvas.shapes(
        lambda pen: pen.line([(antenna, 0.26), (antenna, 0.15)], 0.022, mix(metal, colors.dark, 0.3))
    )
    canvas.light([((antenna, 0.14), 0.03, colors.spark, 1.0)], blur=0.03)
    canvas.shapes(lambda pen: pen.dot((antenna, 0.14), 0.034, colors.spark))

    def body(pen: Pen) -> None:
        pen.box(0.27, 0.78, 0.73, 1.2, mix(metal, colors.mid, 0.6), 0.09)
        pen.box(0.43, 0.7, 0.57, 0.82, mix(metal, colors.dark, 0.5))
        for x in (0.165, 0.835):
            pen.box(x - 0.035, 0.4, x + 0.035, 0.58, mix(metal, colors.mid, 0.7), 0.03)
        pen.box(0.19, 0.25, 0.81, 0.74, metal, 0.15)
        pen.box(0.19, 0.25, 0.81, 0.5, (*mix(metal, WHITE, 0.3), 255), 0.15)
        pen.box(0.19, 0.4, 0.81, 0.56, (*metal, 255))
        pen.box(0.255, 0.35, 0.745, 0.58, colors.void, 0.1)

    canvas.shapes(body)
    eyes = [(0.385, 0.465), (0.615, 0.465)]
    canvas.light([(eye, 0.06, colors.spark, 0.8) for eye in eyes], blur=0.05)
    style = random.choice(("round", "bars", "arcs"))

    def face(pen: Pen) -> None:
        for x, y in eyes:
            if style == "round":
                pen.dot((x, y), 0.052, colors.spark)
                pen.dot((x + 0.016, y - 0.018), 0.016, WHITE)
            elif style == "bars":
                pen.box(x - 0.055, y - 0.024, x + 0.055, y + 0.024, colors.spark, 0.024)
            else:
                pen.arc((x, y + 0.02), 0.045, 0.026, colors.spark, 190, 350)
        for step in range(5):
            x = 0.42 + 0.04 * step
            pen.line([(x, 0.635), (x, 0.675)], 0.012, mix(metal, colors.dark, 0.6))

    canvas.shapes(face)


def fox(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """A fox of flat planes."""
    _room(canvas, colors)
    fur, dim, snow = (
        mix(colors.bright, colors.spark, 0.15),
        mix(colors.bright, colors.mid, 0.75),
        mix(colors.light, WHITE, 0.6),
    )

    def paint(pen: Pen) -> None:
        pen.polygon([(0.2, 1.05), (0.32, 0.72), (0.68, 0.72), (0.8, 1.05)], mix(dim, colors.dark, 0.4))
        pen.polygon([(0.4, 1.05), (0.42, 0.78), (0.58, 0.78), (0.6, 1.05)], snow)
        for side in (-1, 1):

            def at(x: float, y: float, side: int = side) -> Point:
                return 0.5 + side * x, y

            pen.polygon([at(0.06, 0.36), at(0.3, 0.1), at(0.33, 0.42)], dim if side > 0 else fur)
            pen.polygon([at(0.13, 0.33), at(0.27, 0.19), at(0.28, 0.38)], colors.deep)
            pen.polygon(
                [at(0, 0.28), at(0.2, 0.3), at(0.4, 0.56), at(0.18, 0.74), at(0, 0.84)],
                dim if side > 0 else fur,
            )
            pen.polygon(
                [at(0.4, 0.56), at(0.14, 0.56), at(0, 0.84), at(0.18, 0.74)],
                snow if side < 0 else mix(snow, dim, 0.3),
            )
            pen.polygon(
                [at(0, 0.28), at(0.09, 0.32), at(0.045, 0.72), at(0, 0.8)],
                mix(fur, WHITE, 0.18) if side < 0 else fur,
            )
            pen.polygon([at(0.1, 0.5), at(0.21, 0.45), at(0.18, 0.535)], colors.void)
            pen.dot(at(0.165, 0.488), 0.014, colors.spark)
        pen.polygon([(0.45, 0.745), (0.55, 0.745), (0.5, 0.84)], colors.void)

    canvas.shapes(paint)


def cat(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """A cat that looks at you in the dark."""
    _room(canvas, colors)
    coat = mix(colors.deep, colors.void, 0.35)
    canvas.light([((0.5, 0.45), 0.34, colors.bright, 0.6)], blur=0.12)

    def head(pen: Pen) -> None:
        pen.ellipse((0.5, 1.08), 0.4, 0.34, coat)
        for side in (-1, 1):
            pen.polygon([(0.5 + side * 0.1, 0.36), (0.5 + side * 0.31, 0.1), (0.5 + side * 0.345, 0.5)], coat)
            pen.polygon(
                [(0.5 + side * 0.18, 0.34), (0.5 + side * 0.285, 0.2), (0.5 + side * 0.3, 0.4)], colors.mid
            )
        pen.ellipse((0.5, 0.55), 0.355, 0.3, coat)

    canvas.shapes(head)
    eyes = [(0.36, 0.52), (0.64, 0.52)]
    canvas.light([(eye, 0.075, colors.spark, 0.55) for eye in eyes], blur=0.06)
    slit = random.uniform(0.014, 0.036)

    def face(pen: Pen) -> None:
        for x, y in eyes:
            pen.ellipse((x, y), 0.088, 0.078, colors.spark)
            pen.ellipse((x, y), slit, 0.07, colors.void)
            pen.dot((x + 0.03, y - 0.03), 0.016, WHITE)
        pen.polygon([(0.47, 0.645), (0.53, 0.645), (0.5, 0.68)], colors.bright)
        for side in (-1, 1):
            for rise in (-0.02, 0.02, 0.06):
                pen.line(
                    [(0.5 + side * 0.13, 0.68 + rise / 2), (0.5 + side * 0.4, 0.66 + rise * 1.6)],
                    0.006,
                    (*colors.light, 150),
                )

    canvas.shapes(face)


def owl(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """An owl, awake."""
    _room(canvas, colors)
    plumage, breast = mix(colors.mid, colors.dark, 0.25), mix(colors.bright, colors.light, 0.3)

    def body(pen: Pen) -> None:
        pen.ellipse((0.5, 0.68), 0.36, 0.46, plumage)
        pen.polygon([(0.16, 0.12), (0.4, 0.3), (0.18, 0.46)], plumage)
        pen.polygon([(0.84, 0.12), (0.6, 0.3), (0.82, 0.46)], plumage)
        pen.ellipse((0.5, 0.45), 0.33, 0.25, plumage)
        pen.ellipse((0.5, 0.9), 0.24, 0.26, breast)
        for row in range(3):
            for column in range(-2 + row % 2, 3):
                x, y = 0.5 + (column - row % 2 / 2) * 0.09, 0.76 + row * 0.08
                pen.arc((x, y), 0.032, 0.014, mix(breast, plumage, 0.75), 20, 160)
        for x in (0.355, 0.645):
            pen.dot((x, 0.44), 0.158, mix(colors.bright, colors.light, 0.55))
            pen.dot((x, 0.44), 0.108, colors.spark)
            pen.dot((x, 0.44), 0.062, colors.void)
            pen.dot((x + 0.024, 0.415), 0.02, WHITE)
        pen.polygon([(0.45, 0.5), (0.55, 0.5), (0.5, 0.61)], mix(colors.spark, colors.light, 0.4))

    canvas.shapes(body)


def gem(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """A cut stone that glows."""
    _room(canvas, colors)
    canvas.light([((0.5, 0.5), 0.28, colors.bright, 0.7)], blur=0.12)
    sides = random.choice((6, 8))
    turn = math.pi / sides
    outer = [_around(0.5, 0.36, turn + 2 * math.pi * k / sides) for k in range(sides)]
    inner = [_around(0.5, 0.2, 2 * math.pi * k / sides + 2 * turn) for k in range(sides)]
    ladder = [colors.dark, colors.mid, colors.bright, colors.light, colors.spark]

    def tone(place: Point) -> Color:
        lit = (1.9 - place[0] - place[1] + random.uniform(-0.22, 0.22)) / 1.7
        step = max(0.0, min(0.999, lit)) * (len(ladder) - 1)
        return mix(ladder[int(step)], ladder[int(step) + 1], step % 1)

    def paint(pen: Pen) -> None:
        for k in range(sides):
            after = (k + 1) % sides
            for facet in ((outer[k], outer[after], inner[k]), (inner[k], inner[after], outer[after])):
                middle = (sum(x for x, _ in facet) / 3, sum(y for _, y in facet) / 3)
                pen.polygon(facet, tone(middle))
        pen.polygon(inner, mix(colors.bright, colors.light, 0.55))
        pen.polygon([inner[0], inner[1], inner[2], (0.5, 0.5)], mix(colors.bright, colors.mid, 0.25))
        for k in range(sides):
            pen.line([outer[k], outer[(k + 1) % sides]], 0.006, (*WHITE, 255))

    canvas.shapes(paint)


def world(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """A planet, a ring, a moon."""
    _room(canvas, colors)
    canvas.stars(random, 60, colors.light)
    tilt = random.uniform(-0.6, -0.25)

    def ring(start: float, end: float) -> Callable[[Pen], None]:
        def paint(pen: Pen) -> None:
            for across, width, color in ((0.4, 0.03, colors.spark), (0.45, 0.014, colors.light)):
                points = []
                for step in range(61):
                    angle = start + (end - start) * step / 60
                    x, y = across * math.cos(angle), across * 0.26 * math.sin(angle)
                    points.append(
                        (
                            0.5 + x * math.cos(tilt) - y * math.sin(tilt),
                            0.5 + x * math.sin(tilt) + y * math.cos(tilt),
                        )
                    )
                pen.line(points, width, color, round_ends=False)

        return paint

    canvas.shapes(ring(math.pi, 2 * math.pi))
    planet(canvas, (0.5, 0.5), 0.25, colors, random)
    canvas.shapes(ring(0, math.pi))
    planet(canvas, random.choice([(0.24, 0.2), (0.78, 0.8)]), 0.05, colors, random)


def letter(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """One's initials in a ring of light."""
    canvas.mesh(
        [
            [colors.bright, colors.mid, colors.mid],
            [colors.mid, colors.mid, colors.dark],
            [colors.mid, colors.dark, colors.deep],
        ]
    )
    canvas.light([((random.uniform(0.1, 0.4), 0.1), 0.35, colors.spark, 0.45)], blur=0.15)
    begin = random.uniform(0, 360)

    def rings(pen: Pen) -> None:
        for number, (radius, width) in enumerate(((0.42, 0.018), (0.375, 0.008))):
            start = begin + 130 * number
            pen.arc((0.5, 0.5), radius, width, (*mix(colors.light, WHITE, 0.3), 230), start, start + 250)
        pen.dot(_around(0.5, 0.42, math.radians(begin + 250)), 0.028, colors.spark)

    canvas.shapes(rings)

    def initials(pen: Pen) -> None:
        share = 0.46 if len(letters) == 1 else 0.34
        font = ImageFont.truetype(str(FONT), round(pen.scale * share))
        pen.text((0.507, 0.507), letters, font, (*colors.void, 90))
        pen.text((0.5, 0.5), letters, font, WHITE)

    canvas.shapes(initials)


def bloom(canvas: Canvas, colors: Palette, random: Random, letters: str) -> None:
    """A flower of light."""
    _room(canvas, colors)
    petals, layers = random.choice((5, 6, 7)), 4
    canvas.light([((0.5, 0.5), 0.25, colors.mid, 0.9)], blur=0.14)

    def paint(pen: Pen) -> None:
        for layer in range(layers):
            share = layer / (layers - 1)
            reach, color = (
                0.4 - 0.085 * layer,
                mix(mix(colors.dark, colors.mid, 0.5), mix(colors.bright, colors.light, 0.4), share),
            )
            for number in range(petals):
                angle = 2 * math.pi * (number + layer / 2) / petals
                points = []
                for step in range(41):
                    turn = (step / 40 - 0.5) * 2 * math.pi / petals * 1.25
                    length = reach * math.cos(turn * petals / 2 / 1.25) ** 0.55
                    points.append(_around(0.5, length, angle + turn))
                pen.polygon([(0.5, 0.5), *points], mix(color, colors.void, 0.16 * (number % 2)))
        pen.dot((0.5, 0.5), 0.062, colors.spark)

    canvas.shapes(paint)
    canvas.light([((0.5, 0.5), 0.05, colors.spark, 0.7)], blur=0.06)


PORTRAITS: dict[str, Portrait] = {
    "helmet": helmet,
    "robot": robot,
    "fox": fox,
    "cat": cat,
    "owl": owl,
    "gem": gem,
    "world": world,
    "letter": letter,
    "bloom": bloom,
}


def _room(canvas: Canvas, colors: Palette) -> None:
    """What is behind: dark, a little lighter in the middle."""
    canvas.mesh(
        [
            [colors.dark, colors.mid, colors.dark],
            [colors.deep, colors.dark, colors.deep],
            [colors.void, colors.deep, colors.void],
        ]
    )


def _arch(level: float, left: float, right: float, bottom: float) -> list[Point]:
    """Ground that bulges a little, as seen in a visor."""
    curve = [
        (left + (right - left) * step / 20, level + 0.035 * abs(step / 10 - 1) ** 2) for step in range(21)
    ]
    corner = 0.12
    return [
        *curve,
        (right, bottom - corner),
        (right - corner * 0.3, bottom - corner * 0.25),
        (right - corner, bottom),
        (left + corner, bottom),
        (left + corner * 0.3, bottom - corner * 0.25),
        (left, bottom - corner),
    ]


def _around(centre: float, radius: float, angle: float) -> Point:
    return centre + radius * math.sin(angle), centre - radius * math.cos(angle)
