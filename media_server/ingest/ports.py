"""What the listener asks of the rest of the server, and what it offers a running publish."""

from dataclasses import dataclass, field
from typing import Protocol

from media_server.rtmp.events import MetadataReceived
from media_server.units import AccessUnit, TrackConfig

MediaEvent = TrackConfig | AccessUnit | MetadataReceived


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """Who wants to publish. The key is a secret and stays out of repr()."""

    key: str = field(repr=False)
    address: str
    encoder: str
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The reason is shown to the creator by the encoder. A wrong key counts against its address."""

    reason: str
    wrong_key: bool = False


class Publisher(Protocol):
    """The connection, as the publish that it feeds sees it."""

    @property
    def address(self) -> str: ...

    def stop(self, reason: str) -> None:
        """Ends the connection with a reason that the encoder shows."""
        ...

    def request_reconnect(self) -> bool:
        """Asks the encoder to connect anew; False when it cannot be asked."""
        ...


class Publication(Protocol):
    """An accepted publish."""

    def receive(self, events: list[MediaEvent]) -> None: ...

    def lost(self, clean: bool) -> None:
        """The encoder stopped (`clean`) or the connection broke."""
        ...


class Door(Protocol):
    """Decides about a publish."""

    async def admit(self, request: PublishRequest, publisher: Publisher) -> Publication | Refused: ...
