"""Many low-latency viewers of one stream: what they cost the server, and how evenly a part reaches them.

    python -m tests.load.media_fanout [--viewers 50 200 500] [--kbps 6000] [--seconds 20]

Each viewer has a connection of its own and does what hls.js does: a blocking reload with delta update, then
the new part. The viewers are a process of their own, on the same machine.
"""

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.load.media_processes import load_average, media_server
from tests.load.media_sample import looped_publisher
from tests.load.media_waiters import wait_until_live

HINT = re.compile(rb'PRELOAD-HINT:TYPE=PART,URI="[0-9a-f]{12}-p(\d+)\.(\d+)\.m4s"')
PART = re.compile(rb'EXT-X-PART:DURATION=[\d.]+,URI="([^"]+)"')
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)


class Viewer(asyncio.Protocol):
    """Asks, reads, asks again. Bodies are counted, and kept only if they are playlists."""

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._buffer = bytearray()
        self._left = 0  # of a body that is only counted
        self._asked = 0.0
        self._next = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask(b"index.m3u8?_HLS_skip=YES")

    def _ask(self, name: bytes) -> None:
        self._asked = time.perf_counter()
        self._is_part = not name.startswith(b"index")
        self._transport.write(b"GET " + self._crowd.path + name + b" HTTP/1.1\r\nHost: x\r\n\r\n")

    def data_received(self, data: bytes) -> None:
        if self._left:
            self._left -= len(data)
            if self._left <= 0:
                self._part_came()
            return
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        if not self._buffer.startswith(b"HTTP/1.1 200"):
            self._crowd.errors += 1
            self._buffer.clear()
            self._ask(b"index.m3u8?_HLS_skip=YES")
            return
        length = int(LENGTH.search(self._buffer, 0, end + 2)[1])
        if self._is_part:
            self._left = length - (len(self._buffer) - end - 4)
            self._crowd.bytes += length
            self._buffer.clear()
            if self._left <= 0:
                self._part_came()
        elif len(self._buffer) >= end + 4 + length:
            body = bytes(self._buffer)
            self._buffer.clear()
            self._playlist_came(body)

    def _playlist_came(self, body: bytes) -> None:
        msn, index = HINT.search(body, len(body) - 400).groups()
        self._next = b"index.m3u8?_HLS_msn=%s&_HLS_part=%s&_HLS_skip=YES" % (msn, index)
        self._crowd.playlist(int(msn) * 1000 + int(index))
        self._ask(PART.findall(body)[-1])

    def _part_came(self) -> None:
        self._left = 0
        self._crowd.part(time.perf_counter() - self._asked)
        self._ask(self._next)

    def connection_lost(self, exc: Exception | None) -> None:
        self._crowd.lost += 1


class Crowd:
    """What all viewers saw."""

    def __init__(self, path: str) -> None:
        self.path = path.encode()
        self.errors = self.lost = self.bytes = self.parts = 0
        self.fetches: list[float] = []
        self.spread: list[float] = []
        self._first: dict[int, float] = {}
        self.counting = False

    def playlist(self, version: int) -> None:
        now = time.perf_counter()
        first = self._first.setdefault(version, now)
        if self.counting:
            self.spread.append(now - first)

    def part(self, took: float) -> None:
        if self.counting:
            self.parts += 1
            self.fetches.append(took)


async def crowd(base: str, viewers: int, seconds: float) -> None:
    """Runs in the viewers' process; prints its figures as JSON."""
    url = urlsplit(base)
    watching = Crowd(url.path + "/source/")
    loop = asyncio.get_running_loop()
    for _ in range(viewers):
        await loop.create_connection(lambda: Viewer(watching), url.hostname, url.port)
        await asyncio.sleep(0.002)
    await asyncio.sleep(3)
    watching.counting, watching.bytes = True, 0
    print("counting", flush=True)
    await asyncio.sleep(seconds)
    watching.counting = False
    figures = {
        "parts_per_viewer": watching.parts / viewers,
        "mbps": watching.bytes * 8 / seconds / 1e6,
        "errors": watching.errors,
        "lost": watching.lost,
        "spread_p50": _quantile(watching.spread, 50),
        "spread_p99": _quantile(watching.spread, 99),
        "fetch_p99": _quantile(watching.fetches, 99),
        "cpu": time.process_time(),
    }
    print(json.dumps(figures), flush=True)


def _quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] * 1000 if len(values) > 100 else 0.0


def measure(viewers: int, kbps: int, seconds: float) -> None:
    with media_server() as server, looped_publisher(server.publish_url(), kbps):
        wait_until_live(f"{server.base()}/source/index.m3u8")
        command = [sys.executable, "-m", "tests.load.media_fanout", "--crowd", server.base()]
        command += ["--viewers", str(viewers), "--seconds", str(seconds)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert process.stdout
        process.stdout.readline()
        cpu, began = server.running.own_cpu_s(), time.monotonic()
        figures = json.loads(process.stdout.readline())
        cores = (server.running.own_cpu_s() - cpu) / (time.monotonic() - began)
        process.wait()
        f = figures
        print(
            f"{viewers} viewers: {f['mbps']:.0f} Mbit/s, server {cores:.2f} core, a part reaches them within"
            f" p50 {f['spread_p50']:.0f} p99 {f['spread_p99']:.0f} ms, fetch p99 {f['fetch_p99']:.0f} ms,"
            f" {f['parts_per_viewer'] / seconds:.2f} parts/s each, errors {f['errors']}, lost {f['lost']},"
            f" load {load_average()}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--viewers", type=int, nargs="+", default=[50, 200, 500])
    parser.add_argument("--kbps", type=int, default=6_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--crowd", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.crowd:
        asyncio.run(crowd(arguments.crowd, arguments.viewers[0], arguments.seconds))
        return
    for viewers in arguments.viewers:
        measure(viewers, arguments.kbps, arguments.seconds)


if __name__ == "__main__":
    main()
