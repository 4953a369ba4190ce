"""`aethex-live up`: one command that brings everything up in order, watches it, and takes it down cleanly."""

import asyncio
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aethex_live import dev_pages, frontend
from aethex_live.config import Settings
from aethex_live.frontend import ROOT

STOP_SECONDS = 15
START_SECONDS = 60
RESTART_SECONDS, LONGEST_PAUSE = 0.5, 60.0  # each pause twice the one before
STEADY_SECONDS = 600.0  # of life, after which earlier deaths are forgotten
QUICK_SECONDS, MOST_RESTARTS = 10.0, 5  # who dies so soon, so often one after the other, cannot live
Say = Callable[[str], None]


class StartFailed(Exception):
    """Something did not come up; the message says what, and what to do."""


class Process:
    """A child process in a group of its own, so that Ctrl-C reaches it only through us, in our order.

    `told` is what it reads from its standard input; when one that is not `needed` dies, the others go on.
    """

    def __init__(
        self,
        name: str,
        *command: str,
        environment: Mapping[str, str] | None = None,
        told: str = "",
        needed: bool = True,
    ):
        self.name = name
        self.needed = needed
        self._told = told
        self._command = command
        self.environment = dict(environment or {})
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            cwd=ROOT,
            env=os.environ | self.environment,
            start_new_session=True,
            stdin=asyncio.subprocess.PIPE if self._told else None,
        )
        if self._process.stdin is not None:
            self._process.stdin.write(self._told.encode())
            self._process.stdin.close()

    async def wait(self) -> int:
        assert self._process is not None
        return await self._process.wait()

    @property
    def pid(self) -> int:
        """Of its present life."""
        assert self._process is not None
        return self._process.pid

    async def stop(self) -> None:
        """Ask it to end; after STOP_SECONDS, end it."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()


def app_process() -> Process:
    """The web server with the app in it."""
    return Process("app", sys.executable, "-m", "aethex_live.web_server")


def dev_process(settings: Settings) -> Process:
    """Reflex's own server, which loads the code again when it changes, with the pages' server on the next port."""
    pages = settings.port + 1
    return Process(
        "development server",
        *(sys.executable, "-m", "reflex", "run"),
        *("--backend-port", str(settings.port), "--frontend-port", str(pages)),
        environment={**frontend.node_environment(), dev_pages.ADDRESS: f"http://localhost:{pages}"},
    )


def media_process(settings: Settings) -> Process:
    """The media server, told where the app is and the secret that signs what they say to each other."""
    return Process(
        "media server",
        *(sys.executable, "-m", "media_server"),
        environment={
            "MEDIA_APP_URL": f"http://127.0.0.1:{settings.port}/media/hooks",
            "MEDIA_APP_SECRET": settings.media_secret,
            "MEDIA_DATA": str(data_dir(settings) / "streams"),
            "MEDIA_PLAYER_PAGE": "0",  # the site has pages of its own, and knows what may be listed
        },
    )


def demo_process(settings: Settings, programmes: Sequence[str]) -> Process:
    """The demo's television. The site goes on without it."""
    return Process(
        "demo television",
        *(sys.executable, "-m", "aethex_live.demo_tv", str(data_dir(settings) / "demo")),
        told="\n".join(programmes),
        needed=False,
    )


def require_free(host: str, port: int) -> None:
    """Refuse to start where another program listens: what answers there would be taken for the app."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise StartFailed(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Perhaps the site runs already. "
            "If not, stop what listens there, or change PORT or HOST."
        ) from error


async def run(
    processes: list[Process], health_url: str, ready: Callable[[], None], patience: float = START_SECONDS
) -> int:
    """Start what is needed, call `ready` when the app answers, start the rest, wait for a signal, stop in reverse.

    One that dies while it starts ends all; one that dies later is started again, so that a stream outlives the
    app and viewers outlive the media server.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    started: list[Process] = []
    tasks = [asyncio.create_task(stop.wait())]
    try:
        for process in processes:
            if process.needed:
                await process.start()
                started.append(process)
        deaths = [asyncio.create_task(_first_death(process)) for process in started]
        answering = asyncio.create_task(_until_healthy(health_url, patience))
        tasks += [answering, *deaths]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return 0
        for task in (answering, *deaths):
            if task.done():
                task.result()
        ready()
        for process in processes:
            if not process.needed:
                await process.start()
                started.append(process)
        keepers = [asyncio.create_task(_keep(process)) for process in started]
        for death in deaths:
            death.cancel()
        tasks += keepers
        done, _ = await asyncio.wait([tasks[0], *keepers], return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            for task in done:
                task.result()
        return 0
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for process in reversed(started):
            await process.stop()


async def _first_death(process: Process) -> None:
    code = await process.wait()
    raise StartFailed(f"The {process.name} process ended with code {code}. See above for why.")


class Deaths:
    """How often a process died without having run steadily since, and what follows from that."""

    def __init__(self) -> None:
        self.number = 0
        self._quick = 0

    def another(self, lived: float) -> float | None:
        """The pause before its next life, after one of so many seconds. None: it cannot live.

        What runs for a while is started again for ever, ever later: between its deaths it is of use.
        """
        if lived >= STEADY_SECONDS:
            self.number = 0
        self.number += 1
        self._quick = self._quick + 1 if lived < QUICK_SECONDS else 0
        if self._quick > MOST_RESTARTS:
            return None
        return min(RESTART_SECONDS * 2 ** (self.number - 1), LONGEST_PAUSE)


async def _keep(process: Process) -> None:
    """Start it again whenever it dies. One that is needed and cannot live ends all."""
    deaths, began = Deaths(), time.monotonic()
    while True:
        code = await process.wait()
        pause = deaths.another(time.monotonic() - began)
        if pause is not None:
            print(_obituary(process.name, code, deaths.number, pause), flush=True)
            await asyncio.sleep(pause)
            began = time.monotonic()
            await process.start()
        elif process.needed:
            raise StartFailed(
                f"The {process.name} process keeps ending, with code {code}. See above for why."
            )
        else:
            print(
                f"The {process.name} process keeps ending, with code {code}. The site goes on without it.",
                flush=True,
            )
            await asyncio.Event().wait()


def _obituary(name: str, code: int, number: int, pause: float) -> str:
    if number == 1:
        return f"The {name} process ended with code {code}. Starting it again."
    return (
        f"WARNING: The {name} process ended with code {code}: {number} times now without running for "
        f"{STEADY_SECONDS / 60:.0f} minutes in between. Starting it again in {pause:.0f} s. See above for why it ends."
    )


async def _until_healthy(url: str, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if await asyncio.to_thread(_answers, url):
            return
        await asyncio.sleep(0.2)
    raise StartFailed(f"The app did not answer at {url} within {patience:.0f} s.")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def data_dir(settings: Settings) -> Path:
    """The data folder, absolute: child processes may have another working directory."""
    return settings.data_dir if settings.data_dir.is_absolute() else ROOT / settings.data_dir
