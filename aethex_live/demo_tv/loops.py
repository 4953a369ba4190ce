"""Encodes a minute of pictures and of sound once, keeps them in the data folder, and reads them back as packets."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av

from aethex_live.demo_tv import scenes, sounds

MADE = "1"  # count up when scenes or sounds change: the old loops are made anew
AAC_FRAME = 1024
_VIDEO = {
    "preset": "veryfast",
    "tune": "zerolatency",
    "profile": "main",
    "x264-params": "keyint=30:scenecut=0",
}
_MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Piece:
    """A coded picture or sound frame; times in milliseconds since the beginning of the loop."""

    at: float
    late: float  # how much later than decoded it is shown
    keyframe: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Loop:
    """One track: what it is made of, how long it is, and the file that knows how it is decoded."""

    path: Path
    seconds: int
    pieces: tuple[Piece, ...]


def pictures(folder: Path, name: str, scene: Callable[[], scenes.Scene]) -> Loop:
    """The loop of a scene."""
    return _read(_made(folder, f"{name}.mp4", lambda path: _draw(path, scene())), scenes.LOOP)


def sound(folder: Path, name: str, formula: Callable[[], str]) -> Loop:
    """The loop of a sound."""
    return _read(_made(folder, f"{name}.m4a", lambda path: _play(path, formula())), sounds.LOOP)


def _made(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    path = folder / f"{MADE}-{name}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".part{path.suffix}")
        make(unfinished)
        os.replace(unfinished, path)
    return path


def _draw(path: Path, scene: scenes.Scene) -> None:
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=scenes.RATE, options=_VIDEO)
        stream.width, stream.height, stream.pix_fmt = scenes.WIDTH, scenes.HEIGHT, "yuv420p"
        stream.bit_rate = 700_000
        for number in range(scenes.LOOP * scenes.RATE):
            file.mux(stream.encode(av.VideoFrame.from_image(scene(number)).reformat(format="yuv420p")))
        file.mux(stream.encode(None))


def _play(path: Path, formula: str) -> None:
    """A little longer than the loop; its beginning is taken from the end, where the encoder knows what came before."""
    graph = av.filter.Graph()
    steps = [
        graph.add("aevalsrc", f"exprs={formula}:s={sounds.RATE}:d={sounds.LOOP + 2}"),
        graph.add("aformat", "sample_fmts=fltp:channel_layouts=mono"),
        graph.add("asetnsamples", f"n={AAC_FRAME}"),
        graph.add("abuffersink"),
    ]
    for one, next_one in pairwise(steps):
        one.link_to(next_one)
    graph.configure()
    with av.open(str(path), "w") as file:
        stream = file.add_stream("aac", rate=sounds.RATE, layout="mono")
        stream.bit_rate = 96_000
        kept = {}
        for frame in (*_pulled(graph), None):
            for packet in stream.encode(frame):
                packet.pts = packet.dts = packet.pts % (sounds.LOOP * sounds.RATE)
                kept[packet.pts] = packet
        for _, packet in sorted(kept.items()):
            file.mux(packet)


def _pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    with suppress(av.EOFError, av.BlockingIOError):
        while True:
            yield graph.pull()


def _read(path: Path, seconds: int) -> Loop:
    pieces = []
    with av.open(str(path)) as file:
        (stream,) = file.streams
        for packet in file.demux(stream):
            if packet.size:
                at, shown = (
                    float(each * packet.time_base / _MILLISECOND) for each in (packet.dts, packet.pts)
                )
                pieces.append(Piece(at, shown - at, packet.is_keyframe, bytes(packet)))
    return Loop(path, seconds, tuple(pieces))
