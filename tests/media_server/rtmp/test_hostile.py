"""Whatever a peer sends, there are events or one ProtocolFailed, little memory, and no other exception."""

from hypothesis import given
from hypothesis import strategies as st

from media_server.rtmp.events import ProtocolFailed
from media_server.rtmp.session import ServerSession, State
from tests.media_server.rtmp import wire

STREAM = (
    wire.opening(capsEx=7.0, fourCcList=["hvc1"])
    + wire.metadata(width=640.0, encoder="x")
    + wire.video(wire.AVC_HEADER)
    + wire.audio(wire.AAC_HEADER)
    + b"".join(wire.video(wire.KEYFRAME, 33 * n) + wire.audio(wire.SOUND, 21 * n) for n in range(5))
    + wire.video(b"\x96\x10hvc1\x00\x00\x00\x05\x00\x00\x00aa")
    + wire.command("deleteStream", 7, None, 1)
)
BODY_AT = len(wire.HANDSHAKE)


def run(data: bytes) -> ServerSession:
    session = ServerSession()
    session.receive_data(data)
    events = session.events()
    if session.state is State.AWAITING_DECISION:
        session.accept_publish()
        events += session.events()
    session.data_to_send()
    failures = [event for event in events if isinstance(event, ProtocolFailed)]
    assert len(failures) <= 1
    assert bool(failures) is (session.state is State.CLOSED)
    return session


@given(st.data())
def test_a_mutated_session(data):
    wire_bytes = bytearray(STREAM)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(BODY_AT, len(wire_bytes) - 1))
        match data.draw(st.sampled_from(("flip", "cut", "copy", "insert"))):
            case "flip":
                wire_bytes[place] = data.draw(st.integers(0, 255))
            case "cut":
                del wire_bytes[place : place + data.draw(st.integers(1, 40))]
            case "copy":
                wire_bytes[place:place] = wire_bytes[BODY_AT : BODY_AT + data.draw(st.integers(1, 200))]
            case "insert":
                wire_bytes[place:place] = data.draw(st.binary(max_size=20))
        if len(wire_bytes) <= BODY_AT + 1:
            break
    run(bytes(wire_bytes))


@given(st.binary(max_size=2_000), st.booleans())
def test_noise(noise, shaken):
    run((wire.HANDSHAKE if shaken else b"") + noise)


@given(st.lists(st.sampled_from(
    (
        wire.connect(),
        wire.command("createStream", 2, None),
        wire.publish(),
        wire.command("closeStream", 3, None, stream=1),
        wire.command("deleteStream", 3, None, 1),
        wire.command("FCPublish", 3, None, "x"),
        wire.video(wire.AVC_HEADER),
        wire.video(wire.KEYFRAME, 5),
        wire.audio(wire.SOUND, 5),
        wire.metadata(a=1.0),
    )
), max_size=12))  # fmt: skip
def test_commands_and_media_in_any_order(pieces):
    session = ServerSession()
    session.receive_data(wire.HANDSHAKE)
    for piece in pieces:
        session.receive_data(piece)
        if session.state is State.AWAITING_DECISION:
            session.accept_publish()
        session.events()
        session.data_to_send()
