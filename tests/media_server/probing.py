"""What FFmpeg finds in a file."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import av


@dataclass(frozen=True)
class Track:
    codec: str
    frames: int  # that came out of the decoder
    start_s: float
    width: int = 0
    height: int = 0


def tracks(path: Path) -> dict[str, Track]:
    """Those of a file by their kind, decoded to the end. A complaint of a decoder fails the test."""
    frames = Counter[int]()
    av.logging.set_level(av.logging.ERROR)
    try:
        with av.logging.Capture(local=False) as complaints, av.open(str(path)) as container:
            for packet in container.demux():
                frames[packet.stream.index] += len(packet.decode())
            found = {
                one.type: Track(
                    one.codec_context.name,
                    frames[one.index],
                    float(one.start_time * one.time_base),
                    getattr(one, "width", 0),
                    getattr(one, "height", 0),
                )
                for one in container.streams
            }
    finally:
        av.logging.set_level(None)
    assert complaints == []
    return found
