"""The process of one rung: pictures of the source come in on a socket, those of the rung go out."""

import json
import os
import queue
import socket
import sys
import threading
import traceback

from media_server.jobs.settling import settle_in

settle_in()

import av  # noqa: E402  (after the limits)

from media_server.jobs.pictures import color_of  # noqa: E402
from media_server.transcode.encoding import RungEncoder, Shown, SlotDecoder  # noqa: E402
from media_server.transcode.rungs import PictureRung  # noqa: E402
from media_server.transcode.wire import (  # noqa: E402
    HEAD_SIZE,
    Message,
    Say,
    pack_head,
    parse_head,
    read_config,
)

# Decoded pictures that wait for the encoder: 8 of 4K take 100 MB.
_WAITING = 8


class Connection:
    def __init__(self, sock: socket.socket) -> None:
        self._file = sock.makefile("rb", buffering=256 * 1024)
        self._socket = sock
        self._lock = threading.Lock()

    def receive(self) -> Message | None:
        head = self._file.read(HEAD_SIZE)
        if len(head) < HEAD_SIZE:
            return None
        message, size = parse_head(head)
        data = self._file.read(size)
        return Message(message.say, message.keyframe, message.dts_ms, message.cts_ms, data)

    def send(self, message: Message) -> None:
        with self._lock:
            self._socket.sendall(pack_head(message) + message.data)


class Encoding:
    """Encodes in a thread. FFmpeg releases the interpreter meanwhile, so decoding goes on beside it."""

    def __init__(self, rung: PictureRung, frame_rate: float, preset: str, out: Connection) -> None:
        self._rung, self._frame_rate, self._preset, self._out = rung, frame_rate, preset, out
        self._queue: queue.Queue[Shown | None] = queue.Queue(_WAITING)
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, shown: Shown | None) -> None:
        """None: the next picture begins another timeline."""
        self._queue.put(shown)

    def _run(self) -> None:
        try:
            self._encode()
        except Exception:
            # Decoding alone is worth nothing: our parent starts us anew.
            traceback.print_exc()
            os._exit(1)

    def _encode(self) -> None:
        encoder: RungEncoder | None = None
        while True:
            shown = self._queue.get()
            if shown is None:
                encoder = None
            elif shown.frame is None:
                self._out.send(Message(Say.RUNG_SKIP))
            else:
                if encoder is None:
                    color = color_of(shown.frame)
                    encoder = RungEncoder(self._rung, self._frame_rate, self._preset, color)
                    self._out.send(Message(Say.RUNG_CONFIG, data=encoder.config))
                for data in encoder.encode(shown):
                    self._out.send(Message(Say.RUNG_UNIT, shown.keyframe, shown.pts_ms, 0, data))


def run(connection: Connection, encoding: Encoding) -> None:
    decoder: SlotDecoder | None = None
    connection.send(Message(Say.READY))
    while (message := connection.receive()) is not None:
        match message.say:
            case Say.CONFIG:
                decoder = SlotDecoder(*read_config(message.data))
            case Say.UNIT if decoder is not None:
                pts_ms = message.dts_ms + message.cts_ms
                for shown in decoder.add(message.data, message.dts_ms, pts_ms, message.keyframe):
                    encoding.put(shown)
            case Say.FLUSH if decoder is not None:
                for shown in decoder.flush():
                    encoding.put(shown)
                decoder = None
                encoding.put(None)


def main() -> None:
    av.logging.set_level(av.logging.PANIC)
    connection = Connection(socket.socket(fileno=int(sys.argv[1])))
    first = connection.receive()
    if first is None:
        return
    plan = json.loads(first.data)
    encoding = Encoding(PictureRung(**plan["rung"]), plan["frame_rate"], plan["preset"], connection)
    run(connection, encoding)


if __name__ == "__main__":
    main()
