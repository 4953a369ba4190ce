"""A whole media server on free ports, encoders and other publishers, and what a player would read."""

import asyncio
import re
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import imageio_ffmpeg
from aiohttp import ClientSession

from media_server.config import Settings
from media_server.server import MediaServer
from tests.media_server.app_link.fake_app import SECRET, RunningApp
from tests.media_server.live.publisher import STREAM, Publisher
from tests.media_server.made_media import Recipe
from tests.media_server.probing import Track, codecs, tracks
from tests.media_server.waiting import until

OLD_FFMPEG = "ffmpeg"  # Debian's, without Enhanced RTMP
NEW_FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()

# As fast as it goes: what is made of a stream depends on its timestamps, never on the clock.
QUICK_PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30")
QUICK_SOUND = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000")
PICTURE, SOUND = ("-re", *QUICK_PICTURE), ("-re", *QUICK_SOUND)
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "30")
AAC = ("-c:a", "aac", "-b:a", "96k")


def key_of(name: str) -> str:
    return f"sk-{name}-secret"


def keys_of(*names: str) -> str:
    """The file of keys for streams of these names."""
    return "".join(f'{key_of(name)} = "{name}"\n' for name in names)


AHEAD_S = 5.0  # two segments and the beginning of a third
KEYS = keys_of("alpha", "beta")
KEY = key_of("alpha")


def newest_part(playlist: str) -> tuple[int, int]:
    """The place of the part that is announced last."""
    msn, index = re.findall(r"-p(\d+)\.(\d+)", playlist)[-1]
    return int(msn), int(index)


@dataclass
class Studio:
    server: MediaServer
    web: ClientSession
    encoders: list[Process] = field(default_factory=list)
    publishers: list[Publisher] = field(default_factory=list)

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.server.http_port}"

    async def publish(
        self,
        *options: str,
        seconds: float = 180.0,
        key: str = KEY,
        ffmpeg: str = OLD_FFMPEG,
        url: str = "",
    ) -> Process:
        """An encoder at work. Without options it sends H.264 and AAC with a keyframe a second."""
        target = url or f"rtmp://127.0.0.1:{self.server.rtmp_port}/live/{key}"
        process = await asyncio.create_subprocess_exec(
            *(ffmpeg, "-hide_banner", "-loglevel", "error", "-nostdin"),
            *(options or (*PICTURE, *SOUND, *X264, *AAC)),
            *("-t", str(seconds), "-f", "flv", target),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
        )
        self.encoders.append(process)
        return process

    async def connect(self, key: str = KEY) -> Publisher:
        """A publisher in this process, who has sent nothing yet."""
        publisher = await Publisher.connect(self.server.rtmp_port, key)
        self.publishers.append(publisher)
        return publisher

    async def play(self, recipe: Recipe = STREAM, key: str = KEY) -> Publisher:
        """One that goes on and on; the first seconds are there at once."""
        publisher = await self.connect(key)
        publisher.play(recipe, ahead_s=AHEAD_S)
        return publisher

    async def get(self, path: str) -> str | None:
        async with self.web.get(self.http + path) as response:
            return await response.text() if response.status == 200 else None

    async def playlist(self, name: str = "alpha", rendition: str = "source") -> str:
        return await self.get(f"/live/{name}/{rendition}/index.m3u8") or ""

    async def playlist_with(
        self, words: str, name: str = "alpha", rendition: str = "source", times: int = 1
    ) -> str:
        """The first playlist in which the words stand often enough."""
        path = f"/live/{name}/{rendition}/index.m3u8"

        async def found() -> bool:
            nonlocal text
            text = await self.get(path) or ""
            return text.count(words) >= times

        text = ""
        await until(found)
        return text

    async def goes_on(self, name: str = "alpha") -> None:
        """There is more of it than a moment ago."""

        async def more() -> bool:
            return newest_part(await self.playlist(name)) > before

        before = newest_part(await self.playlist(name))
        await until(more)

    async def tracks(self, path: str) -> dict[str, Track]:
        """What FFmpeg plays when it is given this address."""
        return await asyncio.wait_for(asyncio.to_thread(tracks, self.http + path), 60)

    async def codecs(self, path: str) -> set[str]:
        return await asyncio.wait_for(asyncio.to_thread(codecs, self.http + path), 60)

    async def gone(self, name: str = "alpha") -> None:
        await until(lambda: name not in self.server.broadcasts.running)

    async def leave(self) -> None:
        """End all streams, and leave nothing of them to be played."""
        self.server.broadcasts.end_all()
        await asyncio.gather(
            *(_end(process) for process in self.encoders), *(one.close() for one in self.publishers)
        )
        self.encoders.clear()
        self.publishers.clear()
        await self.server.shop.wait_retired()
        self.server.streams.clear()


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


@asynccontextmanager
async def studio(
    folder: Path, app: RunningApp | None = None, named: str = KEYS, **settings: Any
) -> AsyncIterator[Studio]:
    """Standalone without an app."""
    keys = folder / "keys.toml"
    keys.write_text(named)
    choices: dict[str, Any] = {
        "rtmp": "127.0.0.1:0",
        "http": "127.0.0.1:0",
        "data": folder / "data",
        "refuse_below": 0,
        "stop_below": 0,
        "stop_grace_s": 0.5,
        "storyboards": False,
        "allow_private_forwards": True,
    }
    if app is not None:
        choices |= {"app_url": app.url, "app_secret": SECRET}
    server = MediaServer(Settings(**(choices | settings)), None if app else keys)
    await server.start()
    async with ClientSession() as web:
        one = Studio(server, web)
        try:
            yield one
        finally:
            await one.leave()
            await server.stop()
