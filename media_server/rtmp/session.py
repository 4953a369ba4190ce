"""The server's side of one RTMP connection, as a state machine without I/O.

The caller feeds `receive_data`, then drains `events()` and `data_to_send()`. Bad input never raises: it ends
the session with a `ProtocolFailed` event. A publish request is an event with a reply: until `accept_publish`
or `reject_publish` the session reads nothing further, so that the codec headers behind the request are not
lost and an unauthorised peer cannot make us work.
"""

from collections.abc import Callable
from enum import Enum, auto

from media_server.rtmp import flv, replies
from media_server.rtmp import messages as m
from media_server.rtmp.chunk import MAX_MEDIA_MESSAGE, ChunkReader, ChunkWriter, Message
from media_server.rtmp.errors import Fault, PeerError, UsageError
from media_server.rtmp.events import (
    ConnectRequested,
    Event,
    MetadataReceived,
    ProtocolFailed,
    PublishEnded,
    PublishRequested,
)
from media_server.rtmp.handshake import ServerHandshake
from media_server.rtmp.peer import Capabilities, PublishTarget
from media_server.rtmp.timestamps import Unwrapper

WINDOW_ACK_SIZE = 2_500_000  # what encoders are used to being told; we count on TCP, not on their acks
OUR_CHUNK_SIZE = 65_536  # ffmpeg adopts the size that the server announces; larger chunks cost less to parse
MAX_HELD_BYTES = 1024 * 1024  # behind an undecided publish; the driver stops reading there
ONLY_STREAM = 1  # what createStream is answered with


_MEDIA_READERS = {m.VIDEO: flv.read_video, m.AUDIO: flv.read_audio}


class State(Enum):
    HANDSHAKE = auto()
    CONNECTING = auto()  # shaken hands, no connect command yet
    CONNECTED = auto()
    AWAITING_DECISION = auto()
    PUBLISHING = auto()
    CLOSED = auto()


class ServerSession:
    """One connection of a publisher."""

    def __init__(self, max_media_message: int = MAX_MEDIA_MESSAGE) -> None:
        self.state = State.HANDSHAKE
        self.capabilities = Capabilities()
        self._handshake = ServerHandshake()
        self._reader = ChunkReader(max_media_message=max_media_message)
        self._writer = ChunkWriter()
        self._clock = Unwrapper()
        self._app = ""
        self._stream_id = 0
        self._created = False
        self._said_goodbye = False
        self._received = 0
        self._acknowledged = 0
        self._peer_window = WINDOW_ACK_SIZE
        self._events: list[Event] = []
        self._output: list[bytes] = []

    # What the driver calls.

    def receive_data(self, data: bytes | bytearray | memoryview) -> None:
        """Reads what came from the peer. `data` may be reused by the caller afterwards."""
        if self.state is State.CLOSED:
            return
        self._received += len(data)
        try:
            self._read(memoryview(data))
        except PeerError as error:
            self._fail(error)

    def receive_eof(self) -> None:
        """The peer is gone. A publish that it did not end itself may be resumed by another connection."""
        if self.state is State.PUBLISHING:
            self._events.append(PublishEnded(clean=self._said_goodbye))
        self.state = State.CLOSED

    def events(self) -> list[Event]:
        drained, self._events = self._events, []
        return drained

    def data_to_send(self) -> list[bytes]:
        drained, self._output = self._output, []
        return drained

    @property
    def received(self) -> int:
        """Bytes so far."""
        return self._received

    @property
    def wants_data(self) -> bool:
        """False while nothing more should be read from the socket."""
        return self.state not in (State.AWAITING_DECISION, State.CLOSED)

    def accept_publish(self) -> None:
        """Begins the publish and reads what waited behind the request."""
        self._expect_decision()
        self.state = State.PUBLISHING
        self._control(m.USER_CONTROL, m.user_control(m.STREAM_BEGIN, self._stream_id))
        self._status("status", "NetStream.Publish.Start", "The stream is live.")
        self.receive_data(b"")

    def reject_publish(self, reason: str) -> None:
        """Ends the session with a reason. `Rejected` is the code on which OBS gives up and logs it."""
        self._expect_decision()
        self._status("error", "NetStream.Publish.Rejected", reason)
        self.state = State.CLOSED

    def end_publish(self, reason: str) -> None:
        """Ends a running publish from our side."""
        if self.state is State.PUBLISHING:
            self._status("error", "NetStream.Publish.Rejected", reason)
            self.state = State.CLOSED

    def request_reconnect(self) -> bool:
        """Asks a peer that knows Enhanced RTMP to connect again; False when it does not."""
        if not self.capabilities.reconnect or self.state is not State.PUBLISHING:
            return False
        self._command(0, *replies.reconnect_request("The server is restarting."))
        return True

    # Reading.

    def _read(self, data: memoryview) -> None:
        if self.state is State.HANDSHAKE:
            data = self._handshake.feed(data)
            if self._handshake.answer:
                self._output.append(self._handshake.answer)
                self._handshake.answer = b""
            if not self._handshake.complete:
                return
            self.state = State.CONNECTING
        self._reader.feed(data)
        while self.wants_data:
            message = self._reader.next_message()
            if message is None:
                break
            self._dispatch(message)
        if self.state is State.AWAITING_DECISION:
            self._reader.keep()
            if self._reader.waiting_bytes > MAX_HELD_BYTES:
                raise PeerError(Fault.LIMIT, f"over {MAX_HELD_BYTES} bytes before the publish was accepted")
        self._acknowledge()

    def _dispatch(self, message: Message) -> None:
        kind = message.type_id
        read = _MEDIA_READERS.get(kind)
        if read is not None:
            # Some encoders leave the number of the stream out.
            ours = message.stream_id == self._stream_id or not message.stream_id
            if self.state is State.PUBLISHING and ours:
                self._events += read(message.body, self._clock.unwrap(message.timestamp))
        elif kind in (m.COMMAND, m.COMMAND_AMF3):
            self._on_command(m.parse_command(message))
        elif kind in (m.DATA, m.DATA_AMF3):
            self._on_data(message)
        elif kind == m.AGGREGATE:
            for part in m.split_aggregate(message):
                if part.type_id in (m.VIDEO, m.AUDIO, m.DATA):
                    self._dispatch(part)
        elif kind == m.WINDOW_ACK_SIZE:
            self._peer_window = m.parse_number(message) or WINDOW_ACK_SIZE
        elif kind == m.USER_CONTROL:
            body = bytes(message.body)
            if len(body) >= 6 and int.from_bytes(body[:2], "big") == m.PING_REQUEST:
                self._control(m.USER_CONTROL, m.user_control(m.PING_RESPONSE, body[2:6]))

    def _on_data(self, message: Message) -> None:
        if self.state is not State.PUBLISHING:
            return
        try:
            values = m.parse_data(message)
        except PeerError:
            return  # what an encoder says of itself is not worth its stream
        if values and values[0] == "@setDataFrame":
            values = values[1:]
        if len(values) > 1 and values[0] == "onMetaData" and isinstance(values[1], dict):
            self._events.append(MetadataReceived(values[1]))

    # Commands: a table of what each state allows.

    def _on_command(self, command: m.Command) -> None:
        handler = _HANDLERS[self.state].get(command.name)
        if handler is not None:
            handler(self, command)
        elif command.name in _KNOWN:
            raise PeerError(Fault.COMMAND, f"{command.name} while {self.state.name.lower()}")
        elif command.transaction and not command.name.startswith("_"):
            self._command(0, *replies.call_failed(command.transaction, "Unknown command."))

    def _on_connect(self, command: m.Command) -> None:
        properties = command.arguments[0] if command.arguments else None
        if not isinstance(properties, dict):
            raise PeerError(Fault.COMMAND, "connect without properties")
        app = properties.get("app")
        if not isinstance(app, str):
            raise PeerError(Fault.COMMAND, "connect without an application name")
        self._app = app
        self.capabilities = Capabilities.of(properties)
        self._control(m.WINDOW_ACK_SIZE, WINDOW_ACK_SIZE.to_bytes(4, "big"))
        self._control(m.SET_PEER_BANDWIDTH, WINDOW_ACK_SIZE.to_bytes(4, "big") + b"\x02")
        self._control(m.SET_CHUNK_SIZE, OUR_CHUNK_SIZE.to_bytes(4, "big"))
        self._writer.chunk_size = OUR_CHUNK_SIZE
        self._command(0, *replies.connected(command.transaction, properties, self.capabilities))
        self.state = State.CONNECTED
        self._events.append(ConnectRequested(self.capabilities))

    def _on_create_stream(self, command: m.Command) -> None:
        self._created = True
        self._command(0, "_result", command.transaction, None, ONLY_STREAM)

    def _on_release_stream(self, command: m.Command) -> None:
        self._command(0, "_result", command.transaction, None, None)

    def _on_fc_publish(self, command: m.Command) -> None:
        fields = replies.status("status", "NetStream.Publish.Start", "Go on.")
        self._command(0, "onFCPublish", 0, None, fields)
        self._on_release_stream(command)

    def _on_fc_unpublish(self, command: m.Command) -> None:
        """Goodbye is not answered, here and below: encoders close at once, and a socket that is closed over
        an unread answer resets the connection, which would take the last of the stream with it.
        """
        self._said_goodbye = True

    def _on_publish(self, command: m.Command) -> None:
        if not self._created:
            raise PeerError(Fault.COMMAND, "publish before createStream")
        self._stream_id = command.stream_id or ONLY_STREAM
        self._said_goodbye = False
        self.state = State.AWAITING_DECISION
        self._events.append(PublishRequested(PublishTarget.of(self._app, command.text(1))))

    def _on_second_publish(self, command: m.Command) -> None:
        fields = replies.status("error", "NetStream.Publish.BadName", "One stream per connection.")
        self._command(command.stream_id, "onStatus", 0, None, fields)

    def _on_play(self, command: m.Command) -> None:
        fields = replies.status("error", "NetStream.Play.Failed", "This server plays over HLS only.")
        self._command(command.stream_id, "onStatus", 0, None, fields)
        raise PeerError(Fault.COMMAND, "play on the ingest port")

    def _on_end(self, command: m.Command) -> None:
        self.state = State.CONNECTED
        self._events.append(PublishEnded(clean=True))

    def _on_delete_stream(self, command: m.Command) -> None:
        deleted = command.arguments[1] if len(command.arguments) > 1 else None
        if deleted == self._stream_id:
            self._on_end(command)

    def _ignore(self, command: m.Command) -> None:
        """Allowed, and nothing to do."""

    # Writing.

    def _expect_decision(self) -> None:
        if self.state is not State.AWAITING_DECISION:
            raise UsageError(f"no publish request is open (state {self.state.name})")

    def _fail(self, error: PeerError) -> None:
        if self.state is State.PUBLISHING:
            self._status("error", "NetStream.Publish.Rejected", str(error))
        self.state = State.CLOSED
        self._events.append(ProtocolFailed(error))

    def _acknowledge(self) -> None:
        if self._received - self._acknowledged < self._peer_window or self.state is State.HANDSHAKE:
            return
        self._acknowledged = self._received
        self._control(m.ACKNOWLEDGEMENT, (self._received % (1 << 32)).to_bytes(4, "big"))

    def _control(self, type_id: int, body: bytes) -> None:
        self._output.append(self._writer.write(m.CONTROL_CHUNK_STREAM, type_id, 0, 0, body))

    def _command(self, stream_id: int, *values: object) -> None:
        body = replies.encode(*values)
        chunk_stream = m.STATUS_CHUNK_STREAM if stream_id else m.COMMAND_CHUNK_STREAM
        self._output.append(self._writer.write(chunk_stream, m.COMMAND, stream_id, 0, body))

    def _status(self, level: str, code: str, description: str) -> None:
        self._command(self._stream_id, "onStatus", 0, None, replies.status(level, code, description))


_Handlers = dict[str, Callable[[ServerSession, m.Command], None]]

_CONNECTED: _Handlers = {
    "releaseStream": ServerSession._on_release_stream,
    "FCPublish": ServerSession._on_fc_publish,
    "FCUnpublish": ServerSession._on_fc_unpublish,
    "createStream": ServerSession._on_create_stream,
    "publish": ServerSession._on_publish,
    "play": ServerSession._on_play,
    "deleteStream": ServerSession._ignore,
    "closeStream": ServerSession._ignore,
}
_PUBLISHING: _Handlers = {
    "releaseStream": ServerSession._on_release_stream,
    "FCPublish": ServerSession._on_fc_publish,
    "FCUnpublish": ServerSession._on_fc_unpublish,
    "createStream": ServerSession._on_create_stream,
    "publish": ServerSession._on_second_publish,
    "play": ServerSession._on_play,
    "deleteStream": ServerSession._on_delete_stream,
    "closeStream": ServerSession._on_end,
}
_HANDLERS: dict[State, _Handlers] = {
    State.CONNECTING: {"connect": ServerSession._on_connect},
    State.CONNECTED: _CONNECTED,
    State.PUBLISHING: _PUBLISHING,
}
_KNOWN = frozenset({"connect", *_CONNECTED})
