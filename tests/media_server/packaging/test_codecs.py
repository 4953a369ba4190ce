"""Configurations made by real encoders are read as what they are; broken ones are refused in words."""

import io
import os
from collections.abc import Iterator
from functools import cache

import av
import pytest

from media_server.packaging.boxes import init_section
from media_server.packaging.codecs import AudioFormat, VideoFormat, complete, describe
from media_server.packaging.codecs.framing import flac_samples, opus_samples
from media_server.packaging.codecs.silence import AAC_SILENCE, OPUS_SILENCE, OPUS_SILENCE_SAMPLES
from media_server.packaging.errors import CodecError
from media_server.units import TrackConfig
from tests.media_server.packaging.feeding import avc_config


@cache
def encoded(encoder: str, width: int = 426, height: int = 240, depth: str = "yuv420p") -> bytes:
    """A short MP4 made by PyAV."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        if encoder in ("libopus", "flac", "aac"):
            stream = container.add_stream(encoder, rate=48_000, layout="stereo")
            samples = stream.codec_context.frame_size or 960
            for number in range(4):
                frame = av.AudioFrame(stream.codec_context.format.name, "stereo", samples)
                for plane in frame.planes:
                    plane.update(bytes(plane.buffer_size))
                frame.sample_rate, frame.pts = 48_000, number * samples
                container.mux(stream.encode(frame))
        else:
            stream = container.add_stream(encoder, rate=25)
            stream.width, stream.height, stream.pix_fmt = width, height, depth
            if encoder == "libx265":
                stream.options = {"x265-params": "log-level=none"}
            for number in range(3):
                frame = av.VideoFrame(width, height, depth)
                for plane in frame.planes:
                    plane.update(bytes(plane.buffer_size))
                frame.pts = number
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def box_body(data: bytes, name: bytes) -> bytes:
    place = data.index(name)
    return data[place + 4 : place - 4 + int.from_bytes(data[place - 4 : place], "big")]


def video(encoder: str, entry: str, box: bytes, **size: object) -> VideoFormat:
    track = describe(TrackConfig("video", entry, box_body(encoded(encoder, **size), box)))
    assert isinstance(track, VideoFormat)
    return track


def test_h264() -> None:
    track = video("libx264", "avc1", b"avcC")
    assert (track.width, track.height, track.frame_rate) == (426, 240, 25.0)
    assert track.codec.startswith("avc1.64")


@pytest.mark.parametrize("size", [(320, 180), (1366, 768), (64, 64), (1920, 1080)])
def test_h264_crops_the_size_to_what_is_shown(size: tuple[int, int]) -> None:
    track = video("libx264", "avc1", b"avcC", width=size[0], height=size[1])
    assert (track.width, track.height) == size


@pytest.mark.parametrize("depth", ["yuv422p", "yuv444p", "yuv420p10le"])
def test_h264_with_other_colour_formats(depth: str) -> None:
    track = video("libx264", "avc1", b"avcC", width=202, height=98, depth=depth)
    assert (track.width, track.height) == (202, 98)


def test_h265() -> None:
    track = video("libx265", "hvc1", b"hvcC")
    assert (track.width, track.height) == (426, 240)
    assert track.codec == "hvc1.1.6.L60.90"


@pytest.fixture
def ordinary_priority() -> Iterator[None]:
    """SVT-AV1 makes the thread that calls it a real-time one when root does; nothing else would run beside it."""
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    yield
    os.sched_setscheduler(0, policy, parameters)


@pytest.mark.usefixtures("ordinary_priority")
def test_av1() -> None:
    track = video("libsvtav1", "av01", b"av1C")
    assert (track.width, track.height) == (426, 240)
    assert track.codec == "av01.0.00M.08"


def test_vp9_tells_its_size_in_the_keyframe() -> None:
    track = video("libvpx-vp9", "vp09", b"vpcC")
    assert (track.codec[:8], track.width) == ("vp09.00.", 0)
    with av.open(io.BytesIO(encoded("libvpx-vp9"))) as container:
        packet = next(container.demux(video=0))
        whole = complete(track, bytes(packet))
    assert (whole.width, whole.height) == (426, 240)
    assert complete(track, b"\x00") == track


def test_vp9_without_the_version_of_its_box() -> None:
    body = box_body(encoded("libvpx-vp9"), b"vpcC")
    assert describe(TrackConfig("video", "vp09", body[4:])) == describe(TrackConfig("video", "vp09", body))


@pytest.mark.parametrize(
    ("config", "codec", "rate", "playback_rate", "channels", "frame"),
    [
        ("1190", "mp4a.40.2", 48_000, 48_000, 2, 1024),
        ("1208", "mp4a.40.2", 44_100, 44_100, 1, 1024),
        ("11b0", "mp4a.40.2", 48_000, 48_000, 6, 1024),
        ("1194", "mp4a.40.2", 48_000, 48_000, 2, 960),
        ("2b118800", "mp4a.40.5", 24_000, 48_000, 2, 1024),
        ("eb098800", "mp4a.40.29", 24_000, 48_000, 1, 1024),
        ("17805dc010", "mp4a.40.2", 48_000, 48_000, 2, 1024),
    ],
)
def test_aac(config: str, codec: str, rate: int, playback_rate: int, channels: int, frame: int) -> None:
    track = describe(TrackConfig("audio", "mp4a", bytes.fromhex(config)))
    assert isinstance(track, AudioFormat)
    assert (track.codec, track.rate, track.playback_rate) == (codec, rate, playback_rate)
    assert (track.channels, track.frame_samples) == (channels, frame)


def test_opus_head_becomes_the_box_that_ffmpeg_would_write() -> None:
    head = b"OpusHead\x01\x02" + (312).to_bytes(2, "little") + (48_000).to_bytes(4, "little") + bytes(3)
    track = describe(TrackConfig("audio", "Opus", head))
    assert isinstance(track, AudioFormat)
    assert track.config == box_body(encoded("libopus"), b"dOps")
    assert (track.rate, track.channels, track.frame_samples) == (48_000, 2, 960)


@pytest.mark.parametrize("head", [b"", b"\x80\x00\x00\x22", b"fLaC\x80\x00\x00\x22"])
def test_flac_with_and_without_what_stands_before_streaminfo(head: bytes) -> None:
    body = box_body(encoded("flac"), b"dfLa")[4:]
    track = describe(TrackConfig("audio", "fLaC", head + body[4:]))
    assert isinstance(track, AudioFormat)
    assert track.config == body
    assert (track.codec, track.rate, track.channels) == ("fLaC", 48_000, 2)


def test_frames_say_how_long_they_last() -> None:
    for encoder, count in (("flac", flac_samples), ("libopus", opus_samples)):
        with av.open(io.BytesIO(encoded(encoder))) as container:
            rate = container.streams[0].time_base.denominator
            frames = [(count(bytes(p)), p.duration * 48_000 // rate) for p in container.demux() if p.size]
        assert frames and all(ours == theirs for ours, theirs in frames[:-1])
    assert [opus_samples(b""), opus_samples(b"\xff"), opus_samples(b"\xff\x3f")] == [0, 0, 0]
    assert [opus_samples(b"\xf9"), opus_samples(b"\x0b\x02")] == [1920, 1920]


@pytest.mark.parametrize("channels", AAC_SILENCE)
def test_aac_silence_is_decoded_as_silence(channels: int) -> None:
    decoder = av.CodecContext.create("aac", "r")
    decoder.extradata = (0x1180 | channels << 3).to_bytes(2, "big")
    frames = [frame for _ in range(4) for frame in decoder.decode(av.Packet(AAC_SILENCE[channels]))]
    assert {(frame.samples, frame.layout.nb_channels) for frame in frames} == {(1024, channels)}
    assert not any(any(bytes(plane)) for frame in frames for plane in frame.planes)


def test_opus_silence_is_decoded_as_silence() -> None:
    decoder = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout = 48_000, "stereo"
    frames = [frame for _ in range(4) for frame in decoder.decode(av.Packet(OPUS_SILENCE))]
    assert frames and {frame.samples for frame in frames} == {OPUS_SILENCE_SAMPLES}
    assert (
        max(
            abs(int.from_bytes(bytes(f.planes[0])[i : i + 2], "little", signed=True))
            for f in frames
            for i in range(0, 400, 2)
        )
        < 4
    )


def test_the_init_section_is_understood_by_ffmpeg() -> None:
    avc = describe(avc_config())
    aac = describe(TrackConfig("audio", "mp4a", bytes.fromhex("1190")))
    assert isinstance(avc, VideoFormat) and isinstance(aac, AudioFormat)
    with av.open(io.BytesIO(init_section(avc, aac))) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.codec_context.name, picture.width, picture.height) == ("h264", 320, 180)
        assert (sound.codec_context.name, sound.sample_rate, sound.channels) == ("aac", 48_000, 2)
        assert picture.codec_context.extradata == avc.config


@pytest.mark.parametrize(
    ("kind", "codec", "config", "words"),
    [
        ("video", "avc1", b"", "too short"),
        ("video", "avc1", bytes(40), "unknown version"),
        ("video", "avc1", b"\x01\x64\x00\x1f\xfc\xe1\x00\x04\x67\x64\x00\x1f\x01", "4 bytes"),
        ("video", "avc1", b"\x01\x64\x00\x1f\xff\xe0\x00", "no whole"),
        ("video", "avc1", b"\x01\x64\x00\x1f\xff\xe1\x00\x05\x67\x64\x00\x1f\xac", "ends in the middle"),
        ("video", "hvc1", b"\x01" + bytes(22), "4 bytes"),
        ("video", "hvc1", b"\x01" + bytes(20) + b"\x03\x00", "no sequence parameter set"),
        ("video", "av01", b"\x81", "too short"),
        ("video", "vp09", b"\x09" + bytes(8), "does not exist"),
        ("audio", "mp4a", b"\x11", "ends in the middle"),
        ("audio", "mp4a", b"\xf9\x46\x40", "not supported"),
        ("audio", "Opus", b"OggS" + bytes(20), "too short"),
        ("audio", "fLaC", bytes(34), "out of range"),
        ("audio", "ac-3", b"", "not supported"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(kind: str, codec: str, config: bytes, words: str) -> None:
    with pytest.raises(CodecError, match=words):
        describe(TrackConfig(kind, codec, config))


def test_absurd_picture_sizes_are_refused() -> None:
    # ue(65535) twice for width and height in macroblocks.
    bits = "1" * 4 + "0" * 16 + "1" + "0" * 16
    sps = bytes.fromhex("67420000") + int(bits.ljust(96, "0"), 2).to_bytes(12, "big")
    config = b"\x01\x42\x00\x00\xff\xe1" + len(sps).to_bytes(2, "big") + sps
    with pytest.raises(CodecError):
        describe(TrackConfig("video", "avc1", config))
