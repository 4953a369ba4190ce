"""What must hold for every packager output, whatever came in; and reading the boxes back, without PyAV."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.packaging.pace import PART_FLOOR

EPSILON = 1e-6


@dataclass(frozen=True)
class ReadSample:
    """A sample as a player finds it: times in ticks of the track."""

    track: int
    time: int
    duration: int
    composition_offset: int
    sync: bool
    data: bytes


def parts(outputs: list[Output]) -> list[Part]:
    return [output for output in outputs if isinstance(output, Part)]


def inits(outputs: list[Output]) -> list[InitSection]:
    return [output for output in outputs if isinstance(output, InitSection)]


def segment_ends(outputs: list[Output]) -> list[SegmentEnd]:
    return [output for output in outputs if isinstance(output, SegmentEnd)]


def segments(outputs: list[Output]) -> list[list[Part]]:
    found: dict[int, list[Part]] = {}
    for part in parts(outputs):
        found.setdefault(part.msn, []).append(part)
    return list(found.values())


def assert_lawful(outputs: list[Output]) -> None:
    """Numbers without gaps, one timeline without gaps, no part or segment longer than promised."""
    expected, known, open_segment, target = (0, 0), set[int](), False, 0
    clock = None
    part_target = inits(outputs)[0].part_target_s if outputs else 0.0
    for output in outputs:
        match output:
            case InitSection():
                assert output.number not in known
                assert output.part_target_s == part_target
                known.add(output.number)
            case Part():
                assert (output.msn, output.index) == expected
                assert output.init in known
                assert clock is None or abs(output.start_s - clock) < EPSILON
                assert 0 < output.duration_s <= part_target + EPSILON
                clock = output.start_s + output.duration_s
                expected, open_segment = (output.msn, output.index + 1), True
            case SegmentEnd():
                assert open_segment and output.msn == expected[0]
                target = target or output.target_duration_s
                assert output.target_duration_s == target
                assert int(output.duration_s + 0.5) <= target
                expected, open_segment = (output.msn + 1, 0), False
    assert not open_segment
    for group, end in zip(segments(outputs), segment_ends(outputs), strict=True):
        assert abs(sum(part.duration_s for part in group) - end.duration_s) < EPSILON
        assert len({part.init for part in group}) == 1
        for part in group[:-1]:
            assert part.duration_s >= PART_FLOOR * part_target - EPSILON
    assert_inits_change_behind_discontinuities(outputs)
    assert_samples_do_not_overlap(outputs)


def assert_samples_do_not_overlap(outputs: list[Output]) -> None:
    """Within an init: another one may have another timescale."""
    ends: dict[tuple[int, int], int] = {}
    for part in parts(outputs):
        for sample in read_samples(part.data):
            key = (part.init, sample.track)
            assert sample.time >= ends.get(key, 0) and sample.duration > 0
            ends[key] = sample.time + sample.duration


def assert_inits_change_behind_discontinuities(outputs: list[Output]) -> None:
    groups = segments(outputs)
    for before, after in pairwise(groups):
        if before[0].init != after[0].init:
            assert after[0].discontinuity
        assert after[0].independent or not after[0].discontinuity


def assert_tracks_are_unbroken(outputs: list[Output]) -> None:
    """Each track's decode times follow from its durations, from the first sample to the last."""
    clocks: dict[int, int] = {}
    for sample in samples(outputs):
        assert clocks.setdefault(sample.track, sample.time) == sample.time
        clocks[sample.track] += sample.duration


def samples(outputs: list[Output], track: int | None = None) -> list[ReadSample]:
    found = [sample for part in parts(outputs) for sample in read_samples(part.data)]
    return [sample for sample in found if track is None or sample.track == track]


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Name, first and last byte of the body of each box."""
    end = len(data) if end is None else end
    while start < end:
        size, name = unpack_from(">I4s", data, start)
        assert 8 <= size <= end - start, "a box is longer than what holds it"
        yield name, start + 8, start + size
        start += size


def read_samples(data: bytes) -> Iterator[ReadSample]:
    for name, start, end in boxes(data):
        if name != b"moof":
            assert name == b"mdat"
            continue
        for child, child_start, child_end in boxes(data, start, end):
            if child == b"traf":
                yield from _read_traf(data, start - 8, child_start, child_end)


def _read_traf(data: bytes, moof: int, start: int, end: int) -> Iterator[ReadSample]:
    found = {name: (body, stop) for name, body, stop in boxes(data, start, end)}
    _, track = unpack_from(">II", data, found[b"tfhd"][0])
    version, time = unpack_from(">IQ", data, found[b"tfdt"][0])
    assert version == 0x0100_0000
    if b"trun" not in found:
        return
    head, count, offset = unpack_from(">IIi", data, found[b"trun"][0])
    place, video = found[b"trun"][0] + 12, bool(head & 0x800)
    position = moof + offset
    for _ in range(count):
        duration, size, flags, shift = unpack_from(">IIIi" if video else ">II", data, place) + (
            () if video else (0, 0)
        )
        yield ReadSample(track, time, duration, shift, not flags & 0x1_0000, data[position : position + size])
        place += 16 if video else 8
        position += size
        time += duration
    assert place == found[b"trun"][1]
