"""What a server session tells its driver. Track configurations and access units are events as they are."""

from dataclasses import dataclass
from typing import Any

from media_server.rtmp.errors import PeerError
from media_server.rtmp.peer import Capabilities, PublishTarget
from media_server.units import AccessUnit, TrackConfig


@dataclass(frozen=True, slots=True)
class ConnectRequested:
    """The peer introduced itself and was answered."""

    capabilities: Capabilities


@dataclass(frozen=True, slots=True)
class PublishRequested:
    """Answer with `accept_publish` or `reject_publish`."""

    target: PublishTarget


@dataclass(frozen=True, slots=True)
class MetadataReceived:
    """What the encoder says of itself; a claim, not a measurement."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PublishEnded:
    """`clean` when the encoder said goodbye; a broken connection may come back."""

    clean: bool


@dataclass(frozen=True, slots=True)
class ProtocolFailed:
    """The session is over; send what is left and close."""

    error: PeerError


Event = (
    ConnectRequested
    | PublishRequested
    | MetadataReceived
    | TrackConfig
    | AccessUnit
    | PublishEnded
    | ProtocolFailed
)
