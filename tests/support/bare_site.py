"""The product's web server without its pages' files, as a process of its own: for whoever speaks the websocket by hand.

`python -m tests.support.bare_site` serves it, with its settings in the environment.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from reflex_base import constants
from reflex_base.environment import environment

from aethex_live import config, log
from aethex_live.lasting import lasting
from aethex_live.realtime.outlet import straight
from aethex_live.web_server import allow_many_connections, configuration
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "a key for this run only, of no worth anywhere"
START_SECONDS = 120
STOP_SECONDS = 30


@dataclass(frozen=True)
class BareSite:
    """A site that answers."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@asynccontextmanager
async def bare_site(database_url: str, scratch: Path) -> AsyncIterator[BareSite]:
    """A site on the database there, from when it answers until it has stopped."""
    port = free_port()
    settings = {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "BASE_URL": f"http://localhost:{port}",
        "DATA_DIR": str(scratch / "site"),
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "MEDIA_SECRET": "another key for this run only, of no worth anywhere",
        "DEMO": "0",
    }
    said = scratch / f"site-{port}.log"
    process = _start(settings, said)
    try:
        await _until_it_answers(process, port, said)
        yield BareSite(port, process)
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _start(settings: dict[str, str], said: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.support.bare_site"]
    with said.open("wb") as output:
        return subprocess.Popen(
            command, cwd=ROOT, env=os.environ | settings, stdout=output, stderr=subprocess.STDOUT
        )


async def _until_it_answers(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    async with httpx.AsyncClient() as client, asyncio.timeout(START_SECONDS):
        while process.poll() is None:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code < 500:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)
    text = await asyncio.to_thread(said.read_text)
    raise RuntimeError(f"The site ended with {process.returncode}:\n{text[-4000:]}")


def create():
    """The ASGI app, without building a frontend."""
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    log.configure("text")
    with lasting():
        from aethex_live.aethex_live import app

        return straight(app())


if __name__ == "__main__":
    served = config.load()
    allow_many_connections()
    where = {"host": served.host, "port": served.port}
    uvicorn.Server(configuration("tests.support.bare_site:create", factory=True, **where)).run()
