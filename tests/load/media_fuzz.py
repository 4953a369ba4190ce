"""Coverage-guided fuzzing of everything that reads what strangers send. Runs until it finds something.

    pip install atheris
    python -m tests.load.media_fuzz TARGET [-max_total_time=60] [CORPUS ...]

TARGET is session, amf, video, audio, boxes or requests. Each may raise only the errors that it documents; anything
else ends the run and leaves the input in a file `crash-...`. Hypothesis does the same in the tests, for seconds.
"""

import io
import sys

import atheris

with atheris.instrument_imports(include=["media_server"]):
    from media_server.http.desk import Ask, LiveDesk
    from media_server.http.live import LiveStreams
    from media_server.http.settings import HttpSettings
    from media_server.jobs.mp4.boxes import BoxError
    from media_server.jobs.mp4.reader import read_fragments, read_header
    from media_server.rtmp import amf0, flv
    from media_server.rtmp.errors import PeerError
    from media_server.rtmp.session import ServerSession, State
    from tests.media_server.http.test_faults import PLAYING
    from tests.media_server.rtmp import wire

HANDSHAKE_AND_OPENING = wire.opening()


def session(data: bytes) -> None:
    """Behind a handshake, a connect and an accepted publish if the first byte is odd."""
    peer = ServerSession()
    peer.receive_data(HANDSHAKE_AND_OPENING if data[:1] and data[0] & 1 else wire.HANDSHAKE)
    if peer.state is State.AWAITING_DECISION:
        peer.accept_publish()
    peer.receive_data(data[1:])
    peer.events()
    peer.data_to_send()


def documented(read, error: type[Exception]):
    """Errors of that kind are fine."""

    def target(data: bytes) -> None:
        try:
            read(data)
        except error:
            pass

    return target


def boxes(data: bytes) -> None:
    """The first two bytes say how long the header is."""
    split = int.from_bytes(data[:2], "big")
    header, media = data[2 : 2 + split], data[2 + split :]
    tables = {}
    read_fragments(io.BytesIO(media), 0, len(media), read_header(header), tables)
    for table in tables.values():
        assert len(table) <= 200_000


def requests(data: bytes) -> None:
    path, _, query = data.decode("latin-1").partition("?")
    desk = LiveDesk(LiveStreams(show=PLAYING), HttpSettings(), b"a secret for grants in tests")
    answering = desk.answer(Ask("/live/" + path, query, "192.0.2.1", "agent"))
    try:
        next(answering)
        answering.close()
    except StopIteration as end:
        assert end.value.status in (200, 400, 403, 404, 414, 503)


TARGETS = {
    "session": session,
    "amf": documented(amf0.decode, PeerError),
    "video": documented(lambda data: flv.read_video(data, 0), PeerError),
    "audio": documented(lambda data: flv.read_audio(data, 0), PeerError),
    "boxes": documented(boxes, BoxError),
    "requests": requests,
}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
