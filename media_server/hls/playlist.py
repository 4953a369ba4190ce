"""Playlists as text. Times are written with five decimals, one function a group of tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from .naming import init_name, part_name, segment_name
from .timeline import Segment, Timeline

VERSION = 9  # EXT-X-SKIP needs it
PART_HOLD_BACK = 3.0  # part targets; rfc8216bis asks for two at least and advises three
HOLD_BACK = 3.0  # target durations
SKIP_BOUNDARY = 6.0  # target durations
WHOLE_SEGMENTS_WITH_PARTS = 2  # besides the open one: never more than the three target durations allowed


@dataclass(frozen=True, slots=True)
class RenditionReport:
    """Where another rendition of the stream has come to."""

    uri: str
    last_msn: int
    last_part: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One line of a multivariant playlist."""

    uri: str
    codecs: tuple[str, ...]
    peak_bps: int
    average_bps: int
    width: int = 0
    height: int = 0
    frame_rate: float = 0.0


def render_multivariant(variants: Iterable[Variant], independent: bool) -> str:
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}"]
    if independent:
        lines.append("#EXT-X-INDEPENDENT-SEGMENTS")
    for variant in variants:
        attributes = [f"BANDWIDTH={variant.peak_bps}", f"AVERAGE-BANDWIDTH={variant.average_bps}"]
        attributes.append(f'CODECS="{",".join(variant.codecs)}"')
        if variant.width and variant.height:
            attributes.append(f"RESOLUTION={variant.width}x{variant.height}")
        if variant.frame_rate:
            attributes.append(f"FRAME-RATE={variant.frame_rate:.3f}")
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes)}", variant.uri]
    return "\n".join(lines) + "\n"


def render_low_latency(
    timeline: Timeline, skip: bool = False, reports: Sequence[RenditionReport] = ()
) -> str:
    """The playlist with parts. With `skip` the old segments are left out, as far as the rules permit.

    The parts stay when the stream has ended: a player that came to the end by parts (hls.js) knows by the last
    of them that it has everything.
    """
    segments = timeline.listed()
    skipped = skippable(timeline) if skip and not timeline.ended else 0
    lines = [_low_latency_header(timeline)]
    if skipped:
        lines.append(f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}\n")
    else:
        lines.append(_first_map(timeline, segments))
    with_parts_from = timeline.next_part[0] - WHOLE_SEGMENTS_WITH_PARTS
    for segment in segments[skipped:]:
        lines.append(_segment_head(timeline, segment))
        if segment.msn >= with_parts_from:
            lines.append(_part_lines(timeline, segment))
        if segment.closed:
            lines.append(_segment_tail(timeline, segment))
    if timeline.ended:
        lines.append("#EXT-X-ENDLIST\n")
    else:
        hint = part_name(timeline.prefix, *timeline.next_part)
        lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{hint}"\n')
        lines += [
            f'#EXT-X-RENDITION-REPORT:URI="{report.uri}",LAST-MSN={report.last_msn},'
            f"LAST-PART={report.last_part}\n"
            for report in reports
        ]
    return "".join(lines)


def render_plain(timeline: Timeline) -> str:
    """The same segments without parts, for players that know nothing of low latency."""
    segments = [segment for segment in timeline.listed() if segment.closed]
    lines = [_header(timeline), _first_map(timeline, segments)]
    for segment in segments:
        lines.append(_segment_head(timeline, segment))
        lines.append(_segment_tail(timeline, segment))
    if timeline.ended:
        lines.append("#EXT-X-ENDLIST\n")
    return "".join(lines)


def skippable(timeline: Timeline) -> int:
    """How many segments a delta update may leave out: those wholly beyond the skip boundary."""
    boundary = timeline.end_s - SKIP_BOUNDARY * timeline.target_duration_s
    count = 0
    for segment in timeline.listed():
        if not segment.closed or segment.start_s + segment.duration_s > boundary:
            break
        count += 1
    return count


def program_date_time(wall_s: float) -> str:
    return datetime.fromtimestamp(wall_s, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _header(timeline: Timeline) -> str:
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{timeline.target_duration_s}",
    ]
    if timeline.independent_segments:
        lines.append("#EXT-X-INDEPENDENT-SEGMENTS")
    lines.append(f"#EXT-X-MEDIA-SEQUENCE:{timeline.first_listed}")
    if timeline.discontinuity_sequence:
        lines.append(f"#EXT-X-DISCONTINUITY-SEQUENCE:{timeline.discontinuity_sequence}")
    return "\n".join(lines) + "\n"


def _low_latency_header(timeline: Timeline) -> str:
    target, part = timeline.target_duration_s, timeline.part_target_s
    control = (
        f"CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={PART_HOLD_BACK * part:.3f},"
        f"HOLD-BACK={HOLD_BACK * target:.3f},CAN-SKIP-UNTIL={SKIP_BOUNDARY * target:.3f}"
    )
    return f"{_header(timeline)}#EXT-X-SERVER-CONTROL:{control}\n#EXT-X-PART-INF:PART-TARGET={part:.3f}\n"


def _first_map(timeline: Timeline, segments: Sequence[Segment]) -> str:
    """The first listed segment needs its init named even if it shares it with one that was listed before."""
    if not segments or segments[0].new_init:
        return ""
    return _map(timeline, segments[0])


def _map(timeline: Timeline, segment: Segment) -> str:
    return f'#EXT-X-MAP:URI="{init_name(timeline.prefix, segment.init)}"\n'


def _segment_head(timeline: Timeline, segment: Segment) -> str:
    """Tags that hold for the segment and stand before the first of its parts."""
    if not segment.head:
        marks = "#EXT-X-DISCONTINUITY\n" if segment.discontinuity else ""
        if segment.new_init:
            marks += _map(timeline, segment)
        segment.head = f"{marks}#EXT-X-PROGRAM-DATE-TIME:{program_date_time(segment.wall_s)}\n"
    return segment.head


def _segment_tail(timeline: Timeline, segment: Segment) -> str:
    if not segment.tail:
        segment.tail = f"#EXTINF:{segment.duration_s:.5f},\n{segment_name(timeline.prefix, segment.msn)}\n"
    return segment.tail


def _part_lines(timeline: Timeline, segment: Segment) -> str:
    """Written once for each part; a part never changes."""
    lines = segment.part_lines
    for part in segment.parts[len(lines) :]:
        uri = part_name(timeline.prefix, part.msn, part.index)
        independent = ",INDEPENDENT=YES" if part.independent else ""
        lines.append(f'#EXT-X-PART:DURATION={part.duration_s:.5f},URI="{uri}"{independent}\n')
    return "".join(lines)
