"""Starting servers and publishers for benchmarks, and reading what they cost."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TICK = os.sysconf("SC_CLK_TCK")
START_S = 20.0


@dataclass
class Running:
    """A process of ours. CPU and memory include its children."""

    process: subprocess.Popen[bytes]

    def pids(self) -> list[int]:
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            try:
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            except FileNotFoundError:
                continue
            todo += [int(child) for child in children]
        return found

    def cpu_s(self) -> float:
        """Processor time so far, user and system."""
        return sum(_cpu_s(pid) for pid in self.pids())

    def own_cpu_s(self) -> float:
        """The same without children."""
        return _cpu_s(self.process.pid)

    def rss_mb(self) -> float:
        return sum(_rss_mb(pid) for pid in self.pids())

    def own_rss_mb(self) -> float:
        """The same without children."""
        return _rss_mb(self.process.pid)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _rss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


@contextmanager
def running(command: Sequence[str | Path], cwd: Path = ROOT, **environment: str) -> Iterator[Running]:
    """The output goes into a file, which is shown if the process dies."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )
        started = Running(process)
        try:
            yield started
        finally:
            died = process.poll()
            started.stop()
            if died:
                output.seek(0)
                print(output.read().decode(errors="replace")[-3000:], file=sys.stderr)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, limit_s: float = START_S) -> None:
    deadline = time.monotonic() + limit_s
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@dataclass
class MediaServerProcess:
    running: Running
    rtmp: int
    http: int
    data: Path

    def publish_url(self, number: int = 0) -> str:
        return f"rtmp://127.0.0.1:{self.rtmp}/live/{key(number)}"

    def base(self, number: int = 0) -> str:
        return f"http://127.0.0.1:{self.http}/live/{name(number)}"


def key(number: int) -> str:
    return f"benchmark-key-{number:04d}"


def name(number: int) -> str:
    return f"show{number:04d}"


@contextmanager
def media_server(
    publishers: int = 1, record: bool = False, **environment: str
) -> Iterator[MediaServerProcess]:
    """The real one, standalone, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="media-bench-") as folder:
        data = Path(folder)
        keys = data / "keys.toml"
        keys.write_text("".join(f'{key(n)} = "{name(n)}"\n' for n in range(publishers)))
        rtmp, http = free_port(), free_port()
        command = [sys.executable, "-m", "media_server", "--standalone", "--keys", keys, "--data", data]
        command += ["--rtmp", f"127.0.0.1:{rtmp}", "--http", f"127.0.0.1:{http}"]
        settings = {"MEDIA_RECORD": "1" if record else "0", "MEDIA_LADDER": "", **environment}
        with running(command, **settings) as process:
            wait_for_port(http)
            wait_for_port(rtmp)
            yield MediaServerProcess(process, rtmp, http, data)


def load_average() -> str:
    return Path("/proc/loadavg").read_text().split()[0]
