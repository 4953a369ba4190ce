"""The test site as a process of its own, and clients that greet it as a browser does."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.realtime.viewer import Viewer
from tests.support.ports import free_port

STATE = "reflex___state____state.tests___realtime___site___ticker___state____ticker_state"
ROOT = Path(__file__).resolve().parents[2]


def boot_event(room: str) -> dict[str, Any]:
    """What a browser sends with its greeting: give me my state, and load the page that I am on."""
    return {
        "name": "reflex___state____state.hydrate_and_load",
        "payload": {},
        "router_data": {"pathname": "/", "query": {"room": room}, "asPath": f"/?room={room}"},
    }


@dataclass
class Site:
    """A running test site."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    viewers: list[Viewer] = field(default_factory=list)

    async def visit(self, room: str, person: str = "", **options: Any) -> Viewer:
        """A browser that has opened the page of a room."""
        headers = {"Cookie": f"person={person}"} if person else {}
        viewer = await Viewer.connect(
            self.port, auth={"event": boot_event(room)}, additional_headers=headers, **options
        )
        self.viewers.append(viewer)
        return viewer

    async def enter(self, room: str, person: str = "", **options: Any) -> Viewer:
        """Visit, and wait until the room is shown."""
        viewer = await self.visit(room, person, **options)
        await viewer.until(lambda: "lines" in viewer.shows(STATE))
        return viewer

    async def act(self, what: str, **parameters: Any) -> Any:
        """What a use case of the server would do."""
        async with httpx.AsyncClient(verify=False) as client:  # no certificates need be read
            url = f"http://127.0.0.1:{self.port}/act/{what}"
            return (await client.post(url, params=parameters)).raise_for_status().json()


async def do(viewer: Viewer, handler: str, **payload: Any) -> None:
    """Call a handler of the page's state."""
    router = {"pathname": "/", "query": {}, "asPath": "/"}
    event = {"name": f"{STATE}.{handler}", "payload": payload, "router_data": router}
    await viewer.send("event", event)


@contextmanager
def site_process(**environment: str) -> Iterator[Site]:
    """A site that is starting."""
    port = free_port()
    command = [sys.executable, "-m", "tests.realtime.site.serve", str(port)]
    with tempfile.TemporaryDirectory(prefix="ticker-") as directory:
        variables = os.environ | {"SITE_DIRECTORY": directory} | environment
        log = Path(directory) / "site.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=output, stderr=output)
        try:
            yield Site(port, process, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


async def started(site: Site, seconds: float = 40.0) -> None:
    """Wait until the site answers."""
    async with asyncio.timeout(seconds), httpx.AsyncClient(verify=False) as client:
        while site.process.poll() is None:
            try:
                await client.get(f"http://127.0.0.1:{site.port}/ping")
                return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    said = await asyncio.to_thread(site.log.read_text)
    raise RuntimeError(f"The test site ended with {site.process.returncode}:\n{said[-4000:]}")


@asynccontextmanager
async def running_site(**environment: str) -> AsyncIterator[Site]:
    """A site that answers."""
    with site_process(**environment) as site:
        await started(site)
        yield site
