"""The law of blocking reload and delta updates (rfc8216bis 6.2.5) as a function: what to answer, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from .timeline import Timeline

MAX_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Directives:
    """What a client asked for in the query."""

    msn: int | None = None
    part: int | None = None
    skip: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """Answer now."""


@dataclass(frozen=True, slots=True)
class WaitFor:
    """Answer when this part is there; `part` None means the whole segment; `msn` None any playlist at all."""

    msn: int | None
    part: int | None


@dataclass(frozen=True, slots=True)
class Bad:
    """400, and why."""

    reason: str


Decision = Ready | WaitFor | Bad
READY = Ready()


def parse(query: Mapping[str, str]) -> Directives | Bad:
    """Only what begins with _HLS_ is ours; the rest is for others, such as a cache key."""
    numbers: dict[str, int | None] = {}
    for name in ("_HLS_msn", "_HLS_part"):
        text = query.get(name)
        if text is None:
            numbers[name] = None
        elif text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
            numbers[name] = int(text)
        else:
            return Bad(f"{name} must be a whole number")
    skip = query.get("_HLS_skip")
    if skip not in (None, "YES", "v2"):
        return Bad("_HLS_skip must be YES or v2")
    if numbers["_HLS_part"] is not None and numbers["_HLS_msn"] is None:
        return Bad("_HLS_part needs _HLS_msn beside it")
    return Directives(numbers["_HLS_msn"], numbers["_HLS_part"], skip is not None)


def decide(directives: Directives, timeline: Timeline) -> Decision:
    if timeline.ended:
        return READY  # a playlist that ended never changes: directives mean nothing any more
    if not timeline.ready:
        return WaitFor(None, None)
    msn, part = directives.msn, directives.part
    if msn is None:
        return READY
    next_msn, next_index = timeline.next_part
    last_closed = next_msn - 1
    if msn > last_closed + 2:
        return Bad(f"_HLS_msn is more than two segments ahead of {last_closed}")
    if part is not None:
        base = next_index if msn == next_msn else 0
        if msn >= next_msn and part > base + _advance_limit(timeline.part_target_s):
            return Bad("_HLS_part is too far ahead")
    return READY if _has_come(msn, part, timeline) else WaitFor(msn, part)


def hinted(msn: int, index: int, timeline: Timeline) -> bool:
    """Whether this part may be asked for already: only the one that the playlist hints at."""
    return not timeline.ended and timeline.ready and (msn, index) == timeline.next_part


def longest_wait_s(timeline: Timeline) -> float:
    """Players give up after this long; so does the server."""
    return 3.0 * (timeline.target_duration_s or 2)


def _has_come(msn: int, part: int | None, timeline: Timeline) -> bool:
    next_msn, next_index = timeline.next_part
    if part is None:
        return msn < next_msn
    segment = timeline.segment(msn)
    if segment is not None and segment.closed and segment.parts and part >= len(segment.parts):
        # There is no such part, because the segment ended before it: the first part of the next one is meant.
        return (next_msn, next_index) > (msn + 1, 0)
    return (next_msn, next_index) > (msn, part)


def _advance_limit(part_target_s: float) -> int:
    return ceil(3 / part_target_s) if 0 < part_target_s < 1 else 3
