"""What an encoder puts on the wire, byte by byte, and sessions that have got as far as a test needs."""

import random
from typing import Any

from media_server.rtmp import messages as m
from media_server.rtmp.amf0 import EcmaArray, decode, encode
from media_server.rtmp.chunk import ChunkReader, ChunkWriter, Message
from media_server.rtmp.client import ClientSession
from media_server.rtmp.events import Event
from media_server.rtmp.session import ServerSession, State

HANDSHAKE = b"\x03" + bytes(1536) + bytes(1536)  # C0 C1 C2
AVC_CONFIG = bytes.fromhex("0142c00dffe100176742c00dda05067e7c0440000003004000000f03c50aa801000468ce0fc8")
AVC_HEADER = b"\x17\x00\x00\x00\x00" + AVC_CONFIG
AAC_HEADER = b"\xaf\x00\x11\x88\x56\xe5\x00"
KEYFRAME = b"\x17\x01\x00\x00\x00" + bytes.fromhex("00000004") + b"\x65abc"
PICTURE = b"\x27\x01\x00\x00\x21" + bytes.fromhex("00000003") + b"\x41ab"
SOUND = b"\xaf\x01" + b"\x21\x10\x04"


def message(type_id: int, body: bytes, *, stream: int = 0, time: int = 0, chunk_stream: int = 3) -> bytes:
    return ChunkWriter().write(chunk_stream, type_id, stream, time, body)


def command(name: Any, transaction: Any, *arguments: Any, stream: int = 0) -> bytes:
    return message(m.COMMAND, encode(name, transaction, *arguments), stream=stream)


OUR_CHUNK_SIZE_ANNOUNCED = message(m.SET_CHUNK_SIZE, (65_536).to_bytes(4, "big"), chunk_stream=2)


def connect(**properties: Any) -> bytes:
    return command("connect", 1, {"app": "live", "tcUrl": "rtmp://host/live", **properties})


def publish(key: Any = "secret-key") -> bytes:
    return command("publish", 5, None, key, "live", stream=1)


def opening(key: Any = "secret-key", **properties: Any) -> bytes:
    """Everything up to the publish request."""
    return HANDSHAKE + connect(**properties) + command("createStream", 4, None) + publish(key)


def video(body: bytes, time: int = 0) -> bytes:
    return message(m.VIDEO, body, stream=1, time=time, chunk_stream=6)


def audio(body: bytes, time: int = 0) -> bytes:
    return message(m.AUDIO, body, stream=1, time=time, chunk_stream=4)


def metadata(**values: Any) -> bytes:
    return message(m.DATA, encode("@setDataFrame", "onMetaData", EcmaArray(values)), stream=1, chunk_stream=8)


def publishing(**properties: Any) -> ServerSession:
    session = ServerSession()
    session.receive_data(opening(**properties))
    session.accept_publish()
    assert session.state is State.PUBLISHING
    session.events()
    session.data_to_send()
    return session


def feed_every_way(data: bytes) -> list[Event]:
    """The events of a session that accepts every publish: the same whole, byte by byte, and cut at random."""
    rng = random.Random(len(data))
    cuts = sorted(rng.randrange(len(data)) for _ in range(12)) if data else []
    ways = [
        [data],
        [data[place : place + 1] for place in range(len(data))],
        [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)],
    ]
    results = [_run(pieces) for pieces in ways]
    assert _comparable(results[0]) == _comparable(results[1]) == _comparable(results[2])
    return results[0]


def _run(pieces: list[bytes]) -> list[Event]:
    session, events = ServerSession(), []
    for piece in pieces:
        session.receive_data(bytearray(piece))
        if session.state is State.AWAITING_DECISION:
            events += session.events()
            session.accept_publish()
        events += session.events()
    return events


def _comparable(events: list[Event]) -> list[str]:
    """Errors have no equality of their own; what they say does."""
    return [repr(event) for event in events]


def sent(session: ServerSession) -> list[Message]:
    """The messages in what a session wants sent, the handshake left out."""
    return read_messages(OUR_CHUNK_SIZE_ANNOUNCED + b"".join(session.data_to_send()))


def read_messages(data: bytes) -> list[Message]:
    reader = ChunkReader()
    reader.feed(data)
    found = []
    while (one := reader.next_message()) is not None:
        found.append(one)
    return found


def commands_sent(session: ServerSession) -> list[list[Any]]:
    return [decode(one.body) for one in sent(session) if one.type_id == m.COMMAND]


def sent_by(client: ClientSession) -> list[Message]:
    return read_messages(OUR_CHUNK_SIZE_ANNOUNCED + b"".join(client.data_to_send()))
