"""What pictures are drawn on: large colours, light, and shapes with smooth edges.

Places and lengths are shares of the height, so that a drawing fits every size: y goes from 0 at the top to 1,
x from 0 to `wide`.
"""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from aethex_live.integrations.art.palette import Color

Point = tuple[float, float]
SMOOTH = 2  # shapes are drawn that much larger and shrunk, which smooths their edges
SOFT = 8  # light is blurred that much smaller: nobody sees the difference


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int, height: int, background: Color):
        self.size = (width, height)
        self.wide = width / height
        self._large = (width * SMOOTH, height * SMOOTH)
        self.image = Image.new("RGB", self.size, background)

    def mesh(self, rows: Sequence[Sequence[Color]]) -> None:
        """Fill with colours that flow into one another, given as a small table of them."""
        small = Image.new("RGB", (len(rows[0]), len(rows)))
        small.putdata([color for row in rows for color in row])
        self.image = small.resize(self.size, Image.Resampling.BICUBIC)

    def light(self, spots: Iterable[tuple[Point, float, Color, float]], blur: float = 0.06) -> None:
        """Add light: (place, radius, colour, strength) each, blurred."""
        small = Image.new("RGB", (self.size[0] // SOFT, self.size[1] // SOFT))
        draw = ImageDraw.Draw(small)
        for place, radius, color, strength in spots:
            dimmed = tuple(round(channel * strength) for channel in color)
            draw.ellipse(self._box(place, radius, self.size[1] / SOFT), fill=dimmed)
        self._screen(small, blur)

    def glow(self, paint: Callable[["Pen"], None], blur: float = 0.03, strength: float = 1.0) -> None:
        """Add the light of whatever `paint` draws."""
        small = Image.new("RGB", (self.size[0] // SOFT * 2, self.size[1] // SOFT * 2))
        paint(Pen(ImageDraw.Draw(small), small.size[1], strength))
        self._screen(small, blur)

    def shapes(self, paint: Callable[["Pen"], None]) -> None:
        """Draw shapes with smooth edges; their colours may let through what is below."""
        large = self.image.resize(
            self._large, Image.Resampling.NEAREST
        )  # so that shrinking changes nothing else
        paint(Pen(ImageDraw.Draw(large, "RGBA"), large.height))
        self.image = large.reduce(SMOOTH)

    def fill(self, points: Sequence[Point], colors: Sequence[Color]) -> None:
        """Fill a shape with colours that follow one another from its top to its bottom."""
        mask = Image.new("L", self._large)
        Pen(ImageDraw.Draw(mask), mask.height).polygon(points, (255,))
        top = max(0, round(min(y for _, y in points) * self.size[1]))
        bottom = min(self.size[1], round(max(y for _, y in points) * self.size[1]))
        if bottom > top:
            mask = mask.reduce(SMOOTH).crop((0, top, self.size[0], bottom))
            self.image.paste(_column(colors, mask.size), (0, top), mask)

    def disc(
        self, centre: Point, radius: float, colors: Sequence[Color], gaps: Sequence[tuple[float, float]] = ()
    ) -> None:
        """A circle of colours from its top to its bottom, with gaps across it (by shares of its height)."""
        side = 2 * round(radius * self.size[1])
        mask = _circle(side)
        for start, end in gaps:
            mask.paste(0, (0, round(start * side), side, round(end * side)))
        self._put(_column(colors, (side, side)), centre, mask)

    def ball(self, centre: Point, radius: float, bands: Sequence[Color], tilt: float, night: Color) -> None:
        """A planet: bands across it, lit from the upper left."""
        side = max(4, 2 * round(radius * self.size[1]))
        wide = round(side * 1.5)
        surface = _column(bands, (wide, wide)).rotate(tilt, Image.Resampling.BICUBIC)
        edge = (wide - side) // 2
        surface = surface.crop((edge, edge, edge + side, edge + side))
        far = round(side * 2.1)
        dark = Image.radial_gradient("L").resize((far, far), Image.Resampling.BICUBIC)
        corner = round(far / 2 - side * 0.3)
        dark = dark.crop((corner, corner, corner + side, corner + side))
        dark = dark.point(lambda share: round(255 * min(1.0, (share / 200) ** 1.6)))
        surface.paste(night, mask=dark)
        self._put(surface, centre, _circle(side))

    def shade(self, top: float, bottom: float) -> None:
        """Darken towards the top and the bottom by these shares."""
        ramp = Image.new("L", (1, 3))
        ramp.putdata([round(255 * (1 - top)), 255, round(255 * (1 - bottom))])
        ramp = ramp.resize(self.size, Image.Resampling.BICUBIC)
        self.image = ImageChops.multiply(self.image, Image.merge("RGB", (ramp, ramp, ramp)))

    def stars(self, random: Random, number: int, color: Color, below: float = 1.0) -> None:
        """Strew points of light."""
        pen = Pen(ImageDraw.Draw(self.image, "RGBA"), self.size[1])
        for _ in range(number):
            size = 0.0012 + 0.0028 * random.random() ** 3
            alpha = 60 + round(170 * random.random())
            pen.dot((random.random() * self.wide, random.random() * below), size, (*color, alpha))

    def _put(self, picture: Image.Image, centre: Point, mask: Image.Image) -> None:
        left = round(centre[0] * self.size[1] - picture.width / 2)
        top = round(centre[1] * self.size[1] - picture.height / 2)
        self.image.paste(picture, (left, top), mask)

    def _screen(self, small: Image.Image, blur: float) -> None:
        soft = small.filter(ImageFilter.GaussianBlur(blur * small.size[1]))
        soft = soft.resize(self.size, Image.Resampling.BILINEAR)
        self.image = ImageChops.screen(self.image, soft)

    @staticmethod
    def _box(place: Point, radius: float, scale: float) -> tuple[float, float, float, float]:
        (x, y), r = place, radius
        return (x - r) * scale, (y - r) * scale, (x + r) * scale, (y + r) * scale


def _column(colors: Sequence[Color], size: tuple[int, int]) -> Image.Image:
    """Colours from top to bottom."""
    column = Image.new("RGB", (1, len(colors)))
    column.putdata(list(colors))
    return column.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size)


def _circle(side: int) -> Image.Image:
    mask = Image.new("L", (side * SMOOTH, side * SMOOTH))
    ImageDraw.Draw(mask).ellipse((0, 0, side * SMOOTH - 1, side * SMOOTH - 1), fill=255)
    return mask.reduce(SMOOTH)


class Pen:
    """Draws shapes by shares of the height."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: float, strength: float = 1.0):
        self._draw = draw
        self._scale = scale
        self._strength = strength

    def line(
        self, points: Sequence[Point], width: float, color: Sequence[int], *, round_ends: bool = True
    ) -> None:
        """A line through points, its corners and ends round."""
        places = self._places(points)
        thick = max(1, round(width * self._scale))
        self._draw.line(places, fill=self._ink(color), width=thick, joint="curve")
        if round_ends and thick > 2:
            for end in (places[0], places[-1]):
                self._dot(end, thick / 2, color)

    def polygon(self, points: Sequence[Point], color: Sequence[int]) -> None:
        """A filled shape."""
        self._draw.polygon(self._places(points), fill=self._ink(color))

    def dot(self, place: Point, radius: float, color: Sequence[int]) -> None:
        """A filled circle."""
        self._dot((place[0] * self._scale, place[1] * self._scale), radius * self._scale, color)

    def ring(self, place: Point, radius: float, width: float, color: Sequence[int]) -> None:
        """A circle."""
        self.arc(place, radius, width, color, 0, 360)

    def arc(
        self, place: Point, radius: float, width: float, color: Sequence[int], start: float, end: float
    ) -> None:
        """A part of a circle, by degrees clockwise from three o'clock."""
        box = Canvas._box(place, radius + width / 2, self._scale)
        thick = max(1, round(width * self._scale))
        self._draw.arc(box, start, end, fill=self._ink(color), width=thick)

    def ellipse(self, place: Point, across: float, down: float, color: Sequence[int]) -> None:
        """A filled ellipse, by its half axes."""
        (x, y), s = place, self._scale
        box = ((x - across) * s, (y - down) * s, (x + across) * s, (y + down) * s)
        self._draw.ellipse(box, fill=self._ink(color))

    def box(
        self, left: float, top: float, right: float, bottom: float, color: Sequence[int], corner: float = 0
    ) -> None:
        """A filled rectangle, its corners rounded if wanted."""
        s = self._scale
        self._draw.rounded_rectangle(
            (left * s, top * s, right * s, bottom * s), corner * s, fill=self._ink(color)
        )

    def text(self, place: Point, letters: str, font: object, color: Sequence[int]) -> None:
        """Letters around a place."""
        where = (place[0] * self._scale, place[1] * self._scale)
        self._draw.text(where, letters, fill=self._ink(color), font=font, anchor="mm")

    @property
    def scale(self) -> float:
        """Pixels of the whole height, e.g. to choose a font."""
        return self._scale

    def _places(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def _dot(self, at: Point, radius: float, color: Sequence[int]) -> None:
        (x, y), r = at, radius
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=self._ink(color))

    def _ink(self, color: Sequence[int]) -> tuple[int, ...]:
        if self._strength == 1.0:
            return tuple(color)
        return tuple(round(channel * self._strength) for channel in color[:3])
