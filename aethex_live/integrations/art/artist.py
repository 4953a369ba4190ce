"""Draws pieces and packs them in all sizes, on all processors."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from random import Random

from aethex_live.domain.art import Piece
from aethex_live.domain.image import SHAPES, Format, Kind
from aethex_live.integrations.art.canvas import Canvas
from aethex_live.integrations.art.emblems import emblem
from aethex_live.integrations.art.palette import palette
from aethex_live.integrations.art.portraits import PORTRAITS
from aethex_live.integrations.art.scenes import SCENES
from aethex_live.integrations.image_codec import pack


class Artist:
    """The Artist of services.ports."""

    def __init__(self, processes: ProcessPoolExecutor):
        self._processes = processes

    async def draw(self, piece: Piece) -> dict[tuple[int, Format], bytes]:
        """The piece in all sizes, by width and format. The same piece is always drawn the same."""
        return await asyncio.get_running_loop().run_in_executor(self._processes, drawn, piece)


@contextmanager
def artist() -> Iterator[Artist]:
    """An artist and the processes that it draws in."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        yield Artist(processes)


def drawn(piece: Piece) -> dict[tuple[int, Format], bytes]:
    """The piece in all sizes."""
    shape, colors = SHAPES[piece.kind], palette(piece.hue, turn=piece.turn, spark=piece.spark)
    canvas = Canvas(*shape.size(shape.widths[-1]), colors.void)
    random = Random(f"{piece.kind} {piece.motif} {piece.seed}")
    if piece.kind is Kind.ART:
        emblem(canvas, colors, random, piece.motif)
    elif piece.kind is Kind.AVATAR:
        PORTRAITS[piece.motif](canvas, colors, random, piece.letters)
    else:
        SCENES[piece.motif](canvas, colors, random)
    return pack(canvas.image, piece.kind, quick=True)
