"""What FFmpeg finds in a file or a stream."""

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


def tracks(place: Path | str) -> dict[str, Track]:
    """Those behind a path or an address by their kind, decoded to the end. A complaint of a decoder fails the test."""
    frames = Counter[int]()
    av.logging.set_level(av.logging.ERROR)
    try:
        with av.logging.Capture(local=False) as complaints, av.open(str(place)) as container:
            for packet in container.demux():
                frames[packet.stream.index] += len(packet.decode())
            found = {
                one.type: Track(
                    one.codec_context.codec.canonical_name,
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


def codecs(place: Path | str) -> set[str]:
    """Those of a stream that may go on for ever."""
    with av.open(str(place)) as container:
        return {one.codec_context.codec.canonical_name for one in container.streams}
