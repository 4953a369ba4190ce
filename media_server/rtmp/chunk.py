"""The chunk layer: cuts a byte stream into messages and back.

Reader rules:
- A message body grows with the bytes that arrived, never with the length that was announced, and all
  unfinished bodies of a connection share one budget: a peer cannot make us hold more than it sent.
- Set Chunk Size and Abort act here, because they change how the very next byte is read.
- After an error the reader must not be fed again.
"""

from typing import NamedTuple

from media_server.rtmp.errors import Fault, PeerError

DEFAULT_CHUNK_SIZE = 128
MAX_CHUNK_STREAMS = 64  # encoders use at most 8; the basic header could name 65,597 and each costs state
MAX_MEDIA_MESSAGE = 8 * 1024 * 1024  # a keyframe of a 100 Mbit/s stream is about 2 MB
MAX_OTHER_MESSAGE = 64 * 1024  # commands: connect with every E-RTMP map is about 2 kB
MAX_UNFINISHED = 12 * 1024 * 1024  # one large video message with audio and data in flight beside it
LARGEST_PLAIN_DELTA_MS = 10_000

SET_CHUNK_SIZE, ABORT = 1, 2
_MEDIA_TYPES = frozenset((8, 9, 15, 18, 22))  # audio, video, data (a file's may hold its index), aggregate
_EXTENDED = 0xFFFFFF
_MODULUS = 1 << 32
_HEADER_SIZES = (11, 7, 3, 0)
_NOTHING = memoryview(b"")

Body = bytes | memoryview


class Message(NamedTuple):
    """One RTMP message; `timestamp` is the 32-bit value of the wire."""

    type_id: int
    stream_id: int
    timestamp: int
    body: Body


class _ChunkStream:
    """What later headers of the same chunk stream leave out."""

    __slots__ = (
        "absolute",
        "body",
        "continuation",
        "extended",
        "field",
        "length",
        "stream_id",
        "timestamp",
        "type_id",
        "unfinished",
    )

    def __init__(self) -> None:
        self.continuation = -1  # the whole header of a chunk that continues a message, where that is one byte
        self.timestamp = 0
        self.field = 0  # the last timestamp or delta as it was sent, extension included
        self.absolute = True  # whether `field` is a timestamp (fmt 0) or a delta
        self.extended = False
        self.length = 0
        self.type_id = 0
        self.stream_id = 0
        self.unfinished = False
        self.body = bytearray()


class ChunkReader:
    """`feed` bytes, then call `next_message` until it gives None: then every byte is used or kept."""

    def __init__(
        self, max_unfinished: int = MAX_UNFINISHED, max_media_message: int = MAX_MEDIA_MESSAGE
    ) -> None:
        self._chunk_size = DEFAULT_CHUNK_SIZE
        self._max_unfinished = max_unfinished
        self._max_media_message = max_media_message
        self._streams: dict[int, _ChunkStream] = {}
        self._current: _ChunkStream | None = None
        self._chunk_left = 0  # payload bytes of the current chunk that have not come yet
        self._unfinished_bytes = 0
        self._data = _NOTHING
        self._position = 0

    def feed(self, data: bytes | bytearray | memoryview) -> None:
        """Takes `data` without copying: it must not change until `next_message` gives None or `keep` ran."""
        if self._position < len(self._data):
            data = bytes(self._data[self._position :]) + bytes(data)
        self._data = memoryview(data)
        self._position = 0

    @property
    def waiting_bytes(self) -> int:
        return len(self._data) - self._position

    def keep(self) -> None:
        """Copies what is not read yet, so that the caller may reuse the memory that it fed."""
        rest = self._data[self._position :]
        self._data = memoryview(bytes(rest)) if rest else _NOTHING
        self._position = 0

    def next_message(self) -> Message | None:
        """The body may be a view of what was fed, which is good until the next `feed`."""
        while (stream := self._current or self._begin_chunk()) is not None:
            end = self._position + stream.length
            if self._chunk_left == stream.length and end <= len(self._data):
                body = self._data[self._position : end]  # all of it, in one piece
                self._position = end
            elif not self._fill(stream):
                return None
            elif len(stream.body) < stream.length:
                self._current = None
                continue
            else:
                body, stream.body = memoryview(stream.body), bytearray()
                self._unfinished_bytes -= len(body)
            self._current = None
            stream.unfinished = False
            message = self._finish(stream, body)
            if message is not None:
                return message
        self.keep()
        return None

    def _fill(self, stream: _ChunkStream) -> bool:
        """Takes what is there of the current chunk, and of those behind it that plainly continue its message.

        Most chunks of a stream are such continuations: going on here saves the general reading of a header.
        False when the data ended inside a chunk.
        """
        data, position, end = self._data, self._position, len(self._data)
        left, body, missing = self._chunk_left, stream.body, stream.length - len(stream.body)
        while True:
            taken = left if left < end - position else end - position
            body += data[position : position + taken]
            position += taken
            missing -= taken
            left -= taken
            self._unfinished_bytes += taken
            if self._unfinished_bytes > self._max_unfinished:
                raise PeerError(Fault.LIMIT, f"over {self._max_unfinished} bytes of unfinished messages")
            if left or not missing or position >= end or data[position] != stream.continuation:
                break
            position += 1
            left = min(self._chunk_size, missing)
        self._position, self._chunk_left = position, left
        if left:
            self._data, self._position = _NOTHING, 0
        return not left

    def _finish(self, stream: _ChunkStream, body: memoryview) -> Message | None:
        type_id = stream.type_id
        if type_id == SET_CHUNK_SIZE:
            self._set_chunk_size(body)
            return None
        if type_id == ABORT:
            self._abort(body)
            return None
        return Message(type_id, stream.stream_id, stream.timestamp, body)

    def _set_chunk_size(self, body: memoryview) -> None:
        if len(body) < 4:
            raise PeerError(Fault.CHUNK, "Set Chunk Size without a size")
        size = int.from_bytes(body[:4], "big") & 0x7FFFFFFF  # the top bit is reserved
        if size == 0:
            raise PeerError(Fault.CHUNK, "chunk size 0")
        self._chunk_size = size

    def _abort(self, body: memoryview) -> None:
        if len(body) < 4:
            raise PeerError(Fault.CHUNK, "Abort without a chunk stream")
        stream = self._streams.get(int.from_bytes(body[:4], "big"))
        if stream is not None and stream.unfinished:
            self._unfinished_bytes -= len(stream.body)
            stream.body = bytearray()
            stream.unfinished = False

    def _begin_chunk(self) -> _ChunkStream | None:
        """Reads one chunk header; None and nothing read while it is not there in whole."""
        data, start = self._data, self._position
        available = len(data) - start
        if available < 1:
            return None
        first = data[start]
        form, number = first >> 6, first & 0x3F
        basic = 1
        if number < 2:
            basic = number + 2
            if available < basic:
                return None
            number = 64 + data[start + 1] + (data[start + 2] << 8 if basic == 3 else 0)
        fixed = _HEADER_SIZES[form]
        position = start + basic
        if available < basic + fixed:
            return None
        stream = self._streams.get(number)
        if stream is None:
            stream = self._open(number, form)
        if form == 3:
            used = self._continue(stream, position)
        else:
            used = self._read_header(stream, form, position)
        if used is None:
            return None
        self._position = used
        self._streams[number] = stream
        self._current = stream
        missing = stream.length - len(stream.body)
        self._chunk_left = missing if missing < self._chunk_size else self._chunk_size
        return stream

    def _open(self, number: int, form: int) -> _ChunkStream:
        if form > 1:  # fmt 1 is let in: some librtmp clients begin with it
            raise PeerError(Fault.CHUNK, f"chunk stream {number} continues before it began")
        if len(self._streams) >= MAX_CHUNK_STREAMS:
            raise PeerError(Fault.LIMIT, f"more than {MAX_CHUNK_STREAMS} chunk streams")
        return _ChunkStream()

    def _read_header(self, stream: _ChunkStream, form: int, position: int) -> int | None:
        """A fmt 0, 1 or 2 header, which begins a message."""
        if stream.unfinished:
            raise PeerError(Fault.CHUNK, "a new message began inside an unfinished one")
        data = self._data
        length, type_id = stream.length, stream.type_id
        if form < 2:
            fields = int.from_bytes(data[position : position + 7], "big")
            value, length, type_id = fields >> 32, fields >> 8 & 0xFFFFFF, fields & 0xFF
            self._check_length(length, type_id)
        else:
            value = int.from_bytes(data[position : position + 3], "big")
        end = position + _HEADER_SIZES[form]
        extended = value == _EXTENDED
        if extended:
            if len(data) < end + 4:
                return None
            value = int.from_bytes(data[end : end + 4], "big")
        if form == 0:
            stream.stream_id = int.from_bytes(data[position + 7 : position + 11], "little")
            stream.timestamp = value
        else:
            stream.timestamp = (stream.timestamp + value) % _MODULUS
        stream.absolute = form == 0
        stream.length, stream.type_id = length, type_id
        stream.field, stream.extended = value, extended
        first = data[self._position]
        stream.continuation = -1 if extended or first & 0x3F < 2 else first | 0xC0
        stream.unfinished = True
        return end + 4 if extended else end

    def _check_length(self, length: int, type_id: int) -> None:
        limit = self._max_media_message if type_id in _MEDIA_TYPES else MAX_OTHER_MESSAGE
        if length > limit:
            raise PeerError(Fault.LIMIT, f"message of {length} bytes, the limit is {limit}")

    def _continue(self, stream: _ChunkStream, position: int) -> int | None:
        """A fmt 3 header: more of the same message, or a new one with everything as before."""
        if stream.extended:
            repeated = self._repeats_extension(stream, position)
            if repeated is None:
                return None
            position += 4 if repeated else 0
        if not stream.unfinished:
            stream.timestamp = (stream.timestamp + self._implied_delta(stream)) % _MODULUS
            stream.unfinished = True
        return position

    def _repeats_extension(self, stream: _ChunkStream, position: int) -> bool | None:
        """Most encoders repeat the extended timestamp here, some do not: only the bytes themselves tell."""
        there = bytes(self._data[position : position + 4])
        candidates = (stream.field.to_bytes(4, "big"), stream.timestamp.to_bytes(4, "big"))
        if not any(candidate.startswith(there) for candidate in candidates):
            return False
        return True if len(there) == 4 else None

    def _implied_delta(self, stream: _ChunkStream) -> int:
        """After fmt 0 the delta is its timestamp (ffmpeg counts on that), unless that is absurdly large."""
        if stream.absolute and stream.field > LARGEST_PLAIN_DELTA_MS:
            return 0
        return stream.field


class ChunkWriter:
    """Writes messages as one fmt 0 chunk and fmt 3 continuations: the form that every peer reads alike."""

    def __init__(self) -> None:
        self.chunk_size = DEFAULT_CHUNK_SIZE

    def write(self, chunk_stream: int, type_id: int, stream_id: int, timestamp: int, body: bytes) -> bytes:
        timestamp %= _MODULUS
        extended = timestamp >= _EXTENDED
        extension = timestamp.to_bytes(4, "big") if extended else b""
        header = (
            bytes([chunk_stream])
            + min(timestamp, _EXTENDED).to_bytes(3, "big")
            + len(body).to_bytes(3, "big")
            + bytes([type_id])
            + stream_id.to_bytes(4, "little")
            + extension
        )
        size = self.chunk_size
        if len(body) <= size:
            return header + body
        continuation = bytes([0xC0 | chunk_stream]) + extension
        pieces = [header, body[:size]]
        for start in range(size, len(body), size):
            pieces.append(continuation)
            pieces.append(body[start : start + size])
        return b"".join(pieces)
