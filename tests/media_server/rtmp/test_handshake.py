import pytest

from media_server.rtmp.errors import Fault, PeerError
from media_server.rtmp.handshake import PACKET_SIZE, ClientHandshake, ServerHandshake

C1 = bytes(range(256)) * 6


def test_server_echoes_c1_and_leaves_what_follows():
    handshake = ServerHandshake()
    assert not handshake.feed(memoryview(b"\x03" + C1))
    answer = handshake.answer
    assert answer[0] == 3 and len(answer) == 1 + 2 * PACKET_SIZE
    assert answer[1 + PACKET_SIZE :] == C1
    assert not handshake.complete
    rest = handshake.feed(memoryview(answer[1 : 1 + PACKET_SIZE] + b"chunks"))
    assert handshake.complete and bytes(rest) == b"chunks"


def test_all_of_it_at_once_or_one_byte_at_a_time():
    whole = ServerHandshake()
    assert bytes(whole.feed(memoryview(b"\x03" + C1 + C1 + b"x"))) == b"x"
    slow = ServerHandshake()
    for byte in b"\x03" + C1 + C1:
        assert not slow.feed(memoryview(bytes([byte])))
    assert whole.complete and slow.complete


def test_c2_is_not_compared_because_clients_send_anything():
    handshake = ServerHandshake()
    handshake.feed(memoryview(b"\x03" + C1 + b"\xff" * PACKET_SIZE))
    assert handshake.complete


@pytest.mark.parametrize(
    ("first", "hint"), [(b"\x16\x03\x01", "TLS"), (b"\x06", "encrypted"), (b"GET / HTTP/1.1", "not RTMP")]
)
def test_other_protocols_are_refused_at_the_first_byte(first, hint):
    with pytest.raises(PeerError, match=hint) as caught:
        ServerHandshake().feed(memoryview(first))
    assert caught.value.fault is Fault.HANDSHAKE


def test_client_and_server_understand_each_other():
    client, server = ClientHandshake(), ServerHandshake()
    server.feed(memoryview(client.answer))
    client.feed(memoryview(server.answer))
    assert client.complete
    server.feed(memoryview(client.answer))
    assert server.complete


def test_client_refuses_a_server_of_another_version():
    with pytest.raises(PeerError):
        ClientHandshake().feed(memoryview(b"H"))
