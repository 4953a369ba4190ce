"""Sends a loop of pictures and one of sound to the media server for ever, at the pace of the clock.

The packets are those of the files, only their times run on: it costs a hundredth of a core.
"""

import heapq
import logging
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from fractions import Fraction

import av

from aethex_live.demo_tv.loops import Loop, Piece

log = logging.getLogger(__name__)

RETRY_SECONDS = 3.0
AHEAD_SECONDS = 0.05  # what is due within this time goes out together
_MILLISECOND = Fraction(1, 1000)


def pieces_from(loop: Loop, begin: float) -> Iterator[tuple[float, Piece]]:
    """Every piece from the moment `begin` on (seconds since 1970), with its own moment, for ever.

    The loop lies over all time, so that who begins anew goes on where the clock is.
    """
    length = loop.seconds * 1000.0
    turn, within = divmod(begin * 1000.0, length)
    number = bisect_left(loop.pieces, within, key=lambda piece: piece.at)
    while True:
        while number < len(loop.pieces):
            piece = loop.pieces[number]
            yield (turn * length + piece.at) / 1000.0, piece
            number += 1
        turn, number = turn + 1, 0


def publish_for_ever(url: str, pictures: Loop, sound: Loop, keep_on: Callable[[], bool]) -> None:
    """Publish to `url`, and again when the connection breaks, as long as `keep_on` says so."""
    while keep_on():
        try:
            _publish(url, pictures, sound, keep_on)
        except (OSError, av.FFmpegError) as error:  # its text may hold the address, which holds the key
            log.info("The demo stream was interrupted: %s", type(error).__name__)
        time.sleep(RETRY_SECONDS)


def _publish(url: str, pictures: Loop, sound: Loop, keep_on: Callable[[], bool]) -> None:
    with (
        av.open(str(pictures.path)) as seen,
        av.open(str(sound.path)) as heard,
        av.open(url, "w", format="flv", options={"flvflags": "no_duration_filesize"}) as server,
    ):
        video, audio = (server.add_stream_from_template(file.streams[0]) for file in (seen, heard))
        began = _next_keyframe(pictures, time.time())
        tracks = [(pieces_from(pictures, began), video), (pieces_from(sound, began), audio)]
        waiting: list[tuple[float, int]] = []
        heads: dict[int, tuple[float, Piece]] = {}
        for number, (pieces, _) in enumerate(tracks):
            heads[number] = next(pieces)
            heapq.heappush(waiting, (heads[number][0], number))
        while keep_on():
            moment, number = heapq.heappop(waiting)
            if (early := moment - time.time()) > 0:
                time.sleep(early + AHEAD_SECONDS)
            elif early < -10:
                return  # the machine slept, or its clock was set: begin anew
            pieces, stream = tracks[number]
            _, piece = heads[number]
            server.mux_one(_packet(piece, moment - began, stream))
            heads[number] = next(pieces)
            heapq.heappush(waiting, (heads[number][0], number))


def _packet(piece: Piece, seconds: float, stream: av.stream.Stream) -> av.Packet:
    packet = av.Packet(piece.data)
    packet.stream, packet.time_base = stream, _MILLISECOND
    packet.dts = round(seconds * 1000)
    packet.pts = round(seconds * 1000 + piece.late)
    packet.is_keyframe = piece.keyframe
    return packet


def _next_keyframe(pictures: Loop, now: float) -> float:
    return next(moment for moment, piece in pieces_from(pictures, now) if piece.keyframe)
