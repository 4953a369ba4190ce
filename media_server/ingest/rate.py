"""Watches how much one connection sends."""

from media_server.ingest.limits import IngestLimits

WINDOW_S = 5.0  # a keyframe may be ten times the average picture; over 5 s that evens out


class RateMeter:
    """Counts bytes and messages; `check` is asked about once a second."""

    __slots__ = ("_bytes", "_limits", "_messages", "_since", "bits_per_second")

    def __init__(self, limits: IngestLimits, now: float) -> None:
        self._limits = limits
        self._since = now
        self._bytes = 0
        self._messages = 0
        self.bits_per_second = 0.0

    def count(self, size: int, messages: int) -> None:
        self._bytes += size
        self._messages += messages

    def check(self, now: float) -> str | None:
        """The sentence that ends the publish, or None."""
        elapsed = now - self._since
        if elapsed < WINDOW_S:
            return None
        self.bits_per_second = self._bytes * 8 / elapsed
        messages = self._messages / elapsed
        self._since, self._bytes, self._messages = now, 0, 0
        if self.bits_per_second > self._limits.bitrate:
            most, sent = self._limits.bitrate / 1e6, self.bits_per_second / 1e6
            return f"You send {sent:.0f} Mbit/s, this server takes {most:.0f}. Lower the bitrate."
        if messages > self._limits.messages_per_second:
            return f"You send {messages:.0f} messages a second, this server takes fewer."
        return None
