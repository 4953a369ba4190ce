"""What the live process and the process of a rung say to each other: frames of one fixed head and some bytes."""

import struct
from dataclasses import dataclass
from enum import IntEnum

_HEAD = struct.Struct(">BBxxqiI")
HEAD_SIZE = _HEAD.size
_MAX_BYTES = 64 * 1024 * 1024


class Say(IntEnum):
    # To the worker.
    CONFIG = 1  # codec name, NUL, extradata: pictures of a new make follow
    UNIT = 2  # one picture of the source
    FLUSH = 3  # give back all that you have; another timeline follows
    # From the worker.
    READY = 10
    RUNG_CONFIG = 11  # avcC
    RUNG_UNIT = 12  # one picture
    RUNG_SKIP = 13  # a picture of the source that nothing could be made of


@dataclass(frozen=True, slots=True)
class Message:
    say: Say
    keyframe: bool = False
    dts_ms: int = 0
    cts_ms: int = 0
    data: bytes = b""


class WireError(Exception):
    """The other side does not keep to the format."""


def pack_head(message: Message) -> bytes:
    return _HEAD.pack(
        message.say,
        message.keyframe,
        message.dts_ms,
        message.cts_ms,
        len(message.data),
    )


def parse_head(head: bytes) -> tuple[Message, int]:
    """The message without its data, and how long that is."""
    say, keyframe, dts_ms, cts_ms, size = _HEAD.unpack(head)
    if size > _MAX_BYTES:
        raise WireError(f"a message of {size} bytes is too long")
    try:
        return Message(Say(say), bool(keyframe), dts_ms, cts_ms), size
    except ValueError as error:
        raise WireError(f"message kind {say} is not known") from error


def config_data(codec: str, extradata: bytes) -> bytes:
    return codec.encode() + b"\0" + extradata


def read_config(data: bytes) -> tuple[str, bytes]:
    codec, _, extradata = data.partition(b"\0")
    return codec.decode("latin-1"), extradata
