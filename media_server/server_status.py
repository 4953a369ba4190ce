"""What the media server tells of itself when the app asks: a value of the contract."""

from dataclasses import dataclass

from media_server.json_value import JsonValue


@dataclass(frozen=True, slots=True)
class ServerStatus(JsonValue):
    """How the media server itself does."""

    version: str
    started_at: float
    streams: int  # that can be played
    publishers: int
    viewers: int
    recordings: int  # that are being written
    lag_s: float  # how late the event loop was at worst in the last ten seconds
    disk_free: int  # bytes, where recordings are kept; both 0 when it cannot be read
    disk_total: int
    disk_reserve: int  # what is to stay free
    refusing: bool  # no new stream is taken, for want of room
    recording_failures: int = 0  # for a reason that nobody expected, since the start
