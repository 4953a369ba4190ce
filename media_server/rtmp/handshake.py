"""The plain RTMP handshake, both sides: C0 C1 -> S0 S1 S2 -> C2.

Clients fill the first 8 bytes of C1 differently (a clock, a version), and some check nothing of what comes
back, so the echo is not verified: it protects nobody. The encrypted and digest variants are not offered;
every encoder in use falls back to the plain one.
"""

import os

from media_server.rtmp.errors import Fault, PeerError

VERSION = 3
PACKET_SIZE = 1536


def _random_packet() -> bytes:
    return bytes(8) + os.urandom(PACKET_SIZE - 8)


def check_version(version: int) -> None:
    if version == VERSION:
        return
    hint = {0x16: " (TLS on the plain port?)", 0x06: " (encrypted RTMP)"}.get(version, "")
    raise PeerError(Fault.HANDSHAKE, f"not RTMP: version {version}{hint}")


class ServerHandshake:
    """Feed bytes until `complete`; send `answer`; what `feed` returns belongs to the chunk layer."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._answered = False
        self.answer = b""
        self.complete = False

    def feed(self, data: memoryview) -> memoryview:
        if not self._received and not self._answered and data:
            check_version(data[0])
        wanted = PACKET_SIZE + (0 if self._answered else 1)
        taken = min(wanted - len(self._received), len(data))
        self._received += data[:taken]
        rest = data[taken:]
        if len(self._received) < wanted:
            return rest
        if not self._answered:
            self.answer = bytes([VERSION]) + _random_packet() + bytes(self._received[1:])
            self._answered = True
            self._received.clear()
            return self.feed(rest)
        self._received.clear()
        self.complete = True
        return rest


class ClientHandshake:
    """The same for a publisher: `answer` holds C0 C1 at once, and C2 once the server has spoken."""

    def __init__(self) -> None:
        self._received = bytearray()
        self.answer = bytes([VERSION]) + _random_packet()
        self.complete = False

    def feed(self, data: memoryview) -> memoryview:
        if not self._received and data:
            check_version(data[0])
        taken = min(1 + 2 * PACKET_SIZE - len(self._received), len(data))
        self._received += data[:taken]
        if len(self._received) == 1 + 2 * PACKET_SIZE:
            self.answer = bytes(self._received[1 : 1 + PACKET_SIZE])
            self._received.clear()
            self.complete = True
        return data[taken:]
