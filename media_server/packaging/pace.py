"""How long parts and segments are: decided once from the first pictures, then a promise to every player."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from statistics import mean, median_low

NTSC_RATES = tuple(rate * 1000 / 1001 for rate in (24, 30, 60, 120))
WHOLE_RATES = (5.0, 10.0, 12.0, 15.0, 20.0, 24.0, 25.0, 30.0, 48.0, 50.0, 60.0, 72.0, 90.0, 100.0, 120.0)
COMMON_RATES = (*WHOLE_RATES, *NTSC_RATES, 7.5, 12.5, 144.0, 240.0)
SHORTEST_REGULAR_PART = (
    0.6  # of the wanted length: below it the requests cost more than regular parts are worth
)
MEASURE_MS, MEASURE_AT_MOST_MS, MEASURE_FRAMES = 500, 2_000, 5
PART_FLOOR = (
    0.85  # rfc8216bis 4.4.4.9: a part lasts at least 85 % of the target, the last of a segment excepted
)
ROUNDING_MS = 2  # both ends of a part are rounded to whole milliseconds by RTMP
TICKS = 90  # of the stream's timeline, per millisecond
TARGET_ROUNDING_S = (
    0.49  # a segment may last this much longer than the target: the rule rounds to whole seconds
)


@dataclass(frozen=True, slots=True)
class Pace:
    frame_rate: float  # 0 for audio only
    part_target_s: float

    @property
    def part_ticks(self) -> int:
        return round(self.part_target_s * 1000 * TICKS)

    @property
    def frame_ticks(self) -> int:
        return round(1000 * TICKS / self.frame_rate) if self.frame_rate else 0


def measured_enough(dts_ms: Sequence[int]) -> bool:
    span = dts_ms[-1] - dts_ms[0]
    return (span >= MEASURE_MS and len(dts_ms) >= MEASURE_FRAMES) or (span >= MEASURE_AT_MOST_MS)


def steadiest(*times_ms: Sequence[int]) -> Sequence[int]:
    """The one with the most regular distances; the first of equals."""
    return min(times_ms, key=lambda times: len(times) - len(_regular(times)))


def _regular(times_ms: Sequence[int]) -> list[int]:
    """The distances that are near to the middle one."""
    deltas = [b - a for a, b in pairwise(times_ms) if b > a]
    middle = median_low(deltas) if deltas else 0
    return [delta for delta in deltas if 0.7 * middle <= delta <= 1.3 * middle]


def frame_rate_of(times_ms: Sequence[int], declared: float) -> float:
    """The rate that the timestamps show; the header's word is taken when it says nearly the same."""
    regular = _regular(times_ms)
    if not regular:
        return declared
    measured = 1000 / mean(regular)
    if declared and abs(declared - measured) < 0.05 * measured:
        return declared
    nearest = min(COMMON_RATES, key=lambda rate: abs(rate - measured))
    return nearest if abs(nearest - measured) < 0.015 * measured else measured


def video_pace(frame_rate: float, wanted_s: float) -> Pace:
    """Whole frames a part, and whole parts a second if that is possible.

    Keyframes mostly come on whole seconds: then every part has the same length, and each keyframe opens one.
    """
    most = max(1, floor(wanted_s * frame_rate + 0.01))
    second = round(frame_rate)
    frames = next((n for n in range(most, 0, -1) if second % n == 0), most)
    if frames < SHORTEST_REGULAR_PART * most:
        frames = most
    return Pace(frame_rate, _target_s(frames * 1000 / frame_rate))


def audio_pace(rate: int, frame_samples: int, wanted_s: float) -> Pace:
    """Whole audio frames a part."""
    frames = max(1, floor(wanted_s * rate / frame_samples))
    return Pace(0.0, _target_s(frames * frame_samples * 1000 / rate))


def _target_s(part_ms: float) -> float:
    """A round number that no part exceeds, and close enough that all reach 85 % of it."""
    step = 5 if part_ms >= 100 else 1
    return ceil((part_ms + ROUNDING_MS) / step) * step / 1000


def target_duration(first_segment_s: float, wanted_s: float) -> int:
    """EXT-X-TARGETDURATION: what the first segment needed, and never less than what is aimed at."""
    return max(1, round(wanted_s), floor(first_segment_s + 0.5))
