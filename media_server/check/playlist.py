"""Reads playlists for checking: keeps what is there, right or wrong, and notes what cannot be read."""

import re
from dataclasses import dataclass, field
from datetime import datetime

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)')


@dataclass
class PartTag:
    uri: str
    duration: float
    independent: bool
    gap: bool


@dataclass
class ListedSegment:
    """A segment as listed. `uri` is empty for the one at the end that only has parts yet."""

    msn: int
    uri: str = ""
    duration: float = 0.0
    discontinuity: bool = False
    gap: bool = False
    map_uri: str = ""
    date_time: datetime | None = None
    parts: list[PartTag] = field(default_factory=list)

    @property
    def length(self) -> float:
        return self.duration if self.uri else sum(part.duration for part in self.parts)


@dataclass
class MediaPlaylist:
    text: str
    version: int = 1
    target_duration: int = 0
    media_sequence: int = 0
    discontinuity_sequence: int = 0
    part_target: float = 0.0
    control: dict[str, str] = field(default_factory=dict)
    independent_segments: bool = False
    ended: bool = False
    skipped: int = 0
    hints: list[dict[str, str]] = field(default_factory=list)
    reports: list[dict[str, str]] = field(default_factory=list)
    segments: list[ListedSegment] = field(default_factory=list)
    syntax: list[str] = field(default_factory=list)

    @property
    def whole_segments(self) -> list[ListedSegment]:
        return [segment for segment in self.segments if segment.uri]

    @property
    def newest_part(self) -> tuple[int, int]:
        """Number of the segment and index of the part that is listed last."""
        for segment in reversed(self.segments):
            if segment.parts:
                return segment.msn, len(segment.parts) - 1
        return (self.segments[-1].msn if self.segments else self.media_sequence - 1), 0

    def number(self, name: str) -> float:
        """A value of EXT-X-SERVER-CONTROL; 0 when it is missing."""
        try:
            return float(self.control.get(name, "0"))
        except ValueError:
            return 0.0


@dataclass
class VariantTag:
    uri: str
    attributes: dict[str, str]


@dataclass
class Multivariant:
    text: str
    variants: list[VariantTag] = field(default_factory=list)
    syntax: list[str] = field(default_factory=list)


def attributes(text: str) -> dict[str, str] | None:
    """The attribute list of a tag, quotes removed; None if it is no attribute list."""
    found, position = {}, 0
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if match is None or match[1] in found:
            return None
        found[match[1]] = match[2].strip('"')
        position = match.end()
    return found


def parse_multivariant(text: str) -> Multivariant:
    playlist = Multivariant(text)
    pending: dict[str, str] | None = None
    for line in text.splitlines():
        if line.startswith("#EXT-X-STREAM-INF:"):
            pending = attributes(line.split(":", 1)[1])
            if pending is None:
                playlist.syntax.append(f"cannot read the attributes of {line!r}")
                pending = {}
        elif line and not line.startswith("#"):
            if pending is None:
                playlist.syntax.append(f"{line!r} stands behind no EXT-X-STREAM-INF")
            playlist.variants.append(VariantTag(line, pending or {}))
            pending = None
    return playlist


class _MediaReader:
    """Walks the lines; what a tag says about the next segment is kept until that segment comes."""

    def __init__(self, text: str) -> None:
        self.playlist = MediaPlaylist(text)
        self._map = ""
        self._next: ListedSegment | None = None
        self._count = 0

    def read(self) -> MediaPlaylist:
        for line in self.playlist.text.splitlines():
            try:
                if line.startswith("#EXT"):
                    name, _, value = line.partition(":")
                    self._tag(name, value)
                elif line and not line.startswith("#"):
                    self._uri(line)
            except (ValueError, KeyError):
                self.playlist.syntax.append(f"cannot read {line!r}")
        if self._next is not None:
            self._finish()
        return self.playlist

    def _segment(self) -> ListedSegment:
        if self._next is None:
            msn = self.playlist.media_sequence + self.playlist.skipped + self._count
            self._next = ListedSegment(msn, map_uri=self._map)
        return self._next

    def _uri(self, line: str) -> None:
        self._segment().uri = line
        self._finish()

    def _finish(self) -> None:
        self.playlist.segments.append(self._segment())
        self._count += 1
        self._next = None

    def _tag(self, name: str, value: str) -> None:
        playlist = self.playlist
        match name:
            case "#EXT-X-VERSION":
                playlist.version = int(value)
            case "#EXT-X-TARGETDURATION":
                playlist.target_duration = int(value)
            case "#EXT-X-MEDIA-SEQUENCE":
                playlist.media_sequence = int(value)
            case "#EXT-X-DISCONTINUITY-SEQUENCE":
                playlist.discontinuity_sequence = int(value)
            case "#EXT-X-INDEPENDENT-SEGMENTS":
                playlist.independent_segments = True
            case "#EXT-X-ENDLIST":
                playlist.ended = True
            case "#EXTINF":
                self._segment().duration = float(value.split(",")[0])
            case "#EXT-X-DISCONTINUITY":
                self._segment().discontinuity = True
            case "#EXT-X-GAP":
                self._segment().gap = True
            case "#EXT-X-PROGRAM-DATE-TIME":
                self._segment().date_time = datetime.fromisoformat(value)
            case _:
                self._tag_with_attributes(name, value)

    def _tag_with_attributes(self, name: str, value: str) -> None:
        playlist = self.playlist
        found = attributes(value) or {}
        match name:
            case "#EXT-X-PART-INF":
                playlist.part_target = float(found["PART-TARGET"])
            case "#EXT-X-SERVER-CONTROL":
                playlist.control = found
            case "#EXT-X-SKIP":
                playlist.skipped = int(found["SKIPPED-SEGMENTS"])
            case "#EXT-X-MAP":
                self._map = found["URI"]
                self._segment().map_uri = self._map
            case "#EXT-X-PART":
                yes = found.get("INDEPENDENT") == "YES"
                part = PartTag(found["URI"], float(found["DURATION"]), yes, found.get("GAP") == "YES")
                self._segment().parts.append(part)
            case "#EXT-X-PRELOAD-HINT":
                playlist.hints.append(found)
            case "#EXT-X-RENDITION-REPORT":
                playlist.reports.append(found)


def parse_media(text: str) -> MediaPlaylist:
    return _MediaReader(text).read()
