"""Rules that one media playlist alone can break."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from .playlist import MediaPlaylist
from .rule import Rules

MEDIA = Rules[MediaPlaylist]()
TOLERANCE = 0.0011  # durations are written in decimals
CLOCK_TOLERANCE = timedelta(milliseconds=50)


@MEDIA.rule("must", "4.4.1.1", "The first line is #EXTM3U, and every line can be read.")
def readable(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.text.split("\n", 1)[0].rstrip("\r") != "#EXTM3U":
        yield "it begins with something else"
    yield from playlist.syntax


@MEDIA.rule("must", "4.4.1.2", "The version is high enough for the tags that are used, and is given once.")
def version(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.text.count("#EXT-X-VERSION:") != 1:
        yield "there is not exactly one EXT-X-VERSION"
    needed = 9 if playlist.skipped else 6 if any(s.map_uri for s in playlist.segments) else 3
    if playlist.version < needed:
        yield f"version {playlist.version} does not know tags that are used; {needed} does"


@MEDIA.rule(
    "must", "4.4.3.1", "Every segment's duration, rounded to a whole second, is at most the target duration."
)
def segments_within_target(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.target_duration < 1:
        yield "there is no EXT-X-TARGETDURATION"
    for segment in playlist.whole_segments:
        if int(segment.duration + 0.5) > playlist.target_duration:
            yield f"segment {segment.msn} lasts {segment.duration} s of {playlist.target_duration} s at most"


@MEDIA.rule("must", "4.4.3.2", "EXT-X-MEDIA-SEQUENCE stands before the first segment.")
def sequence_first(playlist: MediaPlaylist) -> Iterator[str]:
    place = playlist.text.find("#EXT-X-MEDIA-SEQUENCE:")
    first = min((playlist.text.find(tag) % (1 << 60) for tag in ("#EXTINF", "#EXT-X-PART:")), default=0)
    if place > first:
        yield "it stands behind a segment"


@MEDIA.rule("must", "4.4.3.7", "A playlist with parts tells their longest duration in EXT-X-PART-INF.")
def part_target_given(playlist: MediaPlaylist) -> Iterator[str]:
    if any(segment.parts for segment in playlist.segments) and playlist.part_target <= 0:
        yield "there is no PART-TARGET"


@MEDIA.rule("must", "4.4.4.9", "No part lasts longer than the part target.")
def parts_within_target(playlist: MediaPlaylist) -> Iterator[str]:
    for segment in playlist.segments:
        for part in segment.parts:
            if part.duration > playlist.part_target + TOLERANCE / 2:
                yield f"{part.uri} lasts {part.duration} s, the part target is {playlist.part_target} s"


@MEDIA.rule(
    "must",
    "4.4.4.9",
    "A part lasts at least 85 % of the part target, unless it is independent, a gap, before a gap, or the"
    " last of its segment.",
)
def parts_long_enough(playlist: MediaPlaylist) -> Iterator[str]:
    for segment in playlist.segments:
        for part, following in pairwise(segment.parts):
            excused = part.independent or part.gap or following.gap
            if not excused and part.duration < 0.85 * playlist.part_target - TOLERANCE / 2:
                yield f"{part.uri} lasts {part.duration} s only"


@MEDIA.rule("must", "4.4.4.9", "The parts of a segment last as long as the segment.")
def parts_fill_segments(playlist: MediaPlaylist) -> Iterator[str]:
    for segment in playlist.whole_segments:
        total = sum(part.duration for part in segment.parts)
        if segment.parts and abs(total - segment.duration) > TOLERANCE * len(segment.parts):
            yield f"segment {segment.msn} lasts {segment.duration} s, its parts {total:.5f} s"


@MEDIA.rule("should", "4.4.4.9", "Parts are taken out of the playlist three target durations from its end.")
def old_parts_unlisted(playlist: MediaPlaylist) -> Iterator[str]:
    behind = 0.0
    for segment in reversed(playlist.segments):
        if segment.parts and behind > 3 * playlist.target_duration + TOLERANCE:
            yield f"segment {segment.msn} still lists parts {behind:.2f} s from the end"
        behind += segment.length


@MEDIA.rule(
    "must", "4.4.3.8", "PART-HOLD-BACK is at least twice the part target, and is given where parts are."
)
def part_hold_back(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.part_target and playlist.number("PART-HOLD-BACK") < 2 * playlist.part_target - TOLERANCE:
        yield f"it is {playlist.control.get('PART-HOLD-BACK', 'missing')}"


@MEDIA.rule("should", "4.4.3.8", "PART-HOLD-BACK is at least three times the part target.")
def comfortable_part_hold_back(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.part_target and playlist.number("PART-HOLD-BACK") < 3 * playlist.part_target - TOLERANCE:
        yield f"it is {playlist.control.get('PART-HOLD-BACK', 'missing')}"


@MEDIA.rule("must", "4.4.3.8", "HOLD-BACK, if given, is at least three times the target duration.")
def hold_back(playlist: MediaPlaylist) -> Iterator[str]:
    given = "HOLD-BACK" in playlist.control
    if given and playlist.number("HOLD-BACK") < 3 * playlist.target_duration - TOLERANCE:
        yield f"it is {playlist.control['HOLD-BACK']}"


@MEDIA.rule("must", "4.4.3.8", "CAN-SKIP-UNTIL, if given, is at least six times the target duration.")
def skip_boundary(playlist: MediaPlaylist) -> Iterator[str]:
    given = "CAN-SKIP-UNTIL" in playlist.control
    if given and playlist.number("CAN-SKIP-UNTIL") < 6 * playlist.target_duration - TOLERANCE:
        yield f"it is {playlist.control['CAN-SKIP-UNTIL']}"


@MEDIA.rule("must", "B.1", "A low-latency playlist can be reloaded with blocking.")
def blocking_reload(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.part_target and not playlist.ended and playlist.control.get("CAN-BLOCK-RELOAD") != "YES":
        yield "CAN-BLOCK-RELOAD=YES is missing"


@MEDIA.rule("must", "4.4.4.5", "Segments of fragmented MP4 have an EXT-X-MAP before them.")
def map_before_segments(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.skipped:
        return
    for segment in playlist.segments:
        name = segment.uri or (segment.parts[0].uri if segment.parts else "")
        if name.split("?")[0].endswith((".m4s", ".mp4", ".cmfv")) and not segment.map_uri:
            yield f"segment {segment.msn} has none"


@MEDIA.rule("must", "4.4.4.6", "The times of day of segments follow from their durations.")
def dates_fit_durations(playlist: MediaPlaylist) -> Iterator[str]:
    for before, after in pairwise(playlist.segments):
        if before.date_time is None or after.date_time is None:
            continue
        expected = before.date_time + timedelta(seconds=before.length)
        if after.date_time < expected - CLOCK_TOLERANCE:
            yield f"segment {after.msn} begins before segment {before.msn} has ended"
        if not after.discontinuity and after.date_time > expected + CLOCK_TOLERANCE:
            yield f"segment {after.msn} begins later than segment {before.msn} ends"


@MEDIA.rule("should", "B.1", "Segments carry the time of day.")
def dates_given(playlist: MediaPlaylist) -> Iterator[str]:
    for segment in playlist.segments:
        if segment.date_time is None and not playlist.skipped:
            yield f"segment {segment.msn} has no EXT-X-PROGRAM-DATE-TIME"


@MEDIA.rule(
    "must", "4.4.2.1", "Where EXT-X-INDEPENDENT-SEGMENTS promises it, every segment begins independently."
)
def independent_segments(playlist: MediaPlaylist) -> Iterator[str]:
    for segment in playlist.segments:
        if playlist.independent_segments and segment.parts and not segment.parts[0].independent:
            yield f"segment {segment.msn} does not"


@MEDIA.rule(
    "must",
    "4.4.5.3",
    "There is at most one hint of a kind, it names what is not listed, and none at the end.",
)
def hints(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.ended and playlist.hints:
        yield "an ended playlist hints at something"
    kinds = Counter(hint.get("TYPE", "") for hint in playlist.hints)
    yield from (f"{count} hints of type {kind}" for kind, count in kinds.items() if count > 1)
    listed = {part.uri for segment in playlist.segments for part in segment.parts}
    yield from (f"{hint['URI']} is listed already" for hint in playlist.hints if hint.get("URI") in listed)


@MEDIA.rule("should", "B.1", "A low-latency playlist hints at its next part.")
def next_part_hinted(playlist: MediaPlaylist) -> Iterator[str]:
    if playlist.part_target and not playlist.ended and not playlist.hints:
        yield "it has no EXT-X-PRELOAD-HINT"


@MEDIA.rule("must", "6.2.1", "No two segments or parts share a name.")
def names_are_unique(playlist: MediaPlaylist) -> Iterator[str]:
    names = Counter(segment.uri for segment in playlist.whole_segments)
    names.update(part.uri for segment in playlist.segments for part in segment.parts)
    yield from (f"{name} is listed {count} times" for name, count in names.items() if count > 1)
