"""Wide pictures of light: threads, nets, cells, sounds. Each takes a canvas, its colours, its own chance."""

import math
from collections.abc import Callable
from random import Random

from aethex_live.integrations.art.canvas import Canvas, Pen, Point
from aethex_live.integrations.art.palette import Palette, mix

Scene = Callable[[Canvas, Palette, Random], None]


def ribbons(canvas: Canvas, colors: Palette, random: Random) -> None:
    """Silk of light, waving."""
    canvas.mesh(
        [
            [colors.void, colors.void, colors.deep],
            [colors.void, colors.deep, colors.dark],
            [colors.deep, colors.void, colors.void],
        ]
    )
    turns = [
        (random.uniform(1.2, 3.6), random.uniform(0, 6.28), random.uniform(0.06, 0.16)) for _ in range(3)
    ]
    base = random.uniform(0.46, 0.58)

    def wave(x: float, shift: float) -> float:
        return base + sum(
            height * math.sin(x * turn + phase + shift * (0.9 + 0.5 * number))
            for number, (turn, phase, height) in enumerate(turns)
        )

    count = 38

    def paint(pen: Pen, alpha: int = 190) -> None:
        for number in range(count):
            share = number / (count - 1)
            points = [
                (x, wave(x, share * 2.6) + (share - 0.5) * 0.3) for x in steps(-0.05, canvas.wide + 0.05, 90)
            ]
            color = (
                mix(colors.mid, colors.bright, share * 2)
                if share < 0.5
                else mix(colors.bright, colors.spark, share * 2 - 1)
            )
            pen.line(points, 0.0032, (*color, alpha), round_ends=False)

    canvas.glow(lambda pen: paint(pen, 255), blur=0.04, strength=0.8)
    canvas.shapes(paint)
    canvas.stars(random, 60, colors.light)


def net(canvas: Canvas, colors: Palette, random: Random) -> None:
    """Stars that know one another."""
    canvas.mesh(
        [
            [colors.deep, colors.void, colors.deep],
            [colors.void, colors.dark, colors.deep],
            [colors.dark, colors.deep, colors.void],
        ]
    )
    canvas.light(
        [((canvas.wide * random.random(), random.random()), 0.3, colors.mid, 0.5) for _ in range(3)],
        blur=0.18,
    )
    nodes: list[Point] = []
    while len(nodes) < 62 * canvas.wide:
        place = (random.uniform(-0.1, canvas.wide + 0.1), random.uniform(-0.1, 1.1))
        if all(math.dist(place, other) > 0.075 for other in nodes):
            nodes.append(place)
    bright = set(random.sample(range(len(nodes)), len(nodes) // 9))

    def paint(pen: Pen) -> None:
        for index, node in enumerate(nodes):
            for other in nodes[index + 1 :]:
                far = math.dist(node, other)
                if far < 0.165:
                    pen.line(
                        [node, other],
                        0.003,
                        (*colors.bright, round(190 * (1 - far / 0.165)) + 25),
                        round_ends=False,
                    )
        for index, node in enumerate(nodes):
            color = colors.spark if index in bright else colors.light
            pen.dot(node, 0.0105 if index in bright else 0.005, (*color, 240))

    canvas.glow(
        lambda pen: [pen.dot(nodes[index], 0.03, colors.spark) for index in bright] and None,
        blur=0.05,
        strength=0.8,
    )
    canvas.shapes(paint)


def cells(canvas: Canvas, colors: Palette, random: Random) -> None:
    """A wall of hexagons, some of them lit."""
    canvas.mesh(
        [
            [colors.void, colors.deep, colors.dark],
            [colors.deep, colors.dark, colors.deep],
            [colors.dark, colors.deep, colors.void],
        ]
    )
    size = random.choice((0.085, 0.11))
    lit: list[tuple[Point, float]] = []
    source = (canvas.wide * random.uniform(0.25, 0.75), random.uniform(0.3, 0.7))

    def paint(pen: Pen) -> None:
        rows, columns = round(1 / (size * 1.5)) + 2, round(canvas.wide / (size * 1.732)) + 2
        for row in range(rows):
            for column in range(columns):
                place = ((column + row % 2 / 2) * size * 1.732, row * size * 1.5)
                near = max(0.0, 1 - math.dist(place, source) / 0.9)
                chance = random.random()
                fill = mix(mix(colors.void, colors.deep, chance), colors.mid, near * 0.75 * chance)
                pen.polygon(_hexagon(place, size * 0.95), (*fill, 225))
                if chance > 1 - 0.28 * near:
                    lit.append((place, near))
                    pen.polygon(_hexagon(place, size * 0.95), (*mix(colors.mid, colors.bright, near), 235))
                pen.line(
                    [*_hexagon(place, size * 0.93), _hexagon(place, size * 0.93)[0]],
                    0.002,
                    (*colors.bright, 30 + round(110 * near)),
                )

    canvas.shapes(paint)
    canvas.light([(place, size * 0.8, colors.bright, 0.35 + 0.4 * near) for place, near in lit], blur=0.07)
    canvas.shade(0.3, 0.35)


def waves(canvas: Canvas, colors: Palette, random: Random) -> None:
    """The sound of something, as bars around a line."""
    canvas.mesh(
        [
            [colors.void, colors.deep, colors.void],
            [colors.deep, colors.dark, colors.deep],
            [colors.void, colors.deep, colors.void],
        ]
    )
    canvas.light([((canvas.wide * random.uniform(0.3, 0.7), 0.5), 0.3, colors.mid, 0.6)], blur=0.2)
    swing = [(random.uniform(2, 9), random.uniform(0, 6.28)) for _ in range(4)]
    step = 0.021

    def paint(pen: Pen, alpha: int = 255) -> None:
        for number in range(round(canvas.wide / step) + 1):
            x = (number + 0.5) * step
            envelope = max(0.0, math.sin(math.pi * x / canvas.wide)) ** 0.8
            height = abs(sum(math.sin(x * turn + phase) for turn, phase in swing)) / 4
            half = 0.012 + 0.36 * envelope * height * (0.6 + 0.4 * random.random())
            color = (
                mix(colors.mid, colors.bright, min(1, half * 4))
                if half < 0.2
                else mix(colors.bright, colors.spark, min(1, (half - 0.2) * 8))
            )
            pen.line([(x, 0.5 - half), (x, 0.5 + half)], step * 0.5, (*color, alpha))

    state = random.getstate()
    canvas.glow(paint, blur=0.035, strength=0.6)
    random.setstate(state)
    canvas.shapes(paint)
    canvas.shade(0.25, 0.25)


SCENES: dict[str, Scene] = {"ribbons": ribbons, "net": net, "cells": cells, "waves": waves}


def steps(start: float, end: float, number: int) -> list[float]:
    """Numbers from start to end, both among them."""
    return [start + (end - start) * step / (number - 1) for step in range(number)]


def _hexagon(centre: Point, radius: float) -> list[Point]:
    return [
        (
            centre[0] + radius * math.sin(math.pi / 3 * corner),
            centre[1] + radius * math.cos(math.pi / 3 * corner),
        )
        for corner in range(6)
    ]
