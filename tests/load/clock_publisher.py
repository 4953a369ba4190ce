"""Publishes a picture with the time of day burnt into it, in step with the clock; a process of its own.

The clock is 48 bits of milliseconds since 1970, drawn as black and white blocks in two rows along the top, at
the moment at which a camera would have taken the picture.
"""

import argparse
import time
from fractions import Fraction

import av

BITS, COLUMNS = 48, 24
WIDTH, HEIGHT = 768, 432
BLOCK = WIDTH // COLUMNS
BLACK, WHITE = 16, 235


def clock_rows(now_ms: int) -> bytes:
    """Luma of the top 2 * BLOCK lines."""
    bits = [now_ms >> (BITS - 1 - n) & 1 for n in range(BITS)]
    rows = []
    for row in range(BITS // COLUMNS):
        line = b"".join(
            bytes([WHITE if bit else BLACK]) * BLOCK for bit in bits[row * COLUMNS : (row + 1) * COLUMNS]
        )
        rows.append(line * BLOCK)
    return b"".join(rows)


class Picture:
    """A moving gradient below the clock, so that the encoder has something to do."""

    def __init__(self) -> None:
        self._ramp = bytes(30 + (x * 3) % 190 for x in range(WIDTH + HEIGHT * 2 + 512))
        self._chroma = bytes([120]) * (WIDTH * HEIGHT // 4)

    def frame(self, number: int) -> av.VideoFrame:
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        clock = clock_rows(time.time_ns() // 1_000_000)
        shift = number * 5 % 256
        body = b"".join(
            [self._ramp[shift + y : shift + y + WIDTH] for y in range(HEIGHT - BITS // COLUMNS * BLOCK)]
        )
        frame.planes[0].update(clock + body)
        for plane in frame.planes[1:]:
            plane.update(self._chroma)
        frame.pts = number
        return frame


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--fps", type=int, default=30)
    parser.add_argument("--gop-s", type=float, default=1)
    parser.add_argument("--preset", default="ultrafast")
    parser.add_argument("--tune", default="zerolatency")
    parser.add_argument("--b-frames", type=int, default=0)
    parser.add_argument("--kbps", type=int, default=1500)
    arguments = parser.parse_args()
    publish(arguments)


def publish(a: argparse.Namespace) -> None:
    options = {"preset": a.preset, "bf": str(a.b_frames), "sc_threshold": "0"}
    if a.tune:
        options["tune"] = a.tune
    with av.open(a.url, "w", format="flv") as output:
        video = output.add_stream("libx264", rate=a.fps)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.codec_context.gop_size = round(a.gop_s * a.fps)
        video.codec_context.thread_count = 1
        video.codec_context.bit_rate = a.kbps * 1000
        video.options = options
        audio = output.add_stream("aac", rate=48_000, layout="stereo")
        audio.codec_context.bit_rate = 128_000
        picture = Picture()
        began = time.monotonic()
        samples = 0
        for number in range(round(a.seconds * a.fps)):
            wait_s = began + number / a.fps - time.monotonic()
            if wait_s > 0:
                time.sleep(wait_s)
            for packet in video.encode(picture.frame(number)):
                output.mux(packet)
            while samples < (number + 1) * 48_000 // a.fps:
                output.mux(audio.encode(_silence(samples)))
                samples += 1024


def _silence(pts: int) -> av.AudioFrame:
    frame = av.AudioFrame("fltp", "stereo", 1024)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = 48_000, pts, Fraction(1, 48_000)
    return frame


if __name__ == "__main__":
    main()
