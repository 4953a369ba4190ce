"""The live process's end of a rung's process: it starts it, writes without ever waiting, and reads what
comes.
"""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Callable
from dataclasses import asdict

from media_server.jobs.process import spawn
from media_server.transcode.rungs import PictureRung
from media_server.transcode.wire import HEAD_SIZE, Message, Say, WireError, pack_head, parse_head

log = logging.getLogger(__name__)

# What may wait for a worker that is behind: 20 s of 6 Mbit/s.
MAX_WAITING_BYTES = 16 * 1024 * 1024
_START_S = 30.0


class RungProcess:
    """`lost` is called once, when the process ends without having been closed."""

    def __init__(self, heard: Callable[[Message], None], lost: Callable[[str], None]) -> None:
        self._heard, self._lost = heard, lost
        self._process: asyncio.subprocess.Process | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self, rung: PictureRung, frame_rate: float, preset: str, nice: int) -> None:
        """Raises OSError or TimeoutError when no process can be had."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = await spawn(
                    "media_server.transcode.worker", nice=nice, pass_fds=(theirs.fileno(),), pipes=False
                )
            reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        except BaseException:
            ours.close()
            raise
        plan = {"rung": asdict(rung), "frame_rate": frame_rate, "preset": preset}
        self.send(Message(Say.CONFIG, data=json.dumps(plan).encode()))
        try:
            await asyncio.wait_for(_receive(reader), _START_S)
        except (OSError, EOFError, WireError) as error:
            raise OSError("the process ended before it began") from error
        self._task = asyncio.create_task(self._read(reader))

    def send(self, message: Message) -> bool:
        """False when so much waits already that this was not taken."""
        writer = self._writer
        if writer is None or writer.transport.is_closing():
            return False
        if writer.transport.get_write_buffer_size() > MAX_WAITING_BYTES:
            return False
        writer.write(pack_head(message))
        writer.write(message.data)
        return True

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._writer is not None:
            self._writer.transport.abort()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                self._heard(await _receive(reader))
        except (OSError, EOFError):
            reason = "it died"
        except Exception as error:
            log.exception("what the process of a rung said could not be used")
            reason = str(error)
        self._lost(reason)


async def _receive(reader: asyncio.StreamReader) -> Message:
    message, size = parse_head(await reader.readexactly(HEAD_SIZE))
    data = await reader.readexactly(size)
    return Message(message.say, message.keyframe, message.dts_ms, message.cts_ms, data)
