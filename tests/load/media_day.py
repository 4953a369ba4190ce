"""A day of a stream in a minute: does anything drift or grow?

    python -m tests.load.media_day [--hours 24]

Units with the times of 30 pictures a second and 48 kHz, a sound card that runs 50 ppm fast, a timestamp start
shortly before the 32-bit wrap, and an encoder that reconnects every six hours go through packager and timeline.
"""

import argparse
import gc
import time
import tracemalloc
from collections.abc import Iterator

from media_server.http.live import LiveRendition
from media_server.packaging.boxes import AUDIO_TRACK, VIDEO_TRACK
from media_server.packaging.outputs import Part
from media_server.packaging.packager import Packager
from media_server.units import AccessUnit
from tests.media_server.packaging.feeding import AAC_48K, avc_config
from tests.media_server.packaging.laws import read_samples

START_MS = (1 << 32) - 60_000
CARD = 1 - 50e-6
RECONNECT_S = 6 * 3600


def units(seconds: int) -> Iterator[AccessUnit]:
    """Audio and pictures by time; their bytes do not matter."""
    frames = samples = 0
    while frames < seconds * 30:
        if samples * 64 * CARD < frames * 100:
            yield AccessUnit("audio", START_MS + round(samples * 64 / 3 * CARD), 0, True, b"sound")
            samples += 1
        else:
            yield AccessUnit("video", START_MS + round(frames * 100 / 3), 0, frames % 60 == 0, b"picture")
            frames += 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=24)
    hours = parser.parse_args().hours
    packager, rendition, began = Packager(), LiveRendition("source"), time.monotonic()
    configs = (avc_config(), AAC_48K)
    newest: Part | None = None
    wanted_s = apart = 0.0
    for hour in range(round(hours)):
        if hour * 3600 % RECONNECT_S == 0:
            for output in packager.discontinuity():
                rendition.on_output(output)
            for config in configs:
                packager.configure(config)
        for unit in units(3600):
            moved = AccessUnit(unit.kind, unit.dts_ms + hour * 3_600_000, 0, unit.keyframe, unit.data)
            for output in packager.push(moved):
                rendition.on_output(output)
                newest = output if isinstance(output, Part) else newest
        wanted_s += 3600
        assert newest
        ends = {s.track: s.time + s.duration for s in read_samples(newest.data)}
        apart = max(apart, abs(ends[VIDEO_TRACK] / 90 - ends[AUDIO_TRACK] / 48))
        if hour == 0:
            gc.collect()
            tracemalloc.start()
            memory = tracemalloc.get_traced_memory()[0]
            first = rendition.timeline.bytes_in_memory
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - memory
    assert newest
    off = newest.start_s + newest.duration_s - wanted_s
    window = rendition.timeline.bytes_in_memory
    print(f"{hours:.0f} h in {time.monotonic() - began:.0f} s: the stream's clock is {off:+.3f} s off")
    print(f"sound and picture end {apart:.1f} ms apart at most")
    print(f"window {first} -> {window} bytes, all memory {grown / 1e6:+.2f} MB since the first hour")


if __name__ == "__main__":
    main()
