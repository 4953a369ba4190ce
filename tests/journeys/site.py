"""The whole product as processes of its own, started as an operator starts it, all in a scratch place."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live import frontend
from aethex_live.config import Settings
from aethex_live.data import database
from aethex_live.integrations.accounts import account_tools
from aethex_live.integrations.image_maker import ImageMaker
from aethex_live.integrations.local_store import LocalStore
from aethex_live.integrations.passwords import Argon2Passwords
from aethex_live.services.context import Context
from tests.support.fakes import Elsewhere, Indoors, Mailbox, PushService, Record, Studio
from tests.support.ports import free_ports

START_SECONDS = 180
STOP_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A running product, and a Context on its database to make people and channels for it."""

    url: str
    port: int
    pid: int
    context: Context
    log: Path

    @property
    def rtmp_url(self) -> str:
        return self.context.settings.media_rtmp_url


@asynccontextmanager
async def running_site(database_url: str, scratch: Path) -> AsyncIterator[Site]:
    """`aethex-live up` on free ports, from when it answers until it has stopped."""
    await asyncio.to_thread(frontend.bring_up_to_date)
    port, media, rtmp = free_ports(3)
    environment = {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "BASE_URL": f"http://localhost:{port}",
        "DATA_DIR": str(scratch / "data"),
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_urlsafe(32),
        "MEDIA_SECRET": secrets.token_urlsafe(32),
        "MEDIA_RTMP": f"127.0.0.1:{rtmp}",
        "MEDIA_RTMP_URL": f"rtmp://127.0.0.1:{rtmp}/live",
        "MEDIA_HTTP": f"127.0.0.1:{media}",
        "MEDIA_HTTP_URL": f"http://localhost:{media}",
        "MEDIA_CONTROL_URL": f"http://127.0.0.1:{media}/control",
        "MEDIA_STOP_GRACE": "0.5",
        "MEDIA_REFUSE_BELOW": "0",
        "ALLOW_PRIVATE_SOURCES": "1",
        "SOURCE_STILL_SECONDS": "12",
        "DEMO": "0",
    }
    log = scratch / "up.log"
    process = _start(environment, log)
    try:
        await _until_it_answers(process, port, log)
        engine = database.create_engine(database_url)
        settings = Settings(
            base_url=environment["BASE_URL"],
            database_url=database_url,
            secret_key=environment["SECRET_KEY"],
            media_rtmp_url=environment["MEDIA_RTMP_URL"],
            data_dir=scratch / "data",
            demo=False,
        )
        yield Site(environment["BASE_URL"], port, process.pid, _context(settings, engine), log)
        await engine.dispose()
    finally:
        process.send_signal(signal.SIGINT)
        try:
            await asyncio.to_thread(process.wait, STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _start(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "aethex_live.cli", "up"],
            cwd=frontend.ROOT,
            env=os.environ | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


async def _until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    async with httpx.AsyncClient() as client, asyncio.timeout(START_SECONDS):
        while process.poll() is None:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/readyz")).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)
    said = await asyncio.to_thread(log.read_text)
    raise RuntimeError(f"The site ended with {process.returncode}:\n{said[-4000:]}")


def _context(settings: Settings, engine: AsyncEngine) -> Context:
    cheap = Argon2Passwords(Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1))
    quiet = Record()
    return Context(
        settings=settings,
        transaction=database.transactions(engine, quiet.publish),
        mailer=Mailbox(),
        publisher=quiet,
        accounts=replace(account_tools(settings), passwords=cheap),
        store=LocalStore(settings.data_dir / "media"),
        images=ImageMaker(),
        media=Studio(),
        fetcher=Elsewhere(),
        pusher=PushService(),
        surroundings=Indoors(),
    )
