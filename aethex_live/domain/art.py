"""What is drawn for a site that has no pictures of its own yet."""

from dataclasses import dataclass

from aethex_live.domain.image import Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """One picture to be drawn: what is to be seen, in which colours, and the name that decides the rest.

    `hue` is that of the night, by degrees; `turn` how far the lights turn away from it, `spark` the one
    colour that stands out. `letters` are for the motif that shows some.
    """

    kind: Kind
    motif: str
    seed: str
    hue: float
    turn: float = 50
    spark: float = 160
    letters: str = ""
