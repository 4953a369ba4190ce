"""Decode the source and encode one rung. Runs in ladder processes only."""

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import av
from av.codec.context import Flags
from av.video.frame import PictureType
from av.video.reformatter import VideoReformatter

from media_server.jobs.mp4 import avc
from media_server.jobs.pictures import set_color
from media_server.transcode.rungs import PictureRung

_DECODERS = {"avc1": "h264", "hvc1": "hevc", "av01": "libdav1d", "vp09": "vp9"}
_MILLISECONDS = Fraction(1, 1000)


class Shown(NamedTuple):
    """A picture for the next slot; None where there is none to show yet."""

    frame: av.VideoFrame | None
    pts_ms: int
    keyframe: bool


class UnknownCodec(Exception):
    """There is no decoder for this source."""


@dataclass(slots=True)
class SlotDecoder:
    """Gives exactly one picture for each that goes in, in order of presentation.

    Where the decoder gives none, because the data is damaged, the last one is shown again. The first pictures of
    an open group may need one that never came: in their places the keyframe is shown, so that none is missing.
    """

    codec: str
    extradata: bytes
    _pending: list[int] = field(default_factory=list)
    _keyframes: deque[bool] = field(default_factory=deque)
    _last: av.VideoFrame | None = None
    _shown_ms: int = -(2**62)
    _begun: bool = False  # the first keyframe's place is reached
    _decoder: av.VideoCodecContext = field(init=False)

    def __post_init__(self) -> None:
        name = _DECODERS.get(self.codec)
        if name is None:
            raise UnknownCodec(self.codec)
        self._decoder = av.CodecContext.create(name, "r")
        self._decoder.extradata = self.extradata or None
        # Frame threads would hold back as many pictures as there are threads.
        self._decoder.thread_type, self._decoder.thread_count = "SLICE", 2

    def add(self, data: bytes, dts_ms: int, pts_ms: int, keyframe: bool) -> Iterator[Shown]:
        heapq.heappush(self._pending, pts_ms)
        self._keyframes.append(keyframe)
        packet = av.Packet(data)
        packet.pts, packet.dts, packet.time_base = pts_ms, dts_ms, _MILLISECONDS
        yield from self._show(packet)

    def flush(self) -> Iterator[Shown]:
        yield from self._show(None)
        while self._pending:
            yield self._next(self._last)

    def _show(self, packet: av.Packet | None) -> Iterator[Shown]:
        try:
            frames = self._decoder.decode(packet)
        except av.error.FFmpegError:
            return
        for frame in frames:
            pts = frame.pts
            while pts is not None and self._pending and self._pending[0] < pts:
                self._begun = self._begun or self._keyframes[0]
                yield self._next(self._last or (frame if self._begun else None))
            if self._pending and self._pending[0] == pts:
                self._last = frame
                yield self._next(frame)

    def _next(self, frame: av.VideoFrame | None) -> Shown:
        # Damage can bring a picture out before another that comes in later and is shown earlier.
        self._shown_ms = max(heapq.heappop(self._pending), self._shown_ms + 1)
        return Shown(frame, self._shown_ms, self._keyframes.popleft())


class RungEncoder:
    """H.264 without look-ahead or reordering: each picture comes out before the next goes in."""

    def __init__(self, rung: PictureRung, frame_rate: float, preset: str, color: tuple[int, ...]) -> None:
        encoder = av.CodecContext.create("libx264", "w")
        encoder.width, encoder.height, encoder.pix_fmt = rung.width, rung.height, "yuv420p"
        encoder.time_base = _MILLISECONDS
        encoder.framerate = Fraction(frame_rate).limit_denominator(1001)
        encoder.bit_rate = rung.bitrate
        set_color(encoder, color)
        encoder.thread_count = 1
        encoder.flags |= Flags.global_header
        encoder.options = {
            "preset": preset,
            "tune": "zerolatency",
            "profile": "high" if min(rung.width, rung.height) >= 720 else "main",
            "maxrate": str(rung.bitrate),
            "bufsize": str(rung.bitrate),
            "forced-idr": "1",
            "x264-params": "keyint=infinite:scenecut=0:force-cfr=1",
        }
        encoder.open()
        self._rung, self._encoder = rung, encoder
        self._scaler = VideoReformatter()

    @property
    def config(self) -> bytes:
        """The body of the avcC box."""
        sets = avc.split_start_codes(self._encoder.extradata or b"")
        return avc.build_config(avc.config_from_sets(sets))

    def encode(self, shown: Shown) -> list[bytes]:
        """The picture with lengths in front of its NAL units. One, unless the encoder fails."""
        assert shown.frame is not None
        size = (self._rung.width, self._rung.height)
        frame = self._scaler.reformat(shown.frame, *size, "yuv420p", interpolation="BILINEAR", threads=1)
        frame.pts, frame.time_base = shown.pts_ms, _MILLISECONDS
        frame.pict_type = PictureType.I if shown.keyframe else PictureType.NONE
        packets = self._encoder.encode(frame)
        return [avc.with_lengths(avc.split_start_codes(bytes(packet)), 4) for packet in packets]
