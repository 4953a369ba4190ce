"""Has the kernel gather what a publisher sends, so that the event loop is woken less often.

Encoders write the header of a message and its body one by one, and networks bring them in packets: a stream
of 6 Mbit/s would wake the loop 150 to 500 times a second, and to be woken costs more than what is then read.
SO_RCVLOWAT makes a socket readable only when so much has come. The rest of a message may thereby wait for the
next one, about one picture long; a stream that falls quiet is heard at the next check.
"""

import contextlib
import socket
from typing import Protocol

SHARE_S = 0.024  # so much of a stream, at its own rate, is read at once
LEAST_BYTES, MOST_BYTES = 1024, 64 * 1024  # below the least nothing is won
CROWD = 4  # connections; fewer of them leave the loop idle, and their viewers may have the milliseconds


class Options(Protocol):
    """What is needed of a socket."""

    def setsockopt(self, level: int, option: int, value: int, /) -> None: ...


class Gathering:
    """Of one connection; `check` is asked about once a second."""

    __slots__ = ("_checked", "_received", "_size", "_socket")

    def __init__(self, connection: Options, now: float) -> None:
        self._socket = connection
        self._checked = now
        self._received = 0
        self._size = 1

    def check(self, now: float, received: int, connections: int) -> None:
        """`received` counts the bytes of this connection so far."""
        rate = (received - self._received) / max(now - self._checked, 0.001)
        self._checked, self._received = now, received
        size = min(int(rate * SHARE_S), MOST_BYTES)
        self._set(size if size >= LEAST_BYTES and connections >= CROWD else 1)

    def stop(self) -> None:
        """Every byte is read as it comes."""
        self._set(1)

    def _set(self, size: int) -> None:
        if size != self._size:
            self._size = size
            with contextlib.suppress(OSError):  # closed in the meantime, or a system that cannot do it
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, size)
