"""Which bytes a stretch of a recording needs."""

from pathlib import Path

import pytest

from media_server.record.errors import RecordingError
from media_server.record.index import RecordingIndex
from media_server.record.lines import FileStart, SegmentClosed, StoredPart
from media_server.record.slices import Run, runs

FOLDER = Path("r")


def index_of(*rows: tuple[int, bool, bool]) -> RecordingIndex:
    """Segments of one second and 100 bytes: file, independent, discontinuity."""
    index, file, offset = RecordingIndex(), 0, 0
    for msn, (number, independent, discontinuity) in enumerate(rows):
        if number != file:
            file, offset = number, 10
            index.apply(FileStart(number, f"media-{number:06d}.mp4", 0, 10, (), 0, 0, 0.0, 0))
        index.apply(StoredPart(msn, 0, offset, 100, msn * 10**6, 10**6, independent, discontinuity, 0))
        index.apply(SegmentClosed(msn, 10**6))
        offset += 100
    return index


def shape(found: tuple[Run, ...]) -> list[tuple[float, float, list[tuple[str, int, int]]]]:
    return [(r.start_s, r.duration_s, [(b.path[-5:], b.offset, b.size) for b in r.ranges]) for r in found]


def test_neighbours_in_a_file_are_one_range_and_both_sides_get_a_segment_more():
    index = index_of(*[(1, True, False)] * 8)
    assert shape(runs(index, FOLDER, 3.5, 4.5)) == [(2.0, 4.0, [("1.mp4", 210, 400)])]


def test_a_run_may_cross_files_but_not_a_discontinuity():
    plain = (True, False)
    index = index_of((1, *plain), (1, *plain), (2, *plain), (3, True, True), (3, *plain))
    assert shape(runs(index, FOLDER)) == [
        (0.0, 3.0, [("1.mp4", 10, 200), ("2.mp4", 10, 100)]),
        (3.0, 2.0, [("3.mp4", 10, 200)]),
    ]
    assert shape(runs(index, FOLDER, 3.2, 3.4)) == [(3.0, 2.0, [("3.mp4", 10, 200)])]
    assert shape(runs(index, FOLDER, 0.0, 3.0))[0][:2] == (0.0, 3.0)


def test_it_goes_back_to_where_pictures_can_be_decoded():
    rows = [(1, n % 4 == 0, False) for n in range(10)]
    assert shape(runs(index_of(*rows), FOLDER, 7.2, 7.3))[0][:2] == (4.0, 5.0)
    assert shape(runs(index_of(*rows), FOLDER, 8.2, 8.3))[0][:2] == (4.0, 6.0)


def test_a_time_without_media_is_an_error():
    index = index_of((1, True, False))
    for start, end in ((1.0, 2.0), (5.0, 6.0), (-2.0, -1.0)):
        with pytest.raises(RecordingError):
            runs(index, FOLDER, start, end)
    with pytest.raises(RecordingError):
        runs(RecordingIndex(), FOLDER)


def test_the_segment_that_still_grows_is_included():
    index = index_of((1, True, False))
    index.apply(StoredPart(1, 0, 110, 40, 10**6, 250_000, True, False, 0))
    assert shape(runs(index, FOLDER, 1.0, 1.2)) == [(0.0, 1.25, [("1.mp4", 10, 140)])]
