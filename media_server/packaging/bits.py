"""Reading values that are not whole bytes: fixed widths, and the Exp-Golomb codes of H.264 and H.265."""

from .errors import CodecError


class BitReader:
    """A cursor over bytes, most significant bit first. Running out is a CodecError, never an IndexError."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = len(data) * 8

    @property
    def left(self) -> int:
        return self._left

    def bits(self, count: int) -> int:
        if count > self._left:
            raise CodecError("the codec configuration ends in the middle of a value")
        self._left -= count
        return (self._value >> self._left) & ((1 << count) - 1)

    def flag(self) -> bool:
        return self.bits(1) == 1

    def skip(self, count: int) -> None:
        self.bits(count)

    def ue(self) -> int:
        """Unsigned Exp-Golomb."""
        zeros = 0
        while not self.flag():
            zeros += 1
            if zeros > 32:
                raise CodecError("an Exp-Golomb code is longer than 32 bits")
        return (1 << zeros) - 1 + self.bits(zeros)

    def se(self) -> int:
        """Signed Exp-Golomb."""
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)


def without_emulation_prevention(nal: bytes) -> bytes:
    """Drop the 03 byte that an encoder puts behind every 00 00, so that the payload can be read as bits."""
    return nal.replace(b"\x00\x00\x03", b"\x00\x00")
