"""The chunk layer against hand-written bytes: cases 3, 4, 5 and 9 of what peers do wrong on the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.rtmp.chunk import (
    MAX_CHUNK_STREAMS,
    MAX_OTHER_MESSAGE,
    ChunkReader,
    ChunkWriter,
    Message,
)
from media_server.rtmp.errors import Fault, PeerError

AUDIO, VIDEO, COMMAND = 8, 9, 20


def read(data: bytes, reader: ChunkReader | None = None) -> list[Message]:
    """The same messages whole and byte by byte."""
    whole = _drain(reader or ChunkReader(), [data])
    if reader is None:
        assert _drain(ChunkReader(), [data[n : n + 1] for n in range(len(data))]) == whole
    return whole


def _drain(reader: ChunkReader, pieces: list[bytes]) -> list[Message]:
    found = []
    for piece in pieces:
        reader.feed(piece)
        while (message := reader.next_message()) is not None:
            found.append(message)
    return found


def header0(csid: int, time: int, length: int, type_id: int = AUDIO, stream: int = 1) -> bytes:
    short = min(time, 0xFFFFFF)
    extension = time.to_bytes(4, "big") if time >= 0xFFFFFF else b""
    fixed = short.to_bytes(3, "big") + length.to_bytes(3, "big") + bytes([type_id])
    return bytes([csid]) + fixed + stream.to_bytes(4, "little") + extension


def header1(csid: int, delta: int, length: int, type_id: int = AUDIO) -> bytes:
    return bytes([0x40 | csid]) + delta.to_bytes(3, "big") + length.to_bytes(3, "big") + bytes([type_id])


def header2(csid: int, delta: int) -> bytes:
    return bytes([0x80 | csid]) + delta.to_bytes(3, "big")


def header3(csid: int) -> bytes:
    return bytes([0xC0 | csid])


def set_chunk_size(size: int) -> bytes:
    return header0(2, 0, 4, 1, 0) + size.to_bytes(4, "big")


messages = st.lists(
    st.tuples(
        st.integers(3, 63),
        st.sampled_from((AUDIO, VIDEO, COMMAND)),
        st.integers(0, 2**32 - 1),
        st.binary(max_size=700),
    ),
    max_size=12,
)


@given(messages, st.integers(1, 600), st.data())
def test_what_the_writer_writes_the_reader_reads(wanted, chunk_size, data):
    writer = ChunkWriter()
    writer.chunk_size = chunk_size
    wire = set_chunk_size(chunk_size)
    for csid, type_id, time, body in wanted:
        wire += writer.write(csid, type_id, 1, time, body)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=8)))
    pieces = [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]
    expected = [Message(type_id, 1, time, body) for _, type_id, time, body in wanted]
    assert _drain(ChunkReader(), pieces) == expected


@given(st.binary(max_size=4_000))
def test_any_bytes_give_messages_or_a_peer_error(data):
    reader = ChunkReader()
    reader.feed(data)
    try:
        while reader.next_message() is not None:
            pass
    except PeerError as error:
        assert error.fault in (Fault.CHUNK, Fault.LIMIT)


def test_every_header_form_takes_what_it_leaves_out_from_the_one_before():
    wire = (
        header0(4, 1000, 2) + b"aa"
        + header1(4, 20, 3, VIDEO) + b"bbb"
        + header2(4, 30) + b"ccc"
        + header3(4) + b"ddd"
    )  # fmt: skip
    assert [(one.type_id, one.timestamp, bytes(one.body)) for one in read(wire)] == [
        (AUDIO, 1000, b"aa"),
        (VIDEO, 1020, b"bbb"),
        (VIDEO, 1050, b"ccc"),
        (VIDEO, 1080, b"ddd"),  # the delta of the last header again
    ]


@pytest.mark.parametrize(("first", "second"), [(21, 42), (0, 0), (5_000_000, 5_000_000)])
def test_fmt_3_behind_fmt_0_adds_its_timestamp_unless_that_is_absurd(first, second):
    wire = header0(4, first, 1) + b"a" + header3(4) + b"b"
    assert [one.timestamp for one in read(wire)] == [first, second]


@pytest.mark.parametrize(
    "basic",
    [b"\x00\x00", b"\x00\xff", b"\x01\x00\x00", b"\x01\xff\xff"],
    ids=["64", "319", "64 long", "65599"],
)
def test_chunk_stream_numbers_of_two_and_three_bytes(basic):
    wire = basic + header0(0, 7, 3)[1:] + b"abc" + bytes([0xC0 | basic[0]]) + basic[1:] + b"def"
    assert [bytes(one.body) for one in read(wire)] == [b"abc", b"def"]


def test_messages_of_several_chunk_streams_interleave():
    big, small = b"v" * 200, b"a" * 3
    wire = header0(6, 0, 200, VIDEO) + big[:128] + header0(4, 5, 3) + small + header3(6) + big[128:]
    assert [(one.type_id, bytes(one.body)) for one in read(wire)] == [(AUDIO, small), (VIDEO, big)]


@pytest.mark.parametrize("repeated", [True, False], ids=["repeated", "not repeated"])
@pytest.mark.parametrize("time", [0xFFFFFF, 0x01000000, 0xFFFFFFFF])
def test_extended_timestamps_with_and_without_repetition(repeated, time):
    body = bytes(range(256)) + b"tail"
    again = time.to_bytes(4, "big") if repeated else b""
    wire = header0(6, time, len(body), VIDEO) + body[:128]
    for start in range(128, len(body), 128):
        wire += header3(6) + again + body[start : start + 128]
    wire += header1(6, 40, 1) + b"x"
    got = read(wire)
    assert [(one.timestamp, bytes(one.body)) for one in got] == [(time, body), ((time + 40) % 2**32, b"x")]


def test_payload_that_begins_like_the_extension_is_told_apart_once_it_differs():
    time = 0x01020304
    body = b"v" * 128 + b"\x01\x02\x03"  # the last chunk is shorter than an extension would be
    wire = header0(6, time, len(body), VIDEO) + body[:128] + header3(6) + body[128:]
    wire += header0(5, 0, 1) + b"a"
    assert [bytes(one.body) for one in read(wire)] == [body, b"a"]


def test_time_runs_over_4_hours_39_minutes_and_49_days():
    crossings = [(0xFFFFFF - 10, 20), (0xFFFFFFFF - 10, 20)]
    for start, delta in crossings:
        wire = header0(4, start, 1) + b"a" + header1(4, delta, 1) + b"b" + header3(4) + b"c"
        assert [one.timestamp for one in read(wire)] == [start, (start + 20) % 2**32, (start + 40) % 2**32]


@pytest.mark.parametrize("form", [header2(9, 1), header3(9)], ids=["fmt 2", "fmt 3"])
def test_a_chunk_stream_cannot_continue_before_it_began(form):
    with pytest.raises(PeerError, match="before it began"):
        read(form + bytes(20))


def test_some_clients_begin_with_fmt_1():
    assert bytes(read(header1(3, 0, 2) + b"hi")[0].body) == b"hi"


def test_the_number_of_chunk_streams_is_bounded():
    one = header0(0, 0, 1)[1:] + b"x"
    wire = b"".join(b"\x00" + bytes([n]) + one for n in range(MAX_CHUNK_STREAMS + 1))
    with pytest.raises(PeerError, match="chunk streams") as caught:
        read(wire)
    assert caught.value.fault is Fault.LIMIT


@pytest.mark.parametrize(
    ("type_id", "length"),
    [(VIDEO, 8 * 1024 * 1024 + 1), (AUDIO, 2**24 - 1), (COMMAND, MAX_OTHER_MESSAGE + 1)],
)
def test_a_message_too_long_is_refused_at_its_header(type_id, length):
    with pytest.raises(PeerError, match="the limit is"):
        read(header0(6, 0, length, type_id))


def test_unfinished_messages_share_one_budget():
    reader = ChunkReader(max_unfinished=10_000, max_media_message=8_000)
    read(set_chunk_size(4_000), reader)
    for csid in (4, 5):
        read(header0(csid, 0, 8_000, VIDEO) + bytes(4_000), reader)
    with pytest.raises(PeerError, match="unfinished"):
        read(header0(6, 0, 8_000, VIDEO) + bytes(4_000), reader)


def test_finished_and_aborted_messages_give_their_budget_back():
    reader = ChunkReader(max_unfinished=10_000, max_media_message=8_000)
    read(set_chunk_size(4_000), reader)
    abort = header0(2, 0, 4, 2, 0) + (4).to_bytes(4, "big")
    for _ in range(10):
        assert read(header0(4, 0, 8_000, VIDEO) + bytes(4_000) + abort, reader) == []
        assert len(read(header0(5, 0, 4_000, VIDEO) + bytes(4_000), reader)) == 1


def test_abort_of_what_is_not_there_changes_nothing():
    wire = header0(2, 0, 4, 2, 0) + (77).to_bytes(4, "big") + header0(4, 0, 1) + b"a"
    assert len(read(wire)) == 1


def test_after_an_abort_the_next_message_begins_anew():
    abort = header0(2, 0, 4, 2, 0) + (4).to_bytes(4, "big")
    wire = header0(4, 10, 300) + bytes(128) + abort + header1(4, 5, 2) + b"ok"
    assert [(one.timestamp, bytes(one.body)) for one in read(wire)] == [(15, b"ok")]


@pytest.mark.parametrize("size", [1, 127, 65_536, 0x7FFFFFFF, 0x80000080], ids=hex)
def test_chunk_sizes_from_one_byte_up_with_the_reserved_bit_ignored(size):
    effective = size & 0x7FFFFFFF
    writer = ChunkWriter()
    writer.chunk_size = effective
    body = bytes(range(200))
    wire = set_chunk_size(size) + writer.write(6, VIDEO, 1, 0, body)
    assert [bytes(one.body) for one in read(wire)] == [body]


@pytest.mark.parametrize("size", [0, 0x80000000], ids=hex)
def test_chunk_size_zero_is_refused(size):
    with pytest.raises(PeerError, match="chunk size 0"):
        read(set_chunk_size(size))


def test_chunk_size_may_change_in_the_middle_of_a_message():
    body = bytes(range(250))
    wire = header0(6, 0, 250, VIDEO) + body[:128] + set_chunk_size(50)
    wire += header3(6) + body[128:178] + header3(6) + body[178:228] + header3(6) + body[228:]
    assert [bytes(one.body) for one in read(wire)] == [body]


def test_a_new_header_inside_an_unfinished_message_is_refused():
    with pytest.raises(PeerError, match="inside"):
        read(header0(6, 0, 250, VIDEO) + bytes(128) + header0(6, 0, 10, VIDEO) + bytes(10))


@pytest.mark.parametrize("type_id", [1, 2])
def test_short_control_messages_are_refused(type_id):
    with pytest.raises(PeerError):
        read(header0(2, 0, 3, type_id, 0) + bytes(3))


def test_empty_messages_are_messages():
    assert read(header0(4, 3, 0)) == [Message(AUDIO, 1, 3, b"")]


def test_what_is_kept_survives_the_callers_buffer_being_reused():
    reader, memory = ChunkReader(), bytearray(header0(4, 0, 3) + b"abc" + header0(4, 9, 3)[:5])
    reader.feed(memory)
    assert bytes(reader.next_message().body) == b"abc"
    assert reader.next_message() is None
    memory[:] = bytes(len(memory))
    assert read(header0(4, 9, 3)[5:] + b"xyz", reader)[0].timestamp == 9
