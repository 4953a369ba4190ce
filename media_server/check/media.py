"""Checks parts, segments and inits against what the playlist says about them."""

from collections.abc import Iterator

from .boxes import BoxError, Fragments, Track, TrackRun, read_fragments, read_init
from .playlist import ListedSegment, PartTag
from .rule import Finding, Level

VIDEO_ENTRIES = frozenset({"avc1", "avc3", "hvc1", "hev1", "av01", "vp09"})
GAP_S = 0.1  # what players bridge without a stop


class MediaCheck:
    """Follows one rendition; parts are given in their order."""

    def __init__(self, where: str) -> None:
        self.findings: list[Finding] = []
        self.parts = 0
        self._where = where
        self._tracks: dict[int, Track] = {}
        self._ends: dict[int, float] = {}  # by track: where its samples end, in seconds

    def init(self, data: bytes) -> set[str]:
        """Gives the sample entries of the tracks."""
        try:
            self._tracks = read_init(data)
        except BoxError as error:
            self._found("init_readable", "must", "3.1.2", "An init section is ftyp and moov.", str(error))
        return {track.entry for track in self._tracks.values()}

    def part(self, segment: ListedSegment, part: PartTag, data: bytes) -> None:
        self.parts += 1
        if segment.discontinuity and segment.parts[0] is part:
            self._ends = {}
        fragments = self._read(part.uri, data)
        if fragments is None:
            return
        if part.independent and not self._begins_independently(fragments):
            sentence = "A part with INDEPENDENT=YES can be decoded without what came before."
            self._found(
                "independent_part", "must", "4.4.4.9", sentence, f"{part.uri} begins with another picture"
            )
        for what in self._lengths(part, fragments):
            sentence = "A part lasts as long as the playlist says."
            self._found("part_duration", "should", "4.4.4.9", sentence, what)
        for what in self._holes(part.uri, fragments):
            sentence = "The timestamps of a track go on from one part to the next."
            self._found("continuous", "must", "3.1.2", sentence, what)

    def segment(self, segment: ListedSegment, data: bytes, parts: list[bytes]) -> None:
        if parts and b"".join(parts) != data:
            sentence = "A segment holds the same media as its parts."
            self._found("parts_are_segment", "must", "4.4.4.9", sentence, f"{segment.uri} differs from them")

    def _read(self, name: str, data: bytes) -> Fragments | None:
        sentence = "A part is one or more whole fragments."
        try:
            fragments = read_fragments(data)
        except BoxError as error:
            self._found("part_readable", "must", "3.1.2", sentence, f"{name}: {error}")
            return None
        if fragments.pairs == 0 or fragments.sample_bytes != fragments.data_bytes:
            what = f"{name}: samples of {fragments.sample_bytes} bytes in data of {fragments.data_bytes}"
            self._found("part_readable", "must", "3.1.2", sentence, what)
        return fragments

    def _begins_independently(self, fragments: Fragments) -> bool:
        video = [run for run in fragments.runs if self._is_video(run)]
        return not video or (video[0].samples > 0 and video[0].sync_first)

    def _is_video(self, run: TrackRun) -> bool:
        track = self._tracks.get(run.track)
        return track is not None and track.entry in VIDEO_ENTRIES

    def _lengths(self, part: PartTag, fragments: Fragments) -> Iterator[str]:
        """Of the pictures, or of the sound when there are none."""
        leading = [run for run in fragments.runs if self._is_video(run)] or fragments.runs
        timed = [run for run in leading if run.track in self._tracks and run.samples]
        if timed:
            length = sum(run.duration / self._tracks[run.track].timescale for run in timed)
            if abs(length - part.duration) > max(0.025, 0.05 * part.duration):
                yield f"{part.uri} is said to last {part.duration} s, its samples last {length:.4f} s"

    def _holes(self, name: str, fragments: Fragments) -> Iterator[str]:
        for run in fragments.runs:
            track = self._tracks.get(run.track)
            if track is None:
                yield f"{name} has track {run.track}, which the init section does not know"
                continue
            if not run.samples:
                continue
            start = run.decode_time / track.timescale
            end = self._ends.get(run.track, start)
            if start < end - 0.0005:
                yield f"{name}: {track.entry} goes back by {end - start:.4f} s"
            elif start > end + GAP_S:
                yield f"{name}: {track.entry} has a hole of {start - end:.4f} s"
            self._ends[run.track] = start + run.duration / track.timescale

    def _found(self, rule: str, level: Level, source: str, sentence: str, what: str) -> None:
        self.findings.append(Finding(rule, level, source, sentence, self._where, what))
