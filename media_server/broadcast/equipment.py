"""What the life cycle of a broadcast asks of the rest of the server, so that it can be tested without it."""

from typing import Protocol

from media_server.broadcast.rendition import Rendition
from media_server.broadcast.sinks import UnitSink
from media_server.contract import AuthorisePublish, Event, PublishAnswer
from media_server.units import TrackConfig


class Authoriser(Protocol):
    """Knows which key may publish what: the app, or a file of keys."""

    async def authorise(self, question: AuthorisePublish) -> PublishAnswer: ...


class Announcer(Protocol):
    """Takes events for the app. Returns at once."""

    def announce(self, event: Event) -> None: ...


class Equipment(Protocol):
    """What a broadcast is given for its life."""

    @property
    def recording(self) -> str | None:
        """The recording that is being made."""
        ...

    def unit_sinks(self) -> list[UnitSink]:
        """The sinks that get the stream as it comes: health, transcoders, forwarders."""
        ...

    def renditions_for(self, config: TrackConfig) -> list[Rendition]:
        """Called for each new track: the renditions that it adds to those that there are."""
        ...

    def interrupted(self) -> None:
        """Nobody publishes for now."""
        ...

    def ended(self) -> None:
        """All sinks are closed."""
        ...


class Workshop(Protocol):
    """Equips broadcasts, and knows whether there is room for another."""

    def equip(self, stream: str, broadcast: str, answer: PublishAnswer) -> Equipment: ...

    def refusal(self, record: bool) -> str | None:
        """Why no further stream can be taken now, or None."""
        ...
