"""RTMP messages above the chunk layer: type numbers, commands, aggregates taken apart."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from media_server.rtmp import amf0
from media_server.rtmp.buffer import Cursor
from media_server.rtmp.chunk import Message
from media_server.rtmp.errors import Fault, PeerError

SET_CHUNK_SIZE, ABORT, ACKNOWLEDGEMENT, USER_CONTROL = 1, 2, 3, 4
WINDOW_ACK_SIZE, SET_PEER_BANDWIDTH = 5, 6
AUDIO, VIDEO = 8, 9
DATA_AMF3, COMMAND_AMF3, DATA, COMMAND = 15, 17, 18, 20
AGGREGATE = 22

STREAM_BEGIN, PING_REQUEST, PING_RESPONSE = 0, 6, 7
CONTROL_CHUNK_STREAM, COMMAND_CHUNK_STREAM, STATUS_CHUNK_STREAM = 2, 3, 5
AUDIO_CHUNK_STREAM, VIDEO_CHUNK_STREAM, DATA_CHUNK_STREAM = 4, 6, 8

MAX_AGGREGATED = 1_000  # sub-messages; a second of audio and video is about 110


@dataclass(frozen=True, slots=True)
class Command:
    """A remote call. `arguments` may hold a stream key, so it stays out of repr()."""

    name: str
    transaction: float
    arguments: list[Any]
    stream_id: int

    def __repr__(self) -> str:
        return f"Command({self.name!r}, transaction={self.transaction}, stream_id={self.stream_id})"

    def text(self, index: int) -> str:
        """A string argument, empty when it is missing or of another type."""
        value = self.arguments[index] if index < len(self.arguments) else None
        return value if isinstance(value, str) else ""


def parse_command(message: Message) -> Command:
    """Type 17 is a command in AMF0 behind one zero byte, whatever its name promises."""
    body = memoryview(message.body)
    if message.type_id == COMMAND_AMF3:
        if len(body) and body[0] != 0:
            raise PeerError(Fault.COMMAND, "commands in AMF3 are not supported")
        body = body[1:]
    values = amf0.decode(body)
    if not values or not isinstance(values[0], str):
        raise PeerError(Fault.COMMAND, "a command without a name")
    transaction = values[1] if len(values) > 1 else 0.0
    if isinstance(transaction, bool) or not isinstance(transaction, float) or not math.isfinite(transaction):
        raise PeerError(Fault.COMMAND, "a command without a transaction number")
    return Command(values[0], transaction, values[2:], message.stream_id)


def parse_data(message: Message) -> list[Any]:
    body = memoryview(message.body)
    if message.type_id == DATA_AMF3:
        body = body[1:]
    return amf0.decode(body)


def parse_number(message: Message) -> int:
    """The 32-bit value of an acknowledgement or window message."""
    return Cursor(message.body, Fault.CHUNK).unsigned(4)


def split_aggregate(message: Message) -> Iterator[Message]:
    """An aggregate holds FLV tags; the first one stands at the message's own time, the others follow it."""
    cursor = Cursor(message.body, Fault.MEDIA)
    first_time: int | None = None
    for _ in range(MAX_AGGREGATED):
        if not cursor.left:
            return
        type_id = cursor.unsigned(1)
        size = cursor.unsigned(3)
        time = cursor.unsigned(3) | cursor.unsigned(1) << 24
        cursor.view(3)
        body = cursor.take(size)
        cursor.view(4)
        first_time = time if first_time is None else first_time
        timestamp = (message.timestamp + time - first_time) % (1 << 32)
        yield Message(type_id, message.stream_id, timestamp, body)
    raise PeerError(Fault.LIMIT, f"more than {MAX_AGGREGATED} messages in an aggregate")


def user_control(event: int, value: int | bytes) -> bytes:
    """The body of a user control message."""
    return event.to_bytes(2, "big") + (value if isinstance(value, bytes) else value.to_bytes(4, "big"))
