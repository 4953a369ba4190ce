"""The ladder process: pictures of one source come in on a socket, those of all its rungs go out."""

import json
import os
import queue
import socket
import sys
import threading
import traceback

from media_server.jobs.process import settle_in

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

# Decoded pictures that wait for a rung's encoder: 8 of 4K take 100 MB.
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
        return Message(message.say, message.rung, message.keyframe, message.dts_ms, message.cts_ms, data)

    def send(self, message: Message) -> None:
        with self._lock:
            self._socket.sendall(pack_head(message) + message.data)


class RungThread:
    """Encodes one rung. FFmpeg releases the interpreter meanwhile, so rungs run side by side."""

    def __init__(
        self, number: int, rung: PictureRung, frame_rate: float, preset: str, out: Connection
    ) -> None:
        self._number, self._rung, self._out = number, rung, out
        self._frame_rate, self._preset = frame_rate, preset
        self._queue: queue.Queue[Shown | None] = queue.Queue(_WAITING)
        self.dropped = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def put(self, shown: Shown | None) -> None:
        """None: the next picture begins another timeline."""
        while not self.dropped:
            try:
                self._queue.put(shown, timeout=0.5)
                return
            except queue.Full:
                continue

    def _run(self) -> None:
        try:
            self._encode()
        except Exception:
            # One thread without which the others' work is worth nothing: our parent starts us anew.
            traceback.print_exc()
            os._exit(1)

    def _encode(self) -> None:
        encoder: RungEncoder | None = None
        while not self.dropped:
            shown = self._queue.get()
            if shown is None:
                encoder = None
            elif shown.frame is None:
                self._out.send(Message(Say.RUNG_SKIP, self._number))
            else:
                if encoder is None:
                    color = color_of(shown.frame)
                    encoder = RungEncoder(self._rung, self._frame_rate, self._preset, color)
                    self._out.send(Message(Say.RUNG_CONFIG, self._number, data=encoder.config))
                for data in encoder.encode(shown):
                    unit = Message(Say.RUNG_UNIT, self._number, shown.keyframe, shown.pts_ms, 0, data)
                    self._out.send(unit)


def run(connection: Connection, threads: list[RungThread]) -> None:
    decoder: SlotDecoder | None = None
    connection.send(Message(Say.READY))
    while (message := connection.receive()) is not None:
        match message.say:
            case Say.CONFIG:
                decoder = SlotDecoder(*read_config(message.data))
            case Say.UNIT if decoder is not None:
                pts_ms = message.dts_ms + message.cts_ms
                _spread(threads, decoder.add(message.data, message.dts_ms, pts_ms, message.keyframe))
            case Say.FLUSH if decoder is not None:
                _spread(threads, decoder.flush())
                decoder = None
                for thread in threads:
                    thread.put(None)
            case Say.DROP:
                threads[message.rung].dropped = True


def _spread(threads: list[RungThread], pictures) -> None:
    for shown in pictures:
        for thread in threads:
            thread.put(shown)


def main() -> None:
    av.logging.set_level(av.logging.PANIC)
    connection = Connection(socket.socket(fileno=int(sys.argv[1])))
    first = connection.receive()
    if first is None:
        return
    plan = json.loads(first.data)
    threads = [
        RungThread(number, PictureRung(**rung), plan["frame_rate"], plan["preset"], connection)
        for number, rung in enumerate(plan["rungs"])
    ]
    run(connection, threads)


if __name__ == "__main__":
    main()
