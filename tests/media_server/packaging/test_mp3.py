"""MP3 in MP4: no configuration, frames that say themselves what they are."""

import io

import av
import pytest

from media_server.jobs.mp4.reader import read_header
from media_server.packaging.boxes import AUDIO_TRACK
from media_server.packaging.codecs import AudioFormat, describe
from media_server.packaging.codecs.framing import samples_in
from media_server.packaging.codecs.silence import silent_frame
from media_server.packaging.errors import CodecError
from media_server.packaging.packager import Packager
from media_server.rtmp.codec_config import mp3_header
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.packaging.feeding import avc_config, feed, interleaved, pictures, push
from tests.media_server.packaging.laws import assert_lawful, assert_tracks_are_unbroken, inits, parts, samples


def encoded(rate: int, layout: str, count: int = 40) -> list[bytes]:
    encoder = av.CodecContext.create("libmp3lame", "w")
    encoder.sample_rate, encoder.layout, encoder.format, encoder.bit_rate = rate, layout, "s16p", 64_000
    packets = []
    for number in range(count):
        frame = av.AudioFrame("s16p", layout, 1152 if rate >= 32_000 else 576)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts = rate, number * frame.samples
        packets += encoder.encode(frame)
    return [bytes(packet) for packet in packets + encoder.encode(None)]


def format_of(frame: bytes) -> AudioFormat:
    audio = describe(TrackConfig("audio", ".mp3", mp3_header(frame)))
    assert isinstance(audio, AudioFormat)
    return audio


@pytest.mark.parametrize(
    ("rate", "layout", "channels", "frame"),
    [
        (44_100, "stereo", 2, 1152),
        (48_000, "mono", 1, 1152),
        (22_050, "stereo", 2, 576),
        (8_000, "mono", 1, 576),
    ],
)
def test_the_header_tells_rate_channels_and_length(rate: int, layout: str, channels: int, frame: int) -> None:
    frames = encoded(rate, layout)
    audio = format_of(frames[0])
    assert (audio.codec, audio.rate, audio.channels, audio.frame_samples) == (
        "mp4a.40.34",
        rate,
        channels,
        frame,
    )
    count = samples_in(audio)
    assert {count(one) for one in frames} == {frame}
    assert count(frames[0] + frames[1]) == 2 * frame
    assert count(b"") == count(b"ID3 and no frame") == 0


def test_a_decoder_finds_every_frame_and_our_reader_knows_the_codec() -> None:
    frames = encoded(44_100, "stereo")
    sound = [AccessUnit("audio", round(n * 1152 / 44.1), 0, True, data) for n, data in enumerate(frames)]
    config = TrackConfig("audio", ".mp3", mp3_header(frames[0]))
    outputs = feed([avc_config(), config], interleaved(pictures(1), sound))
    assert_lawful(outputs)
    assert_tracks_are_unbroken(outputs)
    assert [sample.data for sample in samples(outputs, AUDIO_TRACK)] == frames
    init = inits(outputs)[0]
    assert init.codecs[1] == "mp4a.40.34"
    with av.open(io.BytesIO(init.data + b"".join(part.data for part in parts(outputs)))) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.sample_rate) == ("mp3float", 44_100)
        heard = sum(frame.samples for frame in container.decode(stream))
    assert heard == 1152 * len(frames)
    [track] = [track for track in read_header(init.data) if track.kind == "audio"]
    assert (track.codec, track.extradata) == (".mp3", b"")


@pytest.mark.parametrize(("rate", "layout"), [(44_100, "stereo"), (48_000, "mono"), (11_025, "stereo")])
def test_silence_needs_no_encoder(rate: int, layout: str) -> None:
    audio = format_of(encoded(rate, layout, count=3)[0])
    frame, length = silent_frame(audio) or (b"", 0)
    assert samples_in(audio)(frame) == length == audio.frame_samples
    decoder = av.CodecContext.create("mp3float", "r")
    decoder.sample_rate = rate
    heard = [out for _ in range(4) for out in decoder.decode(av.Packet(frame))]
    assert {out.samples for out in heard} == {length} and not any(bytes(heard[-1].planes[0]))


def test_another_rate_is_another_init_although_the_box_says_the_same() -> None:
    packager, outputs = Packager(), []
    for number, rate in enumerate((44_100, 48_000)):
        frames = encoded(rate, "stereo", 60)
        outputs += packager.configure(TrackConfig("audio", ".mp3", mp3_header(frames[0])))
        units = [AccessUnit("audio", 2_000 * number + 25 * n, 0, True, data) for n, data in enumerate(frames)]
        outputs += push(packager, units)
    outputs += packager.finish()
    assert [one.audio_timescale for one in inits(outputs)] == [44_100, 48_000]


@pytest.mark.parametrize(
    "header", [b"", b"RIFF", b"\xff\xfd\x00\x00", b"\xff\xfb\x0c\x00", b"\xff\xeb\x00\x00"]
)
def test_other_audio_is_refused_in_words(header: bytes) -> None:
    with pytest.raises(CodecError, match="MP3"):
        describe(TrackConfig("audio", ".mp3", header))
