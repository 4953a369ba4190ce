"""RTMP time is a 32-bit count of milliseconds; every later stage counts in 64 bits."""

# The time of FLV is signed, so ffmpeg, which writes RTMP through FLV, starts again at 2^31 (24.9 days), and
# others at 2^32 (49.7 days). Counted modulo 2^31 both go on without a step.
_MODULUS = 1 << 31
_HALF = 1 << 30


class Unwrapper:
    """Takes each timestamp as the nearest one to its predecessor, so that the field's end passes unnoticed.

    Audio and video share one clock: apart by seconds, never by days.
    """

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: int | None = None

    def unwrap(self, timestamp: int) -> int:
        if self._last is None:
            self._last = timestamp % _MODULUS
        else:
            self._last += (timestamp - self._last + _HALF) % _MODULUS - _HALF
        return self._last
