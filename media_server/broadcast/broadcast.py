"""One broadcast: publishing -> (grace -> publishing)* -> ended.

A publisher may drop and come back, or be replaced by another with the same key: to viewers and the recording
it stays one broadcast, with a discontinuity. Whoever published before hears nothing of what happens after it
lost its place.
"""

import logging
import secrets
from asyncio import TimerHandle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

from media_server.broadcast.equipment import Announcer, Equipment
from media_server.broadcast.rendition import Rendition
from media_server.broadcast.sinks import Fanout, UnitSink
from media_server.broadcast.take_over import TakeOvers
from media_server.contract import Ended, Interrupted, MetadataChanged, Resumed, Started, TrackInfo
from media_server.ingest.ports import MediaEvent, Publisher
from media_server.packaging.errors import PackagingError
from media_server.rtmp.events import MetadataReceived
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)

MAX_TRACKS = 16  # six pictures and a few languages; each costs a packager
MAX_UNDECODABLE = 1_000  # pictures or sounds whose configuration may still come: half a minute at most
FREE_NEWS, NEWS_EVERY_S = 20, 10.0  # of tracks and metadata: the app hears of them at most so often
MAX_CHANGES = 100  # of track configurations in one broadcast: each makes every player start anew


class State(Enum):
    PUBLISHING = auto()
    GRACE = auto()
    ENDED = auto()


class Clock(Protocol):
    """The event loop's clock; tests bring their own."""

    def time(self) -> float: ...

    def call_later(self, delay: float, callback: Callable[..., object], *args: Any) -> TimerHandle: ...


@dataclass(frozen=True, slots=True)
class Times:
    """How long a broadcast waits for its publisher, in seconds."""

    grace_s: float = (
        60.0  # after a broken connection: OBS retries after 2, 3, 5 ... s, phones change networks
    )
    stop_grace_s: float = 10.0  # after a goodbye: enough to change a setting and start again


class Publish:
    """One publisher's stay in a broadcast. After it lost its place nothing that it says counts."""

    def __init__(self, broadcast: "Broadcast", publisher: Publisher, encoder: str, credential: str) -> None:
        self.publisher = publisher
        self.encoder = encoder
        self.credential = credential
        self._broadcast: Broadcast | None = broadcast

    def receive(self, events: list[MediaEvent]) -> None:
        if self._broadcast is not None:
            self._broadcast.receive(events)

    def lost(self, clean: bool) -> None:
        broadcast, self._broadcast = self._broadcast, None
        if broadcast is not None:
            broadcast.publisher_lost(clean)

    def dismiss(self, reason: str) -> None:
        self._broadcast = None
        self.publisher.stop(reason)


class Broadcast:
    """Made by the registry for the first publish; told of later ones by `attach`."""

    def __init__(
        self,
        stream: str,
        equipment: Callable[[str], Equipment],
        announcer: Announcer,
        clock: Clock,
        wall_clock: Callable[[], float],
        times: Times,
        on_ended: Callable[["Broadcast"], None],
    ) -> None:
        self.stream = stream
        self.id = secrets.token_hex(8)
        self.state = State.GRACE
        self.tracks: dict[tuple[str, int], TrackConfig] = {}
        self.units: Fanout[UnitSink] = Fanout()
        self.renditions: list[Rendition] = []
        self.started_at: float | None = None
        self.heard_at = clock.time()
        self._equipment = equipment(self.id)
        self._announcer = announcer
        self._clock = clock
        self._wall_clock = wall_clock
        self._times = times
        self._on_ended = on_ended
        self._take_overs = TakeOvers()
        self._publish: Publish | None = None
        self._newest: Publish | None = None  # which may be gone
        self._timer: TimerHandle | None = None
        self._encoder_says: dict[str, Any] = {}
        self._announced: object = None
        self._times_announced = 0
        self._announced_at = 0.0
        self._news = False  # tracks or metadata may differ from what was announced
        self._changes = 0
        self._seen: dict[tuple[str, int], TrackConfig] = {}  # by any publisher of this broadcast
        self._undecodable: Counter[str] = Counter()
        self._began = clock.time()
        for sink in self._equipment.unit_sinks():
            self.units.add(sink)

    # Publishers come and go.

    @property
    def publisher(self) -> Publisher | None:
        return self._publish.publisher if self._publish else None

    @property
    def encoder(self) -> str:
        return self._publish.encoder if self._publish else ""

    def may_take_over(self) -> bool:
        """Whether a newcomer may replace the publisher of now; counted when it may."""
        return self._publish is None or self._take_overs.allow(self._clock.time(), self.heard_at)

    def attach(self, publisher: Publisher, encoder: str, credential: str = "") -> Publish:
        """Gives the broadcast to this publisher, whoever had it before."""
        take_over = self._publish is not None
        if self._publish is not None:
            self._publish.dismiss("Another encoder took over with the same stream key.")
        self._stop_timer()
        resumed = self.started_at is not None
        self._publish = self._newest = Publish(self, publisher, encoder, credential)
        self.state = State.PUBLISHING
        self.heard_at = self._clock.time()
        self._undecodable.clear()
        if resumed:
            self.tracks.clear()  # the newcomer says anew what it sends
            self.units.tell(lambda sink: sink.on_discontinuity())
            for rendition in self.renditions:
                rendition.on_discontinuity()
            self._announcer.announce(
                Resumed(
                    self.stream,
                    self.id,
                    self._wall_clock(),
                    publisher.address,
                    encoder,
                    take_over,
                    credential,
                )
            )
        return self._publish

    def publisher_lost(self, clean: bool) -> None:
        """The connection ended; the broadcast waits."""
        self._publish = None
        if self.started_at is None:
            self.end("stopped" if clean else "lost")
            return
        self.state = State.GRACE
        grace = min(self._times.stop_grace_s, self._times.grace_s) if clean else self._times.grace_s
        self._equipment.interrupted()
        self._announcer.announce(Interrupted(self.stream, self.id, self._wall_clock(), grace, clean))
        if grace <= 0:
            self.end("stopped" if clean else "lost")
        else:
            self._timer = self._clock.call_later(grace, self.end, "stopped" if clean else "lost")

    def end(self, reason: str, message: str = "The stream was ended.") -> None:
        """Ends it for good. `reason` is the word of the contract, `message` what a running encoder shows."""
        if self.state is State.ENDED:
            return
        self.state = State.ENDED
        self._stop_timer()
        if self._publish is not None:
            self._publish.dismiss(message)
            self._publish = None
        keep = self.started_at is not None or reason == "stopped"
        for rendition in self.renditions:
            if keep:
                rendition.close()
            else:
                rendition.discard()
        if self.started_at is None and self._producing:
            self._start()  # with the little that there was
        recording = self._equipment.recording
        self.units.close()
        self._equipment.ended()
        if self.started_at is not None:
            now = self._wall_clock()
            length = self._clock.time() - self._began
            self._announcer.announce(Ended(self.stream, self.id, now, length, reason, recording))
        self._on_ended(self)

    # Media.

    def receive(self, events: list[MediaEvent]) -> None:
        """What the publisher of now sent. A stream that cannot be packaged ends with the reason."""
        self.heard_at = self._clock.time()
        try:
            for event in events:
                if isinstance(event, AccessUnit):
                    self._on_unit(event)
                elif isinstance(event, TrackConfig):
                    self._on_config(event)
                else:
                    self._on_metadata(event)
        except PackagingError as error:
            log.info("stream cannot be packaged", extra={"stream": self.stream, "why": str(error)})
            self.end("failed", str(error))
        except Exception:
            log.exception("a broadcast failed", extra={"stream": self.stream})
            self.end("failed", "The server failed on this stream.")

    def _on_unit(self, unit: AccessUnit) -> None:
        if (unit.kind, unit.track) not in self.tracks:
            self._count_undecodable(unit)
            return
        for rendition in self.renditions:
            rendition.on_unit(unit)
        for sink in self.units:
            try:
                sink.on_unit(unit)
            except Exception:
                log.exception("a sink failed and was dropped", extra={"sink": type(sink).__name__})
                self.units.remove(sink)
        if self.started_at is None and self._producing:
            self._start()
        if self._news and self.started_at is not None:
            self._announce_metadata()

    def _count_undecodable(self, unit: AccessUnit) -> None:
        """A stream that nobody can play ends with a word to its creator; begun anew it may say what is missing."""
        if unit.track == 0:
            self._undecodable[unit.kind] += 1
            if self._undecodable[unit.kind] > MAX_UNDECODABLE:
                what = "pictures" if unit.kind == "video" else "sound"
                raise PackagingError(
                    f"The encoder sends {what} without its codec's settings. Start the stream anew."
                )

    def _on_config(self, config: TrackConfig) -> None:
        key = (config.kind, config.track)
        if self.tracks.get(key) == config:
            return
        seen = self._seen.get(key)
        if seen is None:
            self._add_track(config)
        elif seen != config:  # a publisher that returns says what it said before
            self._changes += 1
            if self._changes > MAX_CHANGES:
                raise PackagingError("The codec settings of this stream changed too often.")
        self._seen[key] = self.tracks[key] = config
        for rendition in self.renditions:
            rendition.on_config(config)
        self.units.tell(lambda sink: sink.on_config(config))
        self._news = True

    def _add_track(self, config: TrackConfig) -> None:
        if len(self._seen) >= MAX_TRACKS:
            raise PackagingError(f"The stream has more than {MAX_TRACKS} tracks.")
        for rendition in self._equipment.renditions_for(config):
            for known in self.tracks.values():
                rendition.on_config(known)
            self.renditions.append(rendition)

    @property
    def _producing(self) -> bool:
        return any(rendition.producing for rendition in self.renditions)

    def _on_metadata(self, event: MetadataReceived) -> None:
        self._encoder_says = _plain(event.values)
        self._news = True

    def _start(self) -> None:
        self.started_at = self._wall_clock()
        self._began = self._clock.time()
        publisher = self._newest
        address, encoder, credential = "", "", ""
        if publisher is not None:
            address, encoder = publisher.publisher.address, publisher.encoder
            credential = publisher.credential
        self._announcer.announce(
            Started(
                self.stream,
                self.id,
                self.started_at,
                self.track_infos(),
                address,
                encoder,
                self._equipment.recording,
                credential,
            )
        )

    def _announce_metadata(self) -> None:
        """Waits for the first unit behind a change: a publisher that returns repeats what it said before."""
        now = self._clock.time()
        if self._times_announced >= FREE_NEWS and now - self._announced_at < NEWS_EVERY_S:
            return
        self._news = False
        said = (self.track_infos(), self._encoder_says)
        if said != self._announced:
            self._announced, self._announced_at = said, now
            self._times_announced += 1
            self._announcer.announce(MetadataChanged(self.stream, self.id, self._wall_clock(), *said))

    def track_infos(self) -> tuple[TrackInfo, ...]:
        return tuple(TrackInfo(config.kind, config.track, config.codec) for config in self.tracks.values())

    def add_unit_sink(self, sink: UnitSink) -> None:
        """A sink that joins while the broadcast runs is told of the tracks first."""
        for config in self.tracks.values():
            sink.on_config(config)
        self.units.add(sink)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The short words and finite numbers of an encoder's metadata; nothing else of it travels on."""
    plain: dict[str, Any] = {}
    for name, value in list(values.items())[:50]:
        if isinstance(value, str):
            plain[name[:50]] = value[:200]
        elif isinstance(value, bool) or (isinstance(value, float) and abs(value) < 1e15):
            plain[name[:50]] = value
    return plain
