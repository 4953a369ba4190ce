"""How much the kernel gathers before the event loop is woken, and that nothing stays behind with it."""

import asyncio
import socket

from media_server.ingest import gathering
from media_server.ingest.gathering import LEAST_BYTES, MOST_BYTES, Gathering
from media_server.units import AccessUnit
from tests.media_server.ingest.wire_client import bench
from tests.media_server.rtmp import wire

MANY = gathering.CROWD


class Socket:
    size = 1

    def setsockopt(self, level: int, option: int, value: int, /) -> None:
        assert (level, option) == (socket.SOL_SOCKET, socket.SO_RCVLOWAT)
        self.size = value


def test_a_stream_is_read_in_pieces_of_its_own_rate():
    made = Socket()
    gather = Gathering(made, now=100.0)
    gather.check(101.0, 750_000, MANY)
    assert made.size == 18_000
    gather.check(103.0, 3_750_000, MANY)
    assert made.size == 36_000
    gather.check(104.0, 1_000_000_000, MANY)
    assert made.size == MOST_BYTES


def test_a_stream_that_falls_quiet_is_read_byte_by_byte():
    made = Socket()
    gather = Gathering(made, now=0.0)
    gather.check(1.0, 750_000, MANY)
    assert made.size >= LEAST_BYTES
    gather.check(2.0, 750_900, MANY)
    assert made.size == 1


def test_few_streams_are_not_held_back():
    made = Socket()
    gather = Gathering(made, now=0.0)
    gather.check(1.0, 750_000, MANY - 1)
    assert made.size == 1


def test_a_socket_that_is_closed_or_cannot_do_it_is_no_trouble():
    with socket.socket() as closed:
        pass
    Gathering(closed, now=0.0).check(1.0, 750_000, MANY)


async def test_a_goodbye_behind_much_media_is_heard(monkeypatch):
    monkeypatch.setattr(gathering, "CROWD", 1)
    async with bench() as b:
        client = await b.client()
        await client.send(wire.opening("good") + wire.video(wire.AVC_HEADER))
        taken = await b.door.taken.get()
        (connection,) = b.listener._connections
        held = connection._transport.get_extra_info("socket")

        def low_water() -> int:
            return held.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)

        pictures = 0
        while low_water() < LEAST_BYTES:
            pictures += 1
            await client.send(wire.video(wire.KEYFRAME + bytes(20_000), pictures))
            await asyncio.sleep(0.005)
        await client.send(wire.command("deleteStream", 7, None, 1))
        assert await asyncio.wait_for(taken.ended, 60) is True
        assert low_water() == 1
        assert sum(isinstance(event, AccessUnit) for event in taken.events) == pictures
