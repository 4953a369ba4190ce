"""A publisher's side of an RTMP connection, without I/O: what forwarding to another service needs."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from media_server.rtmp import flv_write
from media_server.rtmp import messages as m
from media_server.rtmp.amf0 import EcmaArray, encode
from media_server.rtmp.chunk import ChunkReader, ChunkWriter, Message
from media_server.rtmp.errors import Fault, PeerError, UsageError
from media_server.rtmp.handshake import ClientHandshake
from media_server.rtmp.replies import AUDIO_FOURCCS, VIDEO_FOURCCS
from media_server.units import AccessUnit, TrackConfig

CHUNK_SIZE = 65_536
WINDOW_ACK_SIZE = 2_500_000
CONNECT, CREATE_STREAM, PUBLISH = 1.0, 4.0, 5.0  # transaction numbers, as encoders count them


class ClientState(Enum):
    HANDSHAKE = auto()
    CONNECTING = auto()
    CREATING = auto()
    ASKING = auto()
    LIVE = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to publish. App and address may hold a key too, so all of it stays out of repr()."""

    app: str = field(repr=False)
    tc_url: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Live:
    """The server takes media from now on."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The server does not want the stream."""

    description: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The server broke the protocol."""

    error: PeerError


ClientEvent = Live | Rejected | Broken


class ClientSession:
    """Feed `receive_data`; drain `events` and `data_to_send`. The handshake is waiting to be sent at once."""

    def __init__(self, destination: Destination) -> None:
        self.state = ClientState.HANDSHAKE
        self._destination = destination
        self._handshake = ClientHandshake()
        self._reader = ChunkReader()
        self._writer = ChunkWriter()
        self._output: list[bytes] = [self._handshake.answer]
        self._events: list[ClientEvent] = []
        self._codecs: dict[str, str] = {}
        self._stream_id = 0
        self._received = 0
        self._acknowledged = 0
        self._peer_window = WINDOW_ACK_SIZE

    def receive_data(self, data: bytes | memoryview) -> None:
        if self.state is ClientState.CLOSED:
            return
        self._received += len(data)
        try:
            self._read(memoryview(data))
        except PeerError as error:
            self.state = ClientState.CLOSED
            self._events.append(Broken(error))

    def events(self) -> list[ClientEvent]:
        drained, self._events = self._events, []
        return drained

    def data_to_send(self) -> list[bytes]:
        drained, self._output = self._output, []
        return drained

    def send_metadata(self, values: dict[str, Any]) -> None:
        body = encode("@setDataFrame", "onMetaData", EcmaArray(values))
        self._send(m.DATA_CHUNK_STREAM, m.DATA, 0, body)

    def send_config(self, config: TrackConfig, time_ms: int) -> None:
        self._codecs[config.kind] = config.codec
        self._send_media(config.kind, time_ms, flv_write.write_config(config))

    def send_unit(self, unit: AccessUnit, time_ms: int) -> None:
        """`time_ms` is the unit's decode time on the clock of this connection."""
        codec = self._codecs.get(unit.kind)
        if codec is None:
            raise UsageError("a unit before its track's configuration")
        self._send_media(unit.kind, time_ms, flv_write.write_unit(codec, unit))

    def close(self) -> None:
        """Says goodbye; send what `data_to_send` gives, then close the socket."""
        if self.state is ClientState.LIVE:
            self._command(0, "FCUnpublish", PUBLISH + 1, None, self._destination.name)
            self._command(0, "deleteStream", PUBLISH + 2, None, self._stream_id)
        self.state = ClientState.CLOSED

    def _read(self, data: memoryview) -> None:
        if self.state is ClientState.HANDSHAKE:
            data = self._handshake.feed(data)
            if not self._handshake.complete:
                return
            self._output.append(self._handshake.answer)
            self._connect()
        self._reader.feed(data)
        while self.state is not ClientState.CLOSED and (message := self._reader.next_message()) is not None:
            self._dispatch(message)
        if self._received - self._acknowledged >= self._peer_window:
            self._acknowledged = self._received
            body = (self._received % (1 << 32)).to_bytes(4, "big")
            self._control(m.ACKNOWLEDGEMENT, body)

    def _connect(self) -> None:
        self.state = ClientState.CONNECTING
        self._control(m.SET_CHUNK_SIZE, CHUNK_SIZE.to_bytes(4, "big"))
        self._writer.chunk_size = CHUNK_SIZE
        properties = {
            "app": self._destination.app,
            "type": "nonprivate",
            "flashVer": "FMLE/3.0 (compatible; AeThex)",
            "tcUrl": self._destination.tc_url,
            "fourCcList": [*VIDEO_FOURCCS, *AUDIO_FOURCCS],
        }
        self._command(0, "connect", CONNECT, properties)

    def _dispatch(self, message: Message) -> None:
        if message.type_id in (m.COMMAND, m.COMMAND_AMF3):
            self._on_command(m.parse_command(message))
        elif message.type_id == m.WINDOW_ACK_SIZE:
            self._peer_window = m.parse_number(message)
        elif message.type_id == m.USER_CONTROL and len(message.body) >= 6:
            if int.from_bytes(message.body[:2], "big") == m.PING_REQUEST:
                self._control(m.USER_CONTROL, m.user_control(m.PING_RESPONSE, bytes(message.body[2:6])))

    def _on_command(self, command: m.Command) -> None:
        if command.name == "_error":
            if command.transaction in (CONNECT, CREATE_STREAM, PUBLISH):
                self._reject(command)
        elif command.name == "onStatus":
            self._on_status(command)
        elif command.name == "_result" and command.transaction == CONNECT:
            if self.state is ClientState.CONNECTING:
                self._create_stream()
        elif command.name == "_result" and command.transaction == CREATE_STREAM:
            if self.state is ClientState.CREATING:
                self._ask_to_publish(command)

    def _create_stream(self) -> None:
        self.state = ClientState.CREATING
        self._command(0, "releaseStream", 2, None, self._destination.name)
        self._command(0, "FCPublish", 3, None, self._destination.name)
        self._command(0, "createStream", CREATE_STREAM, None)

    def _ask_to_publish(self, command: m.Command) -> None:
        number = command.arguments[1] if len(command.arguments) > 1 else None
        if not isinstance(number, float) or not 0 < number < 1 << 31:
            raise PeerError(Fault.COMMAND, "createStream was answered without a stream number")
        self._stream_id = int(number)
        self.state = ClientState.ASKING
        self._command(self._stream_id, "publish", PUBLISH, None, self._destination.name, "live")

    def _on_status(self, command: m.Command) -> None:
        fields = _fields(command)
        if fields.get("level") == "error":
            self._reject(command)
        elif fields.get("code") == "NetStream.Publish.Start" and self.state is ClientState.ASKING:
            self.state = ClientState.LIVE
            self._events.append(Live())

    def _reject(self, command: m.Command) -> None:
        fields = _fields(command)
        words = fields.get("description") or fields.get("code") or "no reason given"
        self.state = ClientState.CLOSED
        self._events.append(Rejected(str(words)[:200]))

    def _send_media(self, kind: str, time_ms: int, body: bytes) -> None:
        if kind == "video":
            self._send(m.VIDEO_CHUNK_STREAM, m.VIDEO, time_ms, body)
        else:
            self._send(m.AUDIO_CHUNK_STREAM, m.AUDIO, time_ms, body)

    def _send(self, chunk_stream: int, type_id: int, time_ms: int, body: bytes) -> None:
        if self.state is not ClientState.LIVE:
            raise UsageError(f"nothing can be published while {self.state.name.lower()}")
        self._output.append(self._writer.write(chunk_stream, type_id, self._stream_id, time_ms, body))

    def _control(self, type_id: int, body: bytes) -> None:
        self._output.append(self._writer.write(m.CONTROL_CHUNK_STREAM, type_id, 0, 0, body))

    def _command(self, stream_id: int, *values: Any) -> None:
        chunk_stream = m.DATA_CHUNK_STREAM if stream_id else m.COMMAND_CHUNK_STREAM
        self._output.append(self._writer.write(chunk_stream, m.COMMAND, stream_id, 0, encode(*values)))


def _fields(command: m.Command) -> dict[str, Any]:
    """The object that describes a status, wherever the server put it."""
    return next((value for value in command.arguments if isinstance(value, dict)), {})
