"""Answers everything below /live/, whoever carries the request: aiohttp or the fast lane.

    /live/NAME/index.m3u8                 multivariant, low latency
    /live/NAME/plain.m3u8                 multivariant for players without low latency
    /live/NAME/RENDITION/index.m3u8       media playlist with parts, blocking reload, delta updates
    /live/NAME/RENDITION/plain.m3u8       media playlist of whole segments
    /live/NAME/RENDITION/FILE             init, segment or part
    /live/NAME/g/GRANT/...                the same for a private stream

`answer` is a generator. It yields a Hold when the answer is not there yet, is told whether something happened
or the time is over, and returns what to send. Closing it gives up the viewer's place.
"""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

from ..hls.blocking import Bad, Directives, Ready, decide, hinted, longest_wait_s, parse
from ..hls.naming import ResourceName, parse_name
from .admission import TooManyWaiting, WaitingRoom
from .grants import check_grant
from .live import PLAIN_NAME, PLAYLIST_NAME, LiveRendition, LiveStream, LiveStreams, Rendered, Slice
from .replies import MEDIA_TYPES, NO_STORE, Reply, media_reply, playlist_reply, refusal
from .settings import HttpSettings
from .wakeup import Wakeup

MAX_PATH = 512
NOT_FOUND = refusal(404, "There is no such file, or not any more.")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for something below /live/. The path is decoded."""

    path: str
    query: str = ""
    address: str = ""
    agent: str = ""
    gzip: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Wait for this, until then (on the monotonic clock)."""

    wakeup: Wakeup
    until: float


@dataclass(frozen=True, slots=True)
class FromDisk:
    """The body is on the disk."""

    place: Slice
    content_type: str
    cache: str


Answer = Reply | FromDisk
Answering = Generator[Hold, bool, Answer]


@dataclass(frozen=True, slots=True)
class _Visit:
    """An Ask whose stream is found, and whose viewer may see it."""

    ask: Ask
    stream: LiveStream
    viewer: str  # who the grant was given to; empty for a public stream

    def saw(self) -> None:
        self.stream.viewers.saw(self.ask.address, self.ask.agent, self.viewer)


class LiveDesk:
    def __init__(
        self,
        streams: LiveStreams,
        settings: HttpSettings,
        grant_secret: bytes,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._streams = streams
        self._settings = settings
        self._secret = grant_secret
        self._clock = clock
        self.waiting = WaitingRoom(settings.waiting_per_stream, settings.waiting_per_address)

    def answer(self, ask: Ask) -> Answering:
        if len(ask.path) > MAX_PATH:
            return refusal(414, "The path is too long.")
        name, *rest = ask.path.split("/")[2:]
        stream = self._streams.get(name)
        if stream is None:
            return refusal(404, "There is no such stream now.")
        grant = ""
        if len(rest) > 2 and rest[0] == "g":
            grant, rest = rest[1], rest[2:]
        viewer = ""
        if stream.private:
            viewer = check_grant(self._secret, "live", name, grant, time.time()) or ""
            if not viewer:
                return refusal(403, "This stream is private: the grant is missing, wrong or expired.")
        visit = _Visit(ask, stream, viewer)
        try:
            if len(rest) == 1 and rest[0] in (PLAYLIST_NAME, PLAIN_NAME):
                return (yield from self._multivariant(visit, rest[0]))
            if len(rest) == 2 and (rendition := stream.renditions.get(rest[0])) is not None:
                return (yield from self._rendition(visit, rendition, rest[1]))
        except TooManyWaiting:
            return refusal(503, "Too many players wait here already.", retry_after_s=1)
        return NOT_FOUND

    def _multivariant(self, visit: _Visit, name: str) -> Answering:
        stream = visit.stream
        text = stream.multivariant(name)
        if text is None and stream.renditions:
            yield from self._wait(next(iter(stream.renditions.values())), Directives(), visit)
            text = stream.multivariant(name)
        if text is None:
            return refusal(404, "The stream has only just begun.", retry_after_s=1)
        return playlist_reply(text.encode(), None, NO_STORE if stream.private else "public, max-age=1")

    def _rendition(self, visit: _Visit, rendition: LiveRendition, file: str) -> Answering:
        if file == PLAYLIST_NAME:
            return (yield from self._low_latency(visit, rendition))
        if file == PLAIN_NAME:
            visit.saw()
            if not (yield from self._wait(rendition, Directives(), visit)):
                return refusal(503, "Nothing to play yet.", retry_after_s=1)
            return self._playlist(visit, rendition.plain_playlist(), "public, max-age=1")
        name = parse_name(file)
        if name is None or name.prefix != rendition.timeline.prefix:
            return NOT_FOUND
        return (yield from self._media(visit, rendition, name))

    def _low_latency(self, visit: _Visit, rendition: LiveRendition) -> Answering:
        directives = parse(_directives(visit.ask.query))
        if isinstance(directives, Bad):
            return refusal(400, directives.reason)
        visit.saw()
        came = yield from self._wait(rendition, directives, visit)
        if isinstance(came, Bad):
            return refusal(400, came.reason)
        timeline = rendition.timeline
        if came:
            # What was waited for stays true: caches that many viewers share may keep it. Browsers need not.
            shared_s = 1 if directives.msn is None else 6 * timeline.target_duration_s
            cache = f"public, max-age=0, s-maxage={shared_s}"
        elif timeline.ready and timeline.waiting_for_publisher:
            # The encoder is away and may return. An error would make players give up; this keeps them asking.
            cache = NO_STORE
        else:
            return refusal(503, "The part did not come in time.", retry_after_s=1)
        return self._playlist(visit, rendition.playlist(directives.skip), cache)

    def _wait(
        self, rendition: LiveRendition, directives: Directives, visit: _Visit
    ) -> Generator[Hold, bool, bool | Bad]:
        """True when the answer is there, False when the time is over."""
        timeline = rendition.timeline
        decision = decide(directives, timeline)
        if isinstance(decision, Ready):
            return True
        if isinstance(decision, Bad):
            return decision
        hold = Hold(rendition.wakeup, self._clock() + longest_wait_s(timeline))
        with self.waiting.seat(visit.stream.name, visit.ask.address):
            while (yield hold):
                decision = decide(directives, timeline)
                if isinstance(decision, Ready):
                    return True
                if isinstance(decision, Bad):
                    return decision
        return False

    def _media(self, visit: _Visit, rendition: LiveRendition, name: ResourceName) -> Answering:
        scope = "private" if visit.stream.private else "public"
        cache = f"{scope}, max-age={self._settings.segment_max_age_s}, immutable"
        content_type = MEDIA_TYPES[name.kind]
        if name.kind == "part":
            return (yield from self._part(visit, rendition, name, cache))
        if name.kind == "init":
            init = rendition.timeline.inits.get(name.number)
            return media_reply((init.data,), content_type, cache) if init else NOT_FOUND
        segment = rendition.timeline.segment(name.number)
        if segment and segment.closed and segment.parts:
            return media_reply([part.data for part in segment.parts], content_type, cache)
        place = rendition.archive(name.number) if rendition.archive else None
        return FromDisk(place, content_type, cache) if place else NOT_FOUND

    def _part(self, visit: _Visit, rendition: LiveRendition, name: ResourceName, cache: str) -> Answering:
        """A part that the playlist hints at is waited for; others are there or are not."""
        timeline = rendition.timeline
        if hinted(name.number, name.index, timeline):
            hold = Hold(rendition.wakeup, self._clock() + longest_wait_s(timeline))
            with self.waiting.seat(visit.stream.name, visit.ask.address):
                while hinted(name.number, name.index, timeline) and (yield hold):
                    pass
        reply = rendition.part_reply(name.number, name.index, cache)
        return NOT_FOUND if reply is None else reply

    def _playlist(self, visit: _Visit, rendered: Rendered, cache: str) -> Reply:
        return rendered.reply(visit.ask.gzip, NO_STORE if visit.stream.private else cache)


def _directives(query: str) -> dict[str, str]:
    """Of a name that comes twice the first counts."""
    found: dict[str, str] = {}
    for pair in query[:MAX_PATH].split("&"):
        name, _, value = pair.partition("=")
        found.setdefault(name, value)
    return found
