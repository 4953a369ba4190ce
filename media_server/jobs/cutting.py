"""Which pictures of a cut can be copied, and which few must be encoded anew. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

# Timestamps of RTMP are whole milliseconds, and so is what a person chose in a player: a picture that is
# shown for less than this within the cut was not meant.
TOLERANCE_S = 0.002


class Picture(NamedTuple):
    pts: float
    sync: bool  # decoding can begin here
    fresh: bool = True  # and a decoder forgets there what came before (in H.264: an IDR picture)


@dataclass(frozen=True, slots=True)
class Reencode:
    """Decode from place `decode_from` on; of what comes out, the pictures at `places` are encoded anew."""

    decode_from: int
    places: tuple[int, ...]  # in order of presentation


@dataclass(frozen=True, slots=True)
class CutPlan:
    """Places are in decoding order. `head` is shown first, then `copies`, then `tail`."""

    head: Reencode | None
    copies: tuple[int, ...]
    tail: Reencode | None


def shown_between(times: Sequence[float], end_of_last: float, start: float, end: float) -> list[int]:
    """Places of those presentation times, ascending, whose picture is on the screen between two moments."""
    ends = [*times[1:], end_of_last]
    return [
        n
        for n, (begins, ceases) in enumerate(zip(times, ends, strict=True))
        if ceases > start + TOLERANCE_S and begins < end - TOLERANCE_S
    ]


def plan_cut(pictures: Sequence[Picture], wanted: frozenset[int]) -> CutPlan:
    """Copy as many of the wanted pictures as decode without the others.

    They are those from the first wanted fresh keyframe on that are shown after it, up to the last place in
    decoding order behind which nothing is shown earlier than anything before it.
    """
    first_key = next((n for n, p in enumerate(pictures) if p.sync and p.fresh and n in wanted), None)
    if first_key is None:
        return CutPlan(_reencode(pictures, wanted), (), None)
    key_pts = pictures[first_key].pts
    body = [n for n in range(first_key, len(pictures)) if pictures[n].pts >= key_pts]
    copies = body[: _clean_length(pictures, body, wanted)]
    copied = frozenset(copies)
    head = frozenset(n for n in wanted if pictures[n].pts < key_pts)
    return CutPlan(_reencode(pictures, head), tuple(copies), _reencode(pictures, wanted - copied - head))


def _clean_length(pictures: Sequence[Picture], body: list[int], wanted: frozenset[int]) -> int:
    """How many of the body's places can be taken so that they are exactly what is shown in their time."""
    latest = list(accumulate((pictures[n].pts for n in body), max))
    earliest = list(accumulate((pictures[n].pts for n in reversed(body)), min, initial=float("inf")))[::-1]
    best = 0
    for count, place in enumerate(body, 1):
        if place not in wanted:
            break
        if latest[count - 1] < earliest[count]:
            best = count
    return best


def _reencode(pictures: Sequence[Picture], places: frozenset[int]) -> Reencode | None:
    if not places:
        return None
    ordered = tuple(sorted(places, key=lambda n: pictures[n].pts))
    return Reencode(decodable_from(pictures, pictures[ordered[0]].pts), ordered)


def decodable_from(pictures: Sequence[Picture], pts: float) -> int:
    """The last keyframe that is shown no later than this."""
    keys = [(p.pts, n) for n, p in enumerate(pictures) if p.sync]
    place = bisect_right(keys, (pts, len(pictures)))
    return keys[place - 1][1] if place else 0


def decoding_times(pts: Sequence[int]) -> list[int]:
    """Rising decoding times for pictures in decoding order, none later than its presentation."""
    ordered = sorted(pts)
    delay = max((early - shown for early, shown in zip(ordered, pts, strict=True)), default=0)
    return [time - delay for time in ordered]
