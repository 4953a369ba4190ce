"""Decode and encode single pictures and stretches of them. Runs in job processes only."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import av
from av.codec.context import Flags

from media_server.jobs.errors import JobError
from media_server.jobs.mp4 import avc
from media_server.jobs.mp4.source import SampleReader, Stored
from media_server.jobs.mp4.tables import TrackInfo

# Only what our packager lets through is ever decoded: fewer decoders, fewer surprises.
_DECODERS = {
    "avc1": "h264",
    "avc3": "h264",
    "hvc1": "hevc",
    "hev1": "hevc",
    "av01": "libdav1d",
    "vp09": "vp9",
    "mp4a": "aac",
    "Opus": "opus",
    "fLaC": "flac",
}
_X264_PROFILES = {66: "baseline", 77: "main", 100: "high"}
_TICKS = 90_000
_TICK = Fraction(1, _TICKS)


def open_decoder(track: TrackInfo, threads: int = 2) -> av.CodecContext:
    name = _DECODERS.get(track.codec)
    if name is None:
        raise JobError(f"Pictures or sound of the kind {track.codec} cannot be decoded here.")
    decoder = av.CodecContext.create(name, "r")
    decoder.extradata = track.extradata or None
    if track.kind == "video":
        decoder.thread_count = threads
        decoder.thread_type = "AUTO"
    else:
        decoder.sample_rate = track.sample_rate
    return decoder


class Decoding:
    """Pictures as they come out, each with its place; from a keyframe on, as far as the wanted ones need.

    More than the wanted ones come out. Damaged ones are missing.
    """

    def __init__(
        self, video: Sequence[Stored], first: int, wanted: Collection[int], reader: SampleReader
    ) -> None:
        self._video, self._first, self._wanted, self._reader = video, first, wanted, reader
        self._decoder = open_decoder(video[first].piece.track)

    @property
    def aspect(self) -> Fraction | None:
        """Of a pixel; known after the first picture."""
        return self._decoder.sample_aspect_ratio

    def __iter__(self) -> Iterator[tuple[int, av.VideoFrame]]:
        for place in range(self._first, max(self._wanted) + 1):
            data = self._reader.read(self._video[place])
            if place not in self._wanted and _is_disposable(self._video[place].piece.track, data):
                continue  # two thirds of a stream with B-frames
            packet = av.Packet(data)
            packet.pts = packet.dts = place
            yield from _frames(self._decoder, packet)
        yield from _frames(self._decoder, None)


def _is_disposable(track: TrackInfo, data: bytes) -> bool:
    """Whether no other picture is made from this one."""
    return track.codec == "avc1" and avc.is_disposable(data, (track.extradata[4] & 3) + 1)


def filtered(frames: Iterable[av.VideoFrame], chain: Sequence[tuple[str, str]]) -> Iterator[av.VideoFrame]:
    """The frames after a chain of FFmpeg filters, each a name and its arguments."""
    graph = None
    for frame in frames:
        if graph is None:
            graph = av.filter.Graph()
            nodes = [
                graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=_TICK)
            ]
            nodes += [graph.add(name, arguments) for name, arguments in chain]
            nodes.append(graph.add("buffersink"))
            graph.link_nodes(*nodes).configure()
        frame.time_base = _TICK
        graph.vpush(frame)
        yield graph.vpull()


def _frames(decoder: av.CodecContext, packet: av.Packet | None) -> Iterator[tuple[int, av.VideoFrame]]:
    try:
        frames = decoder.decode(packet)
    except av.error.FFmpegError:
        return
    for frame in frames:
        if frame.pts is not None:
            yield frame.pts, frame


def color_of(frame: av.VideoFrame) -> tuple[int, ...]:
    """Primaries, transfer, matrix and range: without them players guess by the size of the picture."""
    return tuple(
        int(c) for c in (frame.color_primaries, frame.color_trc, frame.colorspace, frame.color_range)
    )


def set_color(encoder: av.VideoCodecContext, color: tuple[int, ...]) -> None:
    encoder.color_primaries, encoder.color_trc, encoder.colorspace, encoder.color_range = color


@dataclass(frozen=True, slots=True)
class Look:
    """What encoded pictures must have in common with their neighbours."""

    width: int
    height: int
    pixel_format: str
    config: avc.AvcConfig | None  # of pictures to be spliced to
    color: tuple[int, ...]
    aspect: Fraction | None

    @staticmethod
    def of(frame: av.VideoFrame, aspect: Fraction | None, config: avc.AvcConfig | None) -> "Look":
        return Look(frame.width, frame.height, frame.format.name, config, color_of(frame), aspect)


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    data: bytes
    sync: bool


class Encoder:
    """H.264 without reordering: what goes in first comes out first."""

    def __init__(self, look: Look, quality: int, preset: str, max_rate: int, threads: int = 2) -> None:
        encoder = av.CodecContext.create("libx264", "w")
        encoder.width, encoder.height, encoder.pix_fmt = look.width, look.height, look.pixel_format
        encoder.time_base, encoder.framerate = _TICK, Fraction(30)
        set_color(encoder, look.color)
        if look.aspect:
            encoder.sample_aspect_ratio = look.aspect
        encoder.thread_count = threads
        encoder.flags |= Flags.global_header
        own_id = avc.free_set_id(look.config) if look.config else 0
        profile = _X264_PROFILES.get(look.config.profile) if look.config else None
        encoder.options = {
            "preset": preset,
            "crf": str(quality),
            "maxrate": str(max_rate),
            "bufsize": str(max_rate),
            "bf": "0",
            "x264-params": f"sps-id={own_id}:keyint=250:scenecut=0:rc-lookahead=10",
            **({"profile": profile} if profile and look.pixel_format == "yuv420p" else {}),
        }
        self._encoder = encoder
        self._length_size = look.config.length_size if look.config else 4
        self._count = 0

    def encode(self, frames: Iterable[av.VideoFrame]) -> list[EncodedPicture]:
        """One picture group. The order of the frames is kept."""
        packets: list[av.Packet] = []
        for frame in frames:
            frame.pts = self._count * 3000
            frame.time_base = _TICK
            frame.pict_type = av.video.frame.PictureType.NONE
            self._count += 1
            packets += self._encoder.encode(frame)
        packets += self._encoder.encode(None)
        return [EncodedPicture(self._with_lengths(bytes(p)), p.is_keyframe) for p in packets]

    @property
    def parameter_sets(self) -> list[bytes]:
        return avc.split_start_codes(self._encoder.extradata or b"")

    def _with_lengths(self, data: bytes) -> bytes:
        return avc.with_lengths(avc.split_start_codes(data), self._length_size)
