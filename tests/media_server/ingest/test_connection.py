"""The driver on real sockets: deadlines, limits, refusals, cases 1, 4, 7, 12 and 13 of what peers do."""

import asyncio
import ssl

import pytest

from media_server.ingest.limits import IngestLimits
from media_server.rtmp.errors import Fault
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.ingest.certificate import write_certificate
from tests.media_server.ingest.wire_client import bench
from tests.media_server.rtmp import wire
from tests.media_server.waiting import until

STREAM = wire.video(wire.AVC_HEADER) + wire.video(wire.KEYFRAME) + wire.audio(wire.SOUND, 21)
GOODBYE = wire.command("deleteStream", 7, None, 1)


async def test_a_publish_from_hello_to_goodbye():
    async with bench() as b:
        client = await b.client()
        await client.send(wire.opening("good") + STREAM + GOODBYE)
        taken = await b.door.taken.get()
        assert await taken.ended is True
        assert [type(event) for event in taken.events] == [TrackConfig, AccessUnit, AccessUnit]
        assert b.door.asked[0].address == "127.0.0.1" and not b.door.asked[0].encrypted
        assert "good" not in repr(b.door.asked)


async def test_headers_sent_behind_publish_are_kept_while_the_door_thinks():
    async with bench(open_door=False) as b:
        client = await b.client()
        await client.send(wire.opening("good") + STREAM)
        await until(lambda: b.door.asked)
        b.door.open.set()
        taken = await b.door.taken.get()
        await until(lambda: len(taken.events) == 3)
        assert isinstance(taken.events[0], TrackConfig)


async def test_a_wrong_key_gets_its_reason_even_with_media_behind_it():
    async with bench() as b:
        client = await b.client()
        await client.send(wire.opening("bad") + STREAM * 50)
        status = await client.status()
        assert status["code"] == "NetStream.Publish.Rejected"
        assert status["description"] == "That key is not known."


@pytest.mark.parametrize("ending", ["reset", "eof"])
async def test_a_broken_connection_is_no_goodbye(ending):
    async with bench() as b:
        client = await b.client()
        await client.send(wire.opening("good") + STREAM)
        taken = await b.door.taken.get()
        client.drop() if ending == "reset" else client.writer.write_eof()
        assert await taken.ended is False


async def test_a_peer_that_leaves_while_the_door_thinks_takes_no_place():
    async with bench(open_door=False) as b:
        client = await b.client()
        await client.send(wire.opening("good"))
        await until(lambda: b.door.asked)
        client.drop()
        b.door.open.set()
        taken = await b.door.taken.get()
        assert await taken.ended is False


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"\x06" + bytes(1536),
        wire.HANDSHAKE + b"\xff" * 50,
    ],
    ids=["HTTP", "TLS", "RTMPE", "noise"],
)
async def test_other_protocols_are_shown_the_door(data):
    async with bench() as b:
        client = await b.client()
        await client.send(data)
        assert await client.ended()
        assert sum(b.listener.faults.values()) == 1


@pytest.mark.parametrize(
    "data", [b"", b"\x03", wire.HANDSHAKE, wire.HANDSHAKE + wire.connect()], ids=range(4)
)
async def test_who_does_not_get_to_publishing_is_dropped(data):
    async with bench(IngestLimits(handshake_s=0.1)) as b:
        client = await b.client()
        await client.send(data)
        assert await asyncio.wait_for(client.ended(), 5)


async def test_one_byte_at_a_time_does_not_outlast_the_deadline():
    async with bench(IngestLimits(handshake_s=0.3)) as b:
        client = await b.client()

        async def trickle() -> None:
            for byte in wire.HANDSHAKE:
                await client.send(bytes([byte]))
                await asyncio.sleep(0.02)

        task = asyncio.create_task(trickle())
        assert await asyncio.wait_for(client.ended(), 5)
        task.cancel()


async def test_a_silent_publisher_counts_as_gone():
    async with bench(IngestLimits(silence_s=0.1)) as b:
        client = await b.client()
        await client.send(wire.opening("good") + STREAM)
        taken = await b.door.taken.get()
        assert await asyncio.wait_for(taken.ended, 5) is False


async def test_an_idle_connection_behind_a_goodbye_is_dropped():
    async with bench(IngestLimits(handshake_s=0.1)) as b:
        client = await b.client()
        await client.send(wire.opening("good") + GOODBYE)
        assert await asyncio.wait_for(client.ended(), 5)


async def test_a_flood_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr("media_server.ingest.rate.WINDOW_S", 0.2)
    async with bench(IngestLimits(bitrate=1_000_000)) as b:
        client = await b.client()
        await client.send(wire.opening("good"))
        taken = await b.door.taken.get()
        for _ in range(20):
            await client.send(wire.video(wire.KEYFRAME + bytes(60_000)))
        assert "Lower the bitrate" in (await client.status())["description"]
        assert await taken.ended is False


async def test_too_many_messages_end_with_a_sentence(monkeypatch):
    monkeypatch.setattr("media_server.ingest.rate.WINDOW_S", 0.2)
    async with bench(IngestLimits(messages_per_second=100)) as b:
        client = await b.client()
        await client.send(wire.opening("good") + wire.audio(wire.SOUND) * 5_000)
        assert "messages a second" in (await client.status())["description"]


async def test_a_message_longer_than_allowed_ends_the_publish():
    async with bench(IngestLimits(media_message_bytes=1_000)) as b:
        client = await b.client()
        await client.send(wire.opening("good") + wire.video(wire.KEYFRAME + bytes(2_000)))
        assert "limit" in (await client.status())["description"]
        assert b.listener.faults[Fault.LIMIT] == 1


async def test_a_peer_that_never_reads_our_answers_is_dropped():
    async with bench(IngestLimits(unread_bytes=1_000)) as b:
        client = await b.client()
        call = wire.command("x", 9)  # its answer is five times as long
        await client.send(wire.opening("good"))
        taken = await b.door.taken.get()
        client.reader._transport.pause_reading()
        with pytest.raises(ConnectionError):
            while not taken.ended.done():
                await client.send(call * 5_000)
            await client.send(call)
            raise ConnectionResetError


async def test_connections_are_counted_in_all_and_by_address():
    for limits in (IngestLimits(connections=2), IngestLimits(connections_per_address=2)):
        async with bench(limits) as b:
            clients = [await b.client() for _ in range(3)]
            assert await asyncio.wait_for(clients[2].ended(), 5)
            assert b.listener.connections == 2
            clients[0].drop()
            await until(lambda: b.listener.connections == 1)
            again = await b.client()
            await again.send(wire.opening("good"))
            await b.door.taken.get()


async def test_a_publish_that_is_stopped_shows_why():
    async with bench() as b:
        client = await b.client()
        await client.send(wire.opening("good") + STREAM)
        taken = await b.door.taken.get()
        taken.publisher.stop("Kicked.")
        assert (await client.status())["description"] == "Kicked."
        assert not taken.ended.done()


async def test_a_door_that_fails_lets_nobody_in():
    async with bench() as b:

        async def broken(request, publisher):
            raise RuntimeError("no database")

        b.door.admit = broken
        client = await b.client()
        await client.send(wire.opening("good"))
        assert "could not check" in (await client.status())["description"]


async def test_rtmps(tmp_path):
    pem = write_certificate(tmp_path / "both.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    trusting = ssl.create_default_context(cafile=pem)
    async with bench(context=context) as b:
        client = await b.client(trusting)
        await client.send(wire.opening("good") + STREAM + GOODBYE)
        taken = await b.door.taken.get()
        assert await taken.ended is True and len(taken.events) == 3
        assert b.door.asked[0].encrypted
        refused = await b.client(trusting)
        await refused.send(wire.opening("bad"))
        assert (await refused.status())["code"] == "NetStream.Publish.Rejected"
