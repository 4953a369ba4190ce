"""What encoders do that nobody would advise, and that players of their streams should never notice."""

import pytest

from media_server.rtmp import messages as m
from media_server.rtmp.amf0 import EcmaArray, encode
from media_server.rtmp.errors import PeerError
from media_server.rtmp.events import MetadataReceived, PublishRequested
from media_server.rtmp.flv import read_audio, read_video
from media_server.rtmp.session import ServerSession, State
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.rtmp import wire


@pytest.mark.parametrize(
    "body",
    [
        encode("@setDataFrame", "onMetaData") + b"\x11\x0a\x0b\x01\x01",  # an object in AMF3
        encode("onMetaData") + b"\x07\x00\x01",
        encode("@setDataFrame", "onMetaData", {"keyframes": [0.0] * 5_000}),
        b"\x02\xff\xff",
        b"",
    ],
    ids=["AMF3", "a reference", "the index of a file", "cut short", "nothing"],
)
@pytest.mark.parametrize("kind", [m.DATA, m.DATA_AMF3])
def test_metadata_that_cannot_be_read_costs_nothing_but_itself(body, kind):
    session = wire.publishing()
    session.receive_data(wire.message(kind, b"\x00" * (kind == m.DATA_AMF3) + body, stream=1))
    assert session.state is State.PUBLISHING and session.events() == []


def test_metadata_may_hold_the_index_of_a_long_file():
    session = wire.publishing()
    body = encode("onMetaData", EcmaArray(duration=7.0, note="x" * 200_000))
    session.receive_data(wire.message(m.DATA, body, stream=1))
    [metadata] = session.events()
    assert isinstance(metadata, MetadataReceived) and metadata.values["duration"] == 7.0


def test_the_number_of_the_stream_may_be_left_out():
    session = ServerSession()
    publish = wire.command("publish", 5, None, "secret-key", "live")
    session.receive_data(wire.HANDSHAKE + wire.connect() + wire.command("createStream", 4, None) + publish)
    assert isinstance(session.events()[-1], PublishRequested)
    session.data_to_send()
    session.accept_publish()
    assert {one.stream_id for one in wire.sent(session) if one.type_id == m.COMMAND} == {1}
    session.receive_data(wire.message(m.VIDEO, wire.AVC_HEADER, chunk_stream=6))
    session.receive_data(wire.video(wire.KEYFRAME))
    assert [type(event) for event in session.events()] == [TrackConfig, AccessUnit]


def test_a_window_of_no_bytes_does_not_ask_for_an_acknowledgement_of_each():
    session = wire.publishing()
    session.receive_data(wire.message(m.WINDOW_ACK_SIZE, bytes(4), chunk_stream=2))
    for _ in range(10):
        session.receive_data(wire.audio(wire.SOUND))
    assert session.data_to_send() == []


@pytest.mark.parametrize("body", [b"\x17\x02", b"\x17\x00\x00\x00\x00", b"\x90hvc1"])
def test_an_end_written_short_and_a_configuration_of_nothing_say_nothing(body):
    assert read_video(body, 0) == []


@pytest.mark.parametrize(
    ("read", "first", "name"),
    [
        (read_video, 0x12, "FLV1"),
        (read_video, 0x14, "VP6"),
        (read_audio, 0x2F, "MP3"),
        (read_audio, 0xBE, "Speex"),
        (read_audio, 0x7E, "G.711"),
    ],
)
def test_a_codec_of_the_days_of_flash_is_called_by_its_name(read, first, name):
    with pytest.raises(PeerError, match=name.replace(".", r"\.")):
        read(bytes([first]) + bytes(9), 0)
