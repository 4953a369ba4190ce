"""What can go wrong in RTMP, and whose fault it is.

Whatever a peer sends, only `PeerError` comes out of this package; anything else is a defect of ours.
"""

from enum import Enum


class Fault(Enum):
    """The layer that the peer broke; it names the log line and the metric."""

    HANDSHAKE = "handshake"
    CHUNK = "chunk"
    LIMIT = "limit"
    AMF = "amf"
    COMMAND = "command"
    MEDIA = "media"


class RtmpError(Exception):
    """Base of all errors of this package."""


class PeerError(RtmpError):
    """The peer broke the protocol or a limit; the connection cannot go on."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


class UsageError(RtmpError):
    """Our own code called a session in a state that does not allow it."""
