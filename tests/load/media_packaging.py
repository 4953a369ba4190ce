"""What packaging and listing cost: access units of a 6 Mbit/s stream through the packager into a timeline.

python -m tests.load.media_packaging [--kbps 6000] [--minutes 5]
"""

import argparse
import statistics
import time
from dataclasses import replace

import av

from media_server.http.live import LiveRendition
from media_server.packaging.packager import Packager
from media_server.units import AccessUnit, TrackConfig
from tests.load.media_sample import SECONDS, sample
from tests.media_server.packaging.feeding import AAC_48K


def units_of(kbps: int) -> tuple[list[TrackConfig], list[AccessUnit]]:
    with av.open(str(sample(kbps))) as container:
        config = TrackConfig("video", "avc1", bytes(container.streams.video[0].codec_context.extradata))
        units = []
        for packet in container.demux():
            if packet.dts is not None:
                kind = "video" if packet.stream.type == "video" else "audio"
                units.append(
                    AccessUnit(kind, packet.dts, packet.pts - packet.dts, packet.is_keyframe, bytes(packet))
                )
    return [config, AAC_48K], sorted(units, key=lambda unit: unit.dts_ms)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kbps", type=int, default=6_000)
    parser.add_argument("--minutes", type=float, default=5)
    arguments = parser.parse_args()
    configs, units = units_of(arguments.kbps)
    loops = max(1, round(arguments.minutes * 60 / SECONDS))
    shares = []
    packager, rendition = Packager(), LiveRendition("source")
    for config in configs:
        packager.configure(config)
    for loop in range(loops):
        moved = [replace(unit, dts_ms=unit.dts_ms + loop * SECONDS * 1000) for unit in units]
        began = time.process_time()
        for unit in moved:
            for output in packager.push(unit):
                rendition.on_output(output)
        shares.append((time.process_time() - began) / SECONDS)
        rendition.playlist(skip=True)
    size = sum(len(unit.data) for unit in units) * 8 / SECONDS / 1e6
    cost = f"median {statistics.median(shares):.3%} of a core, best {min(shares):.3%}"
    memory = rendition.timeline.bytes_in_memory / 1e6
    print(f"{size:.1f} Mbit/s, {len(units) / SECONDS:.0f} units/s: {cost}, {memory:.1f} MB in memory")


if __name__ == "__main__":
    main()
