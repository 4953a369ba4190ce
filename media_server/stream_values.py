"""Values of the contract that say what a stream is made of, and where else it goes."""

from dataclasses import dataclass, field

from media_server.json_value import JsonValue


@dataclass(frozen=True, slots=True)
class Rung(JsonValue):
    """One rendition of a ladder. `height` 0 means audio only."""

    name: str
    height: int
    video_bitrate: int = 0  # bits per second
    audio_bitrate: int = 128_000


@dataclass(frozen=True, slots=True)
class ForwardTarget(JsonValue):
    """Another service that gets the stream too. `url` holds its key there and stays out of repr()."""

    id: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrackInfo(JsonValue):
    """One track of a stream as it is being sent."""

    kind: str  # video or audio
    track: int
    codec: str  # sample entry name
