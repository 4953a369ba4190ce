"""Many publishers: what one costs here, in nginx-rtmp with HLS and in Node-Media-Server, round by round.

    python -m tests.load.media_publishers [--publishers 10] [--rounds 3] [--node-media-server DIR]
    python -m tests.load.media_publishers --only ours --publishers 100 --rounds 1 --seconds 600 --light

nginx-rtmp is Debian's (`nginx-core`, `libnginx-mod-rtmp`); Node-Media-Server is found in DIR/node_modules. A
peer that is not installed is left out. What each writes is shown: a server that writes nothing looks cheap. Ours is
counted twice: the process that serves, which does what the peers do, and with its helpers, which make thumbnails and
measure loudness. The publishers are ffmpegs; with --light one process is all of them.
"""

import argparse
import contextlib
import json
import re
import shutil
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.load.media_encoders import light_encoders
from tests.load.media_processes import (
    Running,
    free_port,
    key,
    load_average,
    media_server,
    running,
    wait_for_port,
)
from tests.load.media_sample import looped_publisher

NGINX_MODULE = Path("/usr/lib/nginx/modules/ngx_rtmp_module.so")
WARM_UP_S = 30.0  # until the windows are full: a process that still grows is given new memory, which costs


@dataclass
class Peer:
    """A server that runs: how to publish to it, and what proves that it did its work."""

    process: Running
    url: Callable[[int], str]
    output: Callable[[int], str]
    figures: Callable[[], str] = str


@contextlib.contextmanager
def ours(publishers: int) -> Iterator[Peer]:
    with media_server(publishers, record=True) as server:
        empty_mb = server.running.own_rss_mb()

        def output(number: int) -> str:
            text = (
                urllib.request.urlopen(f"{server.base(number)}/source/index.m3u8", timeout=5).read().decode()
            )
            listed = f"{text.count('#EXTINF')} segments, {text.count('#EXT-X-PART:')} parts listed"
            return f"{listed}, {behind_s(text):.2f} s behind the clock"

        def figures() -> str:
            url = f"http://127.0.0.1:{server.http}/metrics"
            with urllib.request.urlopen(url, timeout=30) as answer:
                metrics = answer.read().decode()
            publishers = re.findall(r"^media_publishers (\S+)", metrics, re.MULTILINE)[0]
            window = sum(
                float(size) for size in re.findall(r"^media_window_bytes\S* (\S+)", metrics, re.MULTILINE)
            )
            beside = (server.running.own_rss_mb() - empty_mb - window / 2**20) / float(publishers)
            return (
                f"{float(publishers):.0f} streams, loop lag p99 < {loop_lag_p99_ms(metrics):g} ms,"
                f" {beside:.1f} MB a stream besides its window"
            )

        yield Peer(server.running, server.publish_url, output, figures)


def behind_s(playlist: str) -> float:
    """How long ago the newest part that is listed ended."""
    _, _, last = playlist.rpartition("#EXT-X-PROGRAM-DATE-TIME:")
    began = datetime.fromisoformat(last.split("\n", 1)[0])
    listed = sum(float(length) for length in re.findall(r"PART:DURATION=([\d.]+)", last))
    return time.time() - began.timestamp() - listed


def loop_lag_p99_ms(metrics: str) -> float:
    """The upper end of the bucket in which it lies."""
    found = re.findall(r'media_loop_lag_seconds_bucket\{le="([^"]+)"\} (\S+)', metrics)
    buckets = [(float(upper), float(count)) for upper, count in found]
    return next(upper * 1000 for upper, count in buckets if count >= 0.99 * buckets[-1][1])


@contextlib.contextmanager
def nginx_rtmp(publishers: int) -> Iterator[Peer]:
    with tempfile.TemporaryDirectory(prefix="nginx-rtmp-") as folder:
        port, root = free_port(), Path(folder)
        hls = root / "hls"
        hls.mkdir(mode=0o777)
        hls.chmod(0o777)
        root.chmod(0o755)
        (root / "nginx.conf").write_text(
            f"load_module {NGINX_MODULE};\ndaemon off;\npid {root}/pid;\nerror_log {root}/log;\n"
            "worker_processes 1;\nevents {}\n"
            f"rtmp {{ server {{ listen 127.0.0.1:{port}; application live {{ live on; hls on; hls_path {hls};"
            " hls_fragment 2s; hls_playlist_length 16s; } } }\n"
        )
        with running(["nginx", "-e", root / "log", "-c", root / "nginx.conf"]) as process:
            wait_for_port(port)

            def output(number: int) -> str:
                return f"{(hls / f'{key(number)}.m3u8').read_text().count('#EXTINF')} segments on disk"

            yield Peer(process, lambda number: f"rtmp://127.0.0.1:{port}/live/{key(number)}", output)


@contextlib.contextmanager
def node_media_server(publishers: int, folder: Path) -> Iterator[Peer]:
    with tempfile.TemporaryDirectory(prefix="node-media-server-") as work:
        rtmp, http = free_port(), free_port()
        config = {
            "bind": "127.0.0.1",
            "notify": {"url": ""},
            "auth": {"play": False, "publish": False, "secret": "not used here"},
            "rtmp": {"port": rtmp},
            "http": {"port": http},
        }
        path = Path(work) / "config.json"
        path.write_text(json.dumps(config))
        app = folder / "node_modules/node-media-server/bin/app.js"
        with running(["node", app, "-c", path], cwd=Path(work)) as process:
            wait_for_port(rtmp)

            def output(number: int) -> str:
                url = f"http://127.0.0.1:{http}/live/{key(number)}.flv"
                with urllib.request.urlopen(url, timeout=5) as answer:
                    return f"relays FLV ({len(answer.read(200_000))} bytes read)"

            yield Peer(process, lambda number: f"rtmp://127.0.0.1:{rtmp}/live/{key(number)}", output)


def measure(
    peer: Peer, publishers: int, kbps: int, seconds: float, light: bool
) -> tuple[float, float, float]:
    """Cores of the process, cores with its children, and megabytes, for all of them."""
    with contextlib.ExitStack() as stack:
        urls = [peer.url(number) for number in range(publishers)]
        if light:
            sending = [stack.enter_context(light_encoders(urls, kbps))]
        else:
            sending = [stack.enter_context(looped_publisher(url, kbps)) for url in urls]
        time.sleep(WARM_UP_S)
        own, cpu, began = peer.process.own_cpu_s(), peer.process.cpu_s(), time.monotonic()
        time.sleep(seconds)
        took = time.monotonic() - began
        alone, cores = (peer.process.own_cpu_s() - own) / took, (peer.process.cpu_s() - cpu) / took
        memory = peer.process.rss_mb()
        alive = sum(publisher.process.poll() is None for publisher in sending)
        first, last = peer.output(0), peer.output(publishers - 1)
        print(f"    {alive}/{len(sending)} still publish; first: {first}; last: {last}  {peer.figures()}")
        return alone, cores, memory


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--publishers", type=int, default=10)
    parser.add_argument("--kbps", type=int, default=6_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=14)
    parser.add_argument("--node-media-server", type=Path, default=Path("node-media-server"))
    parser.add_argument("--only", default="")
    parser.add_argument("--light", action="store_true")
    arguments = parser.parse_args()
    servers: dict[str, Callable[[int], contextlib.AbstractContextManager[Peer]]] = {"ours": ours}
    if NGINX_MODULE.exists() and shutil.which("nginx"):
        servers["nginx-rtmp"] = nginx_rtmp
    if (arguments.node_media_server / "node_modules/node-media-server").exists():
        folder = arguments.node_media_server.resolve()
        servers["node-media-server"] = lambda count: node_media_server(count, folder)
    servers = {name: start for name, start in servers.items() if arguments.only in name}
    shares: dict[str, list[float]] = {name: [] for name in servers}
    for number in range(arguments.rounds):
        for name, start in servers.items():
            with start(arguments.publishers) as peer:
                alone, cores, memory = measure(
                    peer, arguments.publishers, arguments.kbps, arguments.seconds, arguments.light
                )
            share = (alone if name == "ours" else cores) / arguments.publishers
            shares[name].append(share)
            figures = f"{share:.2%} of a core each ({cores / arguments.publishers:.2%} with children)"
            print(
                f"round {number + 1}, {name}: {figures}, {memory:.0f} MB, load {load_average()}", flush=True
            )
    for name, values in shares.items():
        ratios = [mine / other for mine, other in zip(shares.get("ours", values), values, strict=True)]
        share, ratio = statistics.median(values), statistics.median(ratios)
        print(f"==> {name}: median {share:.2%}; ours is {ratio:.2f} of it")


if __name__ == "__main__":
    main()
