"""The publishing client against our own server session, and against servers that misbehave."""

import pytest

from media_server.rtmp.amf0 import encode
from media_server.rtmp.client import Broken, ClientSession, ClientState, Destination, Live, Rejected
from media_server.rtmp.errors import UsageError
from media_server.rtmp.events import MetadataReceived, PublishEnded, PublishRequested
from media_server.rtmp.session import ServerSession, State
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.rtmp import wire

DESTINATION = Destination("live", "rtmp://host:1935/live", "their-secret?x=1")


def exchange(client: ClientSession, server: ServerSession) -> None:
    """Carries bytes both ways until both are silent."""
    while True:
        up, down = b"".join(client.data_to_send()), b"".join(server.data_to_send())
        if not up and not down:
            return
        server.receive_data(up)
        client.receive_data(down)


def live_pair() -> tuple[ClientSession, ServerSession]:
    client, server = ClientSession(DESTINATION), ServerSession()
    exchange(client, server)
    requested = server.events()[-1]
    assert isinstance(requested, PublishRequested) and requested.target.key == "their-secret"
    server.accept_publish()
    exchange(client, server)
    assert client.events() == [Live()] and client.state is ClientState.LIVE
    return client, server


def test_a_stream_arrives_as_it_was_sent():
    client, server = live_pair()
    config = TrackConfig("video", "avc1", wire.AVC_CONFIG)
    sound = TrackConfig("audio", "mp4a", b"\x11\x90")
    units = [
        AccessUnit("video", 17_000_000, 33, True, bytes(300_000)),  # needs chunks and an extended timestamp
        AccessUnit("audio", 17_000_010, 0, True, b"aa"),
        AccessUnit("video", 17_000_033, -33, False, b"pp"),
    ]
    client.send_metadata({"width": 640.0})
    client.send_config(config, 0)
    client.send_config(sound, 0)
    for unit in units:
        client.send_unit(unit, unit.dts_ms)
    exchange(client, server)
    assert server.events() == [MetadataReceived({"width": 640.0}), config, sound, *units]
    client.close()
    exchange(client, server)
    assert server.events() == [PublishEnded(clean=True)]


def test_a_refusal_reaches_the_caller():
    client, server = ClientSession(DESTINATION), ServerSession()
    exchange(client, server)
    server.reject_publish("Wrong key.")
    exchange(client, server)
    assert client.events() == [Rejected("Wrong key.")] and client.state is ClientState.CLOSED


def test_a_server_that_refuses_connect():
    client = ClientSession(DESTINATION)
    error = {"level": "error", "code": "NetConnection.Connect.Rejected"}
    client.receive_data(wire.HANDSHAKE + wire.command("_error", 1, None, error))
    assert client.events() == [Rejected("NetConnection.Connect.Rejected")]


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 400",
        wire.HANDSHAKE + b"\xc3",
        wire.HANDSHAKE + wire.command("_result", 1, {}) + wire.command("_result", 4, None, "one"),
        wire.HANDSHAKE + wire.command("_result", 1, {}) + wire.command("_result", 4, None, float("nan")),
        wire.HANDSHAKE + wire.message(20, encode({})),
    ],
)
def test_a_server_that_makes_no_sense(data):
    client = ClientSession(DESTINATION)
    client.receive_data(data)
    [event] = client.events()
    assert isinstance(event, Broken) and client.state is ClientState.CLOSED


def test_answers_out_of_order_change_nothing():
    client = ClientSession(DESTINATION)
    start = {"level": "status", "code": "NetStream.Publish.Start"}
    client.receive_data(wire.HANDSHAKE + wire.command("onStatus", 0, None, start))
    client.receive_data(wire.command("_result", 4, None, 1) + wire.command("onBWDone", 0, None))
    assert client.events() == [] and client.state is ClientState.CONNECTING


def test_nothing_is_sent_before_the_server_wants_it():
    client = ClientSession(DESTINATION)
    with pytest.raises(UsageError):
        client.send_config(TrackConfig("video", "avc1", wire.AVC_CONFIG), 0)
    live, _ = live_pair()
    with pytest.raises(UsageError):
        live.send_unit(AccessUnit("video", 0, 0, True, b"x"), 0)


def test_the_destination_is_in_no_representation():
    assert "secret" not in repr(DESTINATION) and "host" not in repr(DESTINATION)


def test_client_answers_pings_and_acknowledges():
    client, server = live_pair()
    client.receive_data(wire.message(4, b"\x00\x06\x00\x00\x00\x07", chunk_stream=2))
    client.receive_data(wire.message(5, (10).to_bytes(4, "big"), chunk_stream=2))
    kinds = [one.type_id for one in wire.sent_by(client)]
    assert kinds == [4, 3]
    assert server.state is State.PUBLISHING
