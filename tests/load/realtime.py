"""What a live room costs: our room and a bare Starlette hub under the same load, in turns. Asserts nothing.

`python -m tests.load.realtime [--rounds 3]`; docs/benchmarks.md has the figures.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import psutil

from tests.realtime.browser import ROOT
from tests.support.ports import free_port


@dataclass(frozen=True)
class Load:
    viewers: int
    rate: float
    seconds: float
    writers: int = 1


COMPARED = Load(viewers=500, rate=10, seconds=10)
TARGETS = (
    Load(viewers=500, rate=20, seconds=20, writers=10),
    Load(viewers=1000, rate=10, seconds=20, writers=10),
)
IDLE = (Load(viewers=100, rate=0, seconds=3), Load(viewers=600, rate=0, seconds=3))


@contextmanager
def served(module: str) -> Iterator[tuple[int, psutil.Process]]:
    """A server process that answers, and its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as directory:
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(port)],
            cwd=ROOT,
            env=os.environ | {"SITE_DIRECTORY": directory},
        )
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=1)
                    break
                except OSError:
                    time.sleep(0.1)
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait()


def family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def cpu_seconds(process: psutil.Process) -> float:
    return sum(sum(member.cpu_times()[:2]) for member in family(process))


def own_memory(process: psutil.Process) -> int:
    return sum(member.memory_full_info().uss for member in family(process))


def measure(module: str, load: Load) -> dict[str, Any]:
    """Put the load on a fresh server; its CPU counts from when everybody is connected."""
    with served(module) as (port, process):
        before = own_memory(process)
        command = [sys.executable, "-m", "tests.load.realtime_clients", "--port", str(port)]
        command += ["--viewers", str(load.viewers), "--rate", str(load.rate), "--seconds", str(load.seconds)]
        command += ["--writers", str(load.writers)]
        if module.endswith("bare_hub"):
            command.append("--bare")
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as clients:
            assert clients.stdout is not None
            clients.stdout.readline()
            memory, cpu, start = own_memory(process), cpu_seconds(process), time.perf_counter()
            result = json.loads(clients.stdout.readline())
            result["cpu_s"] = cpu_seconds(process) - cpu
            result["wall_s"] = time.perf_counter() - start
        result["kb_per_viewer"] = (memory - before) / load.viewers / 1000
        result["memory"] = memory
    if result.get("delivered"):
        result["us_per_delivery"] = result["cpu_s"] / result["delivered"] * 1e6
    return result


OURS, BARE = "tests.realtime.site.serve", "tests.load.bare_hub"
NAMES = {OURS: "room", BARE: "bare hub"}


def show(name: str, load: Load, result: dict[str, Any]) -> None:
    print(
        f"{name:9} {load.viewers:5} x {load.rate:<4g} "
        f"delivered {result['delivered']:7} lost {result['lost']} doubled {result['doubled']} "
        f"disordered {result['disordered']} caught up {result['wholes']} "
        f"frames/message {result['frames'] / result['delivered']:.2f} "
        f"cpu/delivery {result['us_per_delivery']:6.1f} us  cpu {result['cpu_s'] / result['wall_s']:4.0%} "
        f"p50 {result['p50_ms']:6.1f} ms  p99 {result['p99_ms']:6.1f} ms",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("compare", "targets", "memory"))
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} before the run")
    if options.only in (None, "compare"):
        costs: dict[str, list[float]] = {OURS: [], BARE: []}
        for number in range(options.rounds * 2):
            module = (OURS, BARE)[(number + number // 2) % 2]
            result = measure(module, COMPARED)
            show(NAMES[module], COMPARED, result)
            costs[module].append(result["us_per_delivery"])
        ratio = median(costs[OURS]) / median(costs[BARE])
        print(
            f"room / bare hub: {ratio:.2f} (medians {median(costs[OURS]):.1f} / {median(costs[BARE]):.1f} us)"
        )
    if options.only in (None, "targets"):
        for load in TARGETS:
            for module in (OURS, BARE):
                show(NAMES[module], load, measure(module, load))
    if options.only in (None, "memory"):
        for module in (OURS, BARE):
            few, many = (measure(module, load) for load in IDLE)
            each = (many["memory"] - few["memory"]) / (IDLE[1].viewers - IDLE[0].viewers)
            print(f"{NAMES[module]:9} memory of an idle viewer: {each / 1000:.0f} kB")
    print(f"load average {os.getloadavg()[0]:.1f} after the run")


if __name__ == "__main__":
    main()
