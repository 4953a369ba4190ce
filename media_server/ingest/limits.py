"""The limits of the listener, each with the reason for its default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """All times in seconds."""

    connections: int = 1_000
    connections_per_address: int = 128  # a studio or a proxy may feed many channels from one address
    handshake_s: float = 10.0  # connection to publish request; a slow line needs about 1 s
    silence_s: float = 10.0  # no byte from a publisher: its line is dead, whatever TCP believes
    media_message_bytes: int = 8 * 1024 * 1024
    bitrate: int = 60_000_000  # bits per second over 5 s; 4K60 at its best uses about 50 million
    messages_per_second: int = 2_000  # 60 pictures, 50 audio frames and 8 tracks make under 1,000
    unread_bytes: int = 256 * 1024  # of our answers; a peer that never reads them is hostile or dead
    wrong_keys_per_minute: int = 5  # from one address; above, each further try has to wait its turn
    waiting_tries_per_address: int = 10
    decisions_at_once: int = 32  # questions under way to the app, so that a flood cannot drown it
