"""The streams that can be watched now: what the orchestration fills and the HTTP handlers read."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from gzip import compress
from pathlib import Path
from typing import Protocol

from ..hls.playlist import RenditionReport, Variant, render_low_latency, render_multivariant, render_plain
from ..hls.timeline import ARCHIVED_LINGER, Timeline, TimelineSettings
from ..packaging.outputs import InitSection, Output, Part, SegmentEnd
from .replies import MEDIA_TYPES, Reply, media_reply, playlist_reply
from .viewers import Viewers
from .wakeup import Wakeup

PLAYLIST_NAME, PLAIN_NAME = "index.m3u8", "plain.m3u8"
PART_REPLIES = 4
# Players read the multivariant playlist once, and the segments that are to come may be larger than those that were.
HEADROOM = 1.2


class Slice(Protocol):
    """Bytes of a file."""

    @property
    def path(self) -> str | Path: ...
    @property
    def offset(self) -> int: ...
    @property
    def size(self) -> int: ...


Archive = Callable[[int], Slice | None]
"""Where the recording has a segment, by its number; None when it has it not (any more)."""


@dataclass(slots=True)
class Rendered:
    """A playlist as bytes, made once for everybody who asks for this version of it."""

    version: int
    body: bytes
    _replies: dict[tuple[bool, str], Reply] = field(default_factory=dict)

    def reply(self, gzip: bool, cache: str) -> Reply:
        reply = self._replies.get((gzip, cache))
        if reply is None:
            packed = compress(self.body, compresslevel=1, mtime=0) if gzip else None
            reply = self._replies[gzip, cache] = playlist_reply(self.body, packed, cache)
        return reply


class LiveRendition:
    """One rendition of a live stream. It is a sink for the packager's output: `on_output`, then `close`."""

    def __init__(
        self,
        name: str,
        settings: TimelineSettings | None = None,
        archive: Archive | None = None,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self.name = name
        self.timeline = Timeline(settings)
        self._archive: Archive | None = None
        self.archive = archive
        self.wakeup = Wakeup()
        self.peak_bps = 0
        self.bytes_total = 0
        self.seconds_total = 0.0
        self.siblings: Callable[[], Iterator[LiveRendition]] = lambda: iter(())
        self._wall_clock = wall_clock
        self._segment_bytes = 0
        self._rendered: dict[str, Rendered] = {}
        self._part_replies: dict[tuple[int, int, str], Reply] = {}

    @property
    def archive(self) -> Archive | None:
        return self._archive

    @archive.setter
    def archive(self, archive: Archive | None) -> None:
        self._archive = archive
        if archive is not None:
            self.timeline.linger_segments = min(self.timeline.linger_segments, ARCHIVED_LINGER)

    @property
    def init(self) -> InitSection | None:
        """What the rendition is made of at the moment."""
        last = self.timeline.last
        return self.timeline.inits.get(last.init) if last else None

    @property
    def average_bps(self) -> int:
        return round(self.bytes_total * 8 / self.seconds_total) if self.seconds_total else 0

    def on_output(self, output: Output) -> None:
        self.timeline.apply(output, self._wall_clock())
        if isinstance(output, Part):
            self._segment_bytes += len(output.data)
            self.bytes_total += len(output.data)
            self.seconds_total += output.duration_s
        elif isinstance(output, SegmentEnd):
            if output.duration_s > 0.5:
                self.peak_bps = max(self.peak_bps, round(self._segment_bytes * 8 / output.duration_s))
            self._segment_bytes = 0
        self.wakeup.notify()

    def set_waiting(self, waiting: bool) -> None:
        self.timeline.set_waiting(waiting)
        self.wakeup.notify()

    def close(self) -> None:
        self.timeline.end()
        self.wakeup.notify()

    def playlist(self, skip: bool) -> Rendered:
        return self._render("skip" if skip else "full", lambda: self._low_latency(skip))

    def plain_playlist(self) -> Rendered:
        return self._render("plain", lambda: render_plain(self.timeline))

    def _low_latency(self, skip: bool) -> str:
        reports = [
            RenditionReport(f"../{other.name}/{PLAYLIST_NAME}", *other.newest_part)
            for other in self.siblings()
            if other is not self and other.timeline.ready
        ]
        return render_low_latency(self.timeline, skip, reports)

    @property
    def newest_part(self) -> tuple[int, int]:
        """Number of the segment and index of the part that came last."""
        msn, index = self.timeline.next_part
        if index:
            return msn, index - 1
        before = self.timeline.segment(msn - 1)
        return msn - 1, max(0, len(before.parts) - 1) if before else 0

    def part_reply(self, msn: int, index: int, cache: str) -> Reply | None:
        """The newest parts are asked for by everybody at once, and their replies kept for that long."""
        reply = self._part_replies.get((msn, index, cache))
        if reply is None and (part := self.timeline.part(msn, index)) is not None:
            reply = media_reply((part.data,), MEDIA_TYPES["part"], cache)
            if len(self._part_replies) >= PART_REPLIES:
                del self._part_replies[min(self._part_replies)]
            self._part_replies[msn, index, cache] = reply
        return reply

    def _render(self, kind: str, render: Callable[[], str]) -> Rendered:
        rendered = self._rendered.get(kind)
        if rendered is None or rendered.version != self.timeline.version:
            rendered = Rendered(self.timeline.version, render().encode())
            self._rendered[kind] = rendered
        return rendered


@dataclass(slots=True)
class LiveStream:
    """A stream under its public name. `private` streams are played with a signed grant only."""

    name: str
    private: bool = False
    started_at: float = field(default_factory=time.time)
    renditions: dict[str, LiveRendition] = field(default_factory=dict)
    viewers: Viewers = field(default_factory=Viewers)
    changed: Wakeup = field(default_factory=Wakeup)

    def add(self, rendition: LiveRendition) -> LiveRendition:
        rendition.siblings = lambda: iter(self.renditions.values())
        self.renditions[rendition.name] = rendition
        self.changed.notify()
        return rendition

    def remove(self, name: str) -> None:
        """A rung that could not be kept up leaves the multivariant playlist; whoever plays it sees it end."""
        rendition = self.renditions.pop(name, None)
        if rendition:
            rendition.close()

    def set_waiting(self, waiting: bool) -> None:
        for rendition in self.renditions.values():
            rendition.set_waiting(waiting)

    def close(self) -> None:
        for rendition in self.renditions.values():
            rendition.close()
        self.changed.notify()

    def multivariant(self, playlist_name: str) -> str | None:
        """None as long as no rendition has anything to play."""
        ready = [rendition for rendition in self.renditions.values() if rendition.timeline.ready]
        variants = [_variant(rendition, playlist_name) for rendition in ready if rendition.init]
        independent = all(rendition.timeline.independent_segments for rendition in ready)
        return render_multivariant(variants, independent) if variants else None


class LiveStreams(dict[str, LiveStream]):
    """All of them, by public name."""


def _variant(rendition: LiveRendition, playlist_name: str) -> Variant:
    init = rendition.init
    assert init
    average = rendition.average_bps
    return Variant(
        uri=f"{rendition.name}/{playlist_name}",
        codecs=init.codecs,
        peak_bps=max(round(HEADROOM * rendition.peak_bps), average, 1),
        average_bps=max(average, 1),
        width=init.width,
        height=init.height,
        frame_rate=init.frame_rate,
    )
