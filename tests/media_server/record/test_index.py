"""The lines of an index: what is written is read, and what is torn is left out."""

from hypothesis import given
from hypothesis import strategies as st

from media_server.record.index import RecordingIndex, read_index
from media_server.record.lines import (
    FileDropped,
    FileStart,
    Header,
    Sealed,
    SegmentClosed,
    StoredPart,
    decode_line,
    decode_lines,
    encode_line,
)

numbers = st.integers(0, 2**53)
lines = st.one_of(
    st.builds(Header, st.text(), st.text(), numbers),
    st.builds(
        FileStart,
        numbers,
        st.text(),
        numbers,
        numbers,
        st.lists(st.text(), max_size=3).map(tuple),
        numbers,
        numbers,
        st.floats(0, 240),
        numbers,
    ),
    st.builds(StoredPart, *[numbers] * 6, st.booleans(), st.booleans(), numbers),
    st.builds(SegmentClosed, numbers, numbers),
    st.builds(FileDropped, numbers),
    st.builds(Sealed, st.text(), numbers, numbers),
)


@given(st.lists(lines, max_size=20))
def test_what_is_written_is_read(written):
    data = b"".join(map(encode_line, written))
    assert decode_lines(data) == (written, len(data))


@given(st.lists(lines, min_size=1, max_size=5), st.data())
def test_a_torn_end_costs_only_the_last_line(written, data):
    whole = [encode_line(line) for line in written]
    kept = len(b"".join(whole[:-1]))
    cut = data.draw(st.integers(kept, kept + len(whole[-1]) - 1))
    assert decode_lines(b"".join(whole)[:cut]) == (written[:-1], kept)


@given(st.binary(max_size=200))
def test_garbage_is_no_line_and_raises_nothing(garbage):
    found, size = decode_lines(garbage + b"\n")
    assert b"".join(map(encode_line, found))[:0] == b"" and size <= len(garbage) + 1


def test_json_of_another_shape_is_no_line():
    for text in (
        b"[]",
        b"{}",
        b"null",
        b'["part"]',
        b'["part",1,2,3,4,5,6,7]',
        b'["file",1]',
        b'["sealed",1]',
    ):
        assert decode_line(text) is None


def test_segments_add_up_from_parts():
    index = RecordingIndex(
        [
            Header("id", "channel", 0),
            FileStart(1, "media-000001.mp4", 0, 100, ("avc1",), 640, 360, 30.0, 0),
            StoredPart(7, 0, 100, 50, 0, 500_000, True, False, 0),
            StoredPart(7, 1, 150, 60, 500_000, 500_000, False, False, 0),
            SegmentClosed(7, 1_000_100),
            StoredPart(8, 0, 210, 70, 1_000_000, 500_000, True, True, 0),
        ]
    )
    first, second = index.segments
    assert (first.msn, first.offset, first.size, first.duration_us, first.closed) == (
        7,
        100,
        110,
        1_000_100,
        True,
    )
    assert (second.msn, second.size, second.discontinuity, second.closed) == (8, 70, True, False)
    assert (index.duration_us, index.size) == (1_500_100, 280)
    assert index.segment(7) == first and index.segment(9) is None and index.segment(0) is None


@st.composite
def recordings(draw) -> bytes:
    """Lines as a recorder writes them, perhaps torn or spoilt somewhere."""
    written = [Header("0" * 32, "channel", 7)]
    for msn in range(draw(st.integers(0, 12))):
        if not msn or draw(st.booleans()):
            written.append(FileStart(msn + 1, f"media-{msn + 1:06d}.mp4", 0, 10, ("avc1",), 2, 2, 30.0, msn))
        for n in range(draw(st.integers(1, 4))):
            written.append(StoredPart(msn, n, n * 5, 5, msn * 9, 3, n == 0, draw(st.booleans()), n))
        if draw(st.booleans()):
            written.append(SegmentClosed(msn, draw(st.integers(1, 20))))
    data = b"".join(map(encode_line, written))
    cut = draw(st.integers(0, len(data)))
    return draw(
        st.sampled_from([data, data[:cut], data[:cut] + b"\x00" * 20 + data[cut:], data[:cut] + b"[]\n"])
    )


@given(recordings(), st.sampled_from([40, 200, 10**6]))
def test_reading_in_bulk_gives_what_the_lines_give(data, block):
    bulk, lines = read_index(data, block), RecordingIndex(decode_lines(data)[0])
    assert bulk.segments == lines.segments and bulk.files == lines.files
    assert (bulk.header, bulk.duration_us, bulk.size) == (lines.header, lines.duration_us, lines.size)


def test_a_dropped_file_takes_its_segments_along():
    file_2 = FileStart(2, "media-000002.mp4", 0, 10, (), 0, 0, 0.0, 0)
    index = RecordingIndex(
        [
            FileStart(1, "media-000001.mp4", 0, 10, (), 0, 0, 0.0, 0),
            StoredPart(0, 0, 10, 5, 0, 1_000_000, True, False, 0),
            SegmentClosed(0, 1_000_000),
            file_2,
            StoredPart(1, 0, 10, 7, 1_000_000, 1_000_000, True, False, 0),
            FileDropped(1),
        ]
    )
    assert [s.msn for s in index.segments] == [1]
    assert (index.files, index.duration_us, index.size) == ({2: file_2}, 1_000_000, 17)
