"""The server's state machine: cases 6, 7 and 12 of what peers do on the wire."""

import pytest

from media_server.rtmp import messages as m
from media_server.rtmp.amf0 import EcmaArray, decode, encode
from media_server.rtmp.errors import Fault, UsageError
from media_server.rtmp.events import (
    ConnectRequested,
    MetadataReceived,
    ProtocolFailed,
    PublishEnded,
    PublishRequested,
)
from media_server.rtmp.session import MAX_HELD_BYTES, ServerSession, State
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.rtmp import wire


def failed(session: ServerSession) -> ProtocolFailed:
    events = session.events()
    assert isinstance(events[-1], ProtocolFailed) and session.state is State.CLOSED
    return events[-1]


def statuses(session: ServerSession) -> list[dict]:
    return [values[-1] for values in wire.commands_sent(session) if values[0] == "onStatus"]


def test_a_whole_publish_however_it_is_cut():
    stream = (
        wire.opening()
        + wire.metadata(width=640.0)
        + wire.audio(wire.AAC_HEADER)
        + wire.video(wire.AVC_HEADER)
        + wire.video(wire.KEYFRAME, 0)
        + wire.audio(wire.SOUND, 21)
        + wire.video(wire.PICTURE, 33)
        + wire.command("FCUnpublish", 6, None, "secret-key")
        + wire.command("deleteStream", 7, None, 1)
    )
    events = wire.feed_every_way(stream)
    assert [type(event) for event in events] == [
        ConnectRequested,
        PublishRequested,
        MetadataReceived,
        TrackConfig,
        TrackConfig,
        AccessUnit,
        AccessUnit,
        AccessUnit,
        PublishEnded,
    ]
    assert events[1].target.key == "secret-key"
    assert events[-1].clean
    assert "secret-key" not in repr(events)


def test_connect_announces_the_chunk_size_before_it_is_answered():
    session = ServerSession()
    session.receive_data(wire.HANDSHAKE)
    session.data_to_send()
    session.receive_data(wire.connect())
    data = b"".join(session.data_to_send())
    assert data.index(b"\x00\x01\x00\x00") < data.index(b"_result")
    kinds = [message.type_id for message in wire.read_messages(data)]
    assert kinds == [m.WINDOW_ACK_SIZE, m.SET_PEER_BANDWIDTH, m.COMMAND]


def test_capabilities_are_told_only_to_who_showed_its_own():
    for properties, expected in (({}, False), ({"fourCcList": ["hvc1"]}, True), ({"capsEx": 1.0}, True)):
        session = ServerSession()
        session.receive_data(wire.HANDSHAKE)
        session.data_to_send()
        session.receive_data(wire.connect(**properties))
        result = wire.commands_sent(session)[0]
        assert ("fourCcList" in result[2]) is expected
        assert result[3]["code"] == "NetConnection.Connect.Success"


def test_nothing_behind_an_undecided_publish_is_read_or_lost():
    session = ServerSession()
    session.receive_data(wire.opening() + wire.video(wire.AVC_HEADER) + wire.video(wire.KEYFRAME))
    assert session.state is State.AWAITING_DECISION and not session.wants_data
    assert [type(event) for event in session.events()] == [ConnectRequested, PublishRequested]
    session.receive_data(wire.video(wire.PICTURE, 33))
    assert session.events() == []
    session.accept_publish()
    assert [type(event) for event in session.events()] == [TrackConfig, AccessUnit, AccessUnit]


def test_what_waits_behind_an_undecided_publish_is_bounded():
    session = ServerSession()
    session.receive_data(wire.opening() + bytes(MAX_HELD_BYTES + 1))
    assert failed(session).error.fault is Fault.LIMIT


def test_a_refusal_carries_its_reason():
    session = ServerSession()
    session.receive_data(wire.opening())
    session.data_to_send()
    session.reject_publish("That key is not known.")
    assert statuses(session) == [
        {
            "level": "error",
            "code": "NetStream.Publish.Rejected",  # upon which OBS gives up and logs the description
            "description": "That key is not known.",
        }
    ]
    session.receive_data(wire.video(wire.AVC_HEADER))
    assert session.state is State.CLOSED and session.events()[2:] == []


def test_a_publish_begins_with_stream_begin_and_publish_start():
    session = ServerSession()
    session.receive_data(wire.opening())
    session.data_to_send()
    session.accept_publish()
    begin, start = wire.sent(session)
    assert bytes(begin.body) == b"\x00\x00\x00\x00\x00\x01"
    assert decode(start.body)[-1]["code"] == "NetStream.Publish.Start" and start.stream_id == 1


def test_decisions_need_a_request():
    with pytest.raises(UsageError):
        ServerSession().accept_publish()
    with pytest.raises(UsageError):
        wire.publishing().reject_publish("too late")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (wire.publish(), Fault.COMMAND),
        (wire.command("createStream", 2, None), Fault.COMMAND),
        (wire.connect() + wire.connect(), Fault.COMMAND),
        (wire.connect() + wire.publish(), Fault.COMMAND),  # before createStream
        (wire.connect() + wire.command("play", 3, None, "x", stream=1), Fault.COMMAND),
        (wire.command("connect", 1), Fault.COMMAND),
        (wire.command("connect", 1, "live"), Fault.COMMAND),
        (wire.command("connect", 1, {"app": False}), Fault.COMMAND),
        (wire.command("connect", True, {"app": "live"}), Fault.COMMAND),
        (wire.command("connect", float("nan"), {"app": "live"}), Fault.COMMAND),
        (wire.command("connect", None), Fault.COMMAND),
        (wire.command(7.0, 1), Fault.COMMAND),
        (wire.message(m.COMMAND, b""), Fault.COMMAND),
        (wire.message(m.COMMAND_AMF3, b"\x11\x0a"), Fault.COMMAND),
        (wire.message(m.COMMAND, b"\x03" + b"\x00\x01a\x03" * 5_000), Fault.AMF),
    ],
    ids=range(15),
)
def test_commands_out_of_order_or_out_of_shape_end_the_session(data, fault):
    session = ServerSession()
    session.receive_data(wire.HANDSHAKE + data)
    assert failed(session).error.fault is fault


def test_connect_may_carry_an_ecma_array_and_come_as_amf3_type():
    session = ServerSession()
    body = b"\x00" + encode("connect", 1, EcmaArray(app="live", tcUrl="rtmp://h/live"))
    session.receive_data(wire.HANDSHAKE + wire.message(m.COMMAND_AMF3, body))
    assert session.state is State.CONNECTED


@pytest.mark.parametrize("key", [False, 7.0, None, {"a": "b"}, ""])
def test_a_key_that_is_no_text_is_an_empty_key(key):
    session = ServerSession()
    session.receive_data(wire.opening(key))
    assert session.events()[-1].target.key == ""


def test_publish_without_arguments():
    session = ServerSession()
    session.receive_data(wire.HANDSHAKE + wire.connect() + wire.command("createStream", 4, None))
    session.receive_data(wire.command("publish", 5, stream=1))
    assert session.events()[-1].target.key == ""


def test_a_second_publish_is_refused_and_the_first_goes_on():
    session = wire.publishing()
    session.receive_data(wire.publish("other"))
    assert statuses(session)[0]["code"] == "NetStream.Publish.BadName"
    session.receive_data(wire.video(wire.AVC_HEADER))
    assert len(session.events()) == 1


def test_media_of_another_stream_or_outside_a_publish_is_ignored():
    session = wire.publishing()
    session.receive_data(wire.message(m.VIDEO, wire.AVC_HEADER, stream=2, chunk_stream=6))
    assert session.events() == []
    session.receive_data(wire.command("deleteStream", 6, None, 1))
    session.events()
    session.receive_data(wire.video(wire.AVC_HEADER) + wire.metadata(width=1.0))
    assert session.events() == [] and session.state is State.CONNECTED


def test_an_encoder_may_publish_again_on_the_same_connection():
    session = wire.publishing()
    session.receive_data(wire.command("closeStream", 6, None, stream=1) + wire.publish("again"))
    ended, requested = session.events()
    assert ended == PublishEnded(clean=True) and requested.target.key == "again"


def test_deleting_another_stream_ends_nothing():
    session = wire.publishing()
    session.receive_data(wire.command("deleteStream", 6, None, 9) + wire.command("deleteStream", 6))
    assert session.events() == [] and session.state is State.PUBLISHING


def test_unknown_commands_are_answered_and_forgotten():
    session = wire.publishing()
    session.receive_data(wire.command("_checkbw", 8, None) + wire.command("getStreamLength", 9, None, "x"))
    assert [values[0] for values in wire.commands_sent(session)] == ["_error"]
    assert session.state is State.PUBLISHING


def test_a_lost_connection_is_no_goodbye():
    session = wire.publishing()
    session.receive_eof()
    assert session.events() == [PublishEnded(clean=False)] and session.state is State.CLOSED


def test_a_goodbye_is_not_answered_and_counts_even_if_its_second_half_is_lost():
    session = wire.publishing()
    session.receive_data(wire.command("FCUnpublish", 6, None, "secret-key"))
    assert session.data_to_send() == []
    session.receive_eof()
    assert session.events() == [PublishEnded(clean=True)]


def test_bad_media_ends_the_publish_with_a_reason_for_the_creator():
    session = wire.publishing()
    session.receive_data(wire.video(b"\x12\x00\x00\x00\x00\x01"))
    assert "codec" in statuses(session)[0]["description"]
    assert failed(session).error.fault is Fault.MEDIA


def test_pings_are_answered():
    session = wire.publishing()
    session.receive_data(wire.message(m.USER_CONTROL, b"\x00\x06\x01\x02\x03\x04", chunk_stream=2))
    assert bytes(wire.sent(session)[0].body) == b"\x00\x07\x01\x02\x03\x04"
    session.receive_data(wire.message(m.USER_CONTROL, b"\x00\x1f", chunk_stream=2))
    assert wire.sent(session) == []


def test_acknowledgements_follow_the_peers_window_and_run_over_4_gib():
    session = wire.publishing()
    session.receive_data(wire.message(m.WINDOW_ACK_SIZE, (1_000).to_bytes(4, "big"), chunk_stream=2))
    session.data_to_send()
    session._received = session._acknowledged = 2**32 - 500
    session.receive_data(wire.audio(wire.SOUND + bytes(1_100)))
    [ack] = wire.sent(session)
    assert ack.type_id == m.ACKNOWLEDGEMENT
    assert int.from_bytes(ack.body, "big") == session._received - 2**32 > 0
    session.receive_data(wire.audio(wire.SOUND))
    assert wire.sent(session) == []


def test_aggregates_are_taken_apart():
    def tag(type_id: int, time: int, body: bytes) -> bytes:
        head = bytes([type_id]) + len(body).to_bytes(3, "big") + time.to_bytes(3, "big")
        return head + bytes(4) + body + (len(body) + 11).to_bytes(4, "big")

    session = wire.publishing()
    body = tag(9, 500, wire.AVC_HEADER) + tag(9, 500, wire.KEYFRAME) + tag(9, 533, wire.PICTURE)
    session.receive_data(wire.message(m.AGGREGATE, body, stream=1, time=2_000))
    _, first, second = session.events()
    assert (first.dts_ms, second.dts_ms) == (2_000, 2_033)
    session.receive_data(wire.message(m.AGGREGATE, body[:-30], stream=1))
    assert failed(session).error.fault is Fault.MEDIA


def test_reconnect_is_asked_only_of_those_who_know_it():
    assert not wire.publishing().request_reconnect()
    session = wire.publishing(capsEx=1.0)
    assert session.request_reconnect()
    assert wire.commands_sent(session)[0][-1]["code"] == "NetConnection.Connect.ReconnectRequest"


def test_ending_a_publish_from_our_side():
    session = wire.publishing()
    session.end_publish("Kicked.")
    assert statuses(session)[0]["description"] == "Kicked." and session.state is State.CLOSED


def test_timestamps_cross_4_hours_39_minutes_and_49_days():
    for start in (0xFFFFFF - 20, 0xFFFFFFFF - 20):
        session = wire.publishing()
        session.receive_data(wire.video(wire.AVC_HEADER, start))
        for n in range(4):
            session.receive_data(wire.video(wire.KEYFRAME, (start + 33 * n) % 2**32))
        times = [event.dts_ms for event in session.events() if isinstance(event, AccessUnit)]
        assert [time - times[0] for time in times] == [0, 33, 66, 99]


def test_what_was_read_survives_the_callers_buffer_being_reused():
    session = ServerSession()
    session.receive_data(wire.opening())
    session.accept_publish()
    session.events()
    media = wire.metadata(encoder="OBS") + wire.video(wire.AVC_HEADER) + wire.video(wire.KEYFRAME)
    memory = bytearray(media + wire.audio(wire.SOUND))
    session.receive_data(memory)
    before = session.events()
    memory[:] = bytes(len(memory))
    other = ServerSession()
    other.receive_data(wire.opening())
    other.accept_publish()
    other.events()
    other.receive_data(media + wire.audio(wire.SOUND))
    assert before == other.events() and len(before) == 4
