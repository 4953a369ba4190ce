"""A forwarder that is stopped stops, whatever it is doing at that moment."""

import asyncio
from unittest.mock import MagicMock

from media_server.forward.forwarder import Forwarder
from media_server.forward.target import parse_target
from media_server.units import AccessUnit, TrackConfig


class Writer(MagicMock):
    """Takes everything, and has the task that writes stopped while it does."""

    writing: asyncio.Task

    async def drain(self) -> None:
        self.writing.cancel()


async def test_it_ends_when_it_is_stopped_just_as_a_write_is_done():
    forwarder = Forwarder(parse_target("rtmp://127.0.0.1:1/app/key"), True, lambda state, message: None)
    forwarder.close()
    await forwarder.wait_closed()
    forwarder.on_config(TrackConfig("video", "avc1", b"v"))
    forwarder.on_unit(AccessUnit("video", 0, 0, True, b"picture"))
    writer = Writer()
    writer.writing = asyncio.create_task(forwarder._feed(MagicMock(), writer))
    await asyncio.wait({writer.writing}, timeout=30)
    assert writer.writing.cancelled()
