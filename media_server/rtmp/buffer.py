"""A cursor over one message body. Every read is checked, so that a parser above cannot run off the end."""

from media_server.rtmp.errors import Fault, PeerError


class Cursor:
    """Reads big-endian values from `data`; a read past the end is the peer's fault."""

    __slots__ = ("_data", "_end", "_fault", "position")

    def __init__(self, data: bytes | bytearray | memoryview, fault: Fault, position: int = 0) -> None:
        self._data = memoryview(data)
        self._end = len(self._data)
        self._fault = fault
        self.position = position

    @property
    def left(self) -> int:
        return self._end - self.position

    def view(self, size: int) -> memoryview:
        start = self.position
        stop = start + size
        if stop > self._end:
            raise PeerError(self._fault, f"{size} bytes announced, {self._end - start} there")
        self.position = stop
        return self._data[start:stop]

    def take(self, size: int) -> bytes:
        return bytes(self.view(size))

    def rest(self) -> bytes:
        return self.take(self.left)

    def unsigned(self, size: int) -> int:
        return int.from_bytes(self.view(size), "big")

    def signed(self, size: int) -> int:
        return int.from_bytes(self.view(size), "big", signed=True)
