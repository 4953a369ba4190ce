"""An encoder for journeys: ffmpeg with a moving picture and a tone."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

ENCODER = (
    "ffmpeg -nostdin -loglevel error -re -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine "
    "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 30 -b:v 600k -c:a aac -f flv"
)


@contextmanager
def encoder(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """ffmpeg, publishing to `url`; `kill()` it to see what a broken line does."""
    process = subprocess.Popen([*ENCODER.split(), url])
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
