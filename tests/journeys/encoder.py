"""An encoder for journeys: ffmpeg with a moving picture and a tone."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENCODER = (
    "ffmpeg -nostdin -loglevel error -re -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine "
    "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 30 -b:v 600k -c:a aac"
)
HLS = "-f hls -hls_time 1 -hls_list_size 8 -hls_flags delete_segments+temp_file+omit_endlist"


@contextmanager
def encoder(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """ffmpeg, publishing to `url`; `kill()` it to see what a broken line does."""
    with _running("-f", "flv", url) as process:
        yield process


@contextmanager
def hls_encoder(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """ffmpeg, keeping a live playlist `index.m3u8` in `folder`, as many servers do."""
    with _running(*HLS.split(), str(folder / "index.m3u8")) as process:
        yield process


@contextmanager
def _running(*output: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([*ENCODER.split(), *output])
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
