"""Our reader of fragmented MP4 against files that FFmpeg wrote, with FFmpeg as the judge."""

import contextlib
import io
from functools import cache
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.jobs.mp4.boxes import BoxError, box, full_box, walk
from media_server.jobs.mp4.reader import read_fragments, read_header
from media_server.jobs.mp4.tables import TrackInfo
from tests.media_server.jobs.recordings import BY_KEYFRAME, fragmented

VARIANTS = {
    "h264+aac": ("libx264", "aac"),
    "hevc+aac": ("libx265", "aac"),
    "vp9+opus": ("libvpx-vp9", "libopus"),
    "h264+flac": ("libx264", "flac"),
}
FRAGMENTS = {
    "by keyframe": BY_KEYFRAME,
    "per frame": "frag_every_frame+empty_moov+default_base_moof",
    "absolute offsets": "frag_keyframe+empty_moov",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A file of FFmpeg's, made once for whoever asks for it."""
    folder = tmp_path_factory.mktemp("made")

    @cache
    def ask(codec: str, flags: str) -> Path:
        return fragmented(folder / f"{codec}, {flags}.mp4", *VARIANTS[codec], 3, FRAGMENTS[flags])

    return ask


@pytest.mark.parametrize(
    ("codec", "flags"),
    [("h264+aac", flags) for flags in FRAGMENTS] + [(codec, "by keyframe") for codec in list(VARIANTS)[1:]],
)
def test_every_sample_is_where_ffmpeg_sees_it(made, codec, flags):
    path = made(codec, flags)
    data = path.read_bytes()
    tables: dict = {}
    tracks = read_header(data)
    with path.open("rb") as file:
        first_moof = next(b.offset for b in walk(data) if b.kind == b"moof")
        read_fragments(file, first_moof, len(data), tracks, tables)
    with av.open(str(path)) as container:
        packets = [(packet.stream.type, packet) for packet in container.demux() if packet.size]
    for track in tracks:
        seen = [packet for kind, packet in packets if kind == track.kind]
        ours = list(tables[track.track_id])
        # FFmpeg shifts all times by the edit list, by the same for every packet.
        shift = {sample.dts - packet.dts for sample, packet in zip(ours, seen, strict=True)}
        assert len(shift) == 1
        for sample, packet in zip(ours, seen, strict=True):
            assert (sample.size, sample.offset) == (packet.size, packet.pos)
            assert sample.sync == packet.is_keyframe
            assert sample.pts - packet.pts in shift


def test_what_a_decoder_needs_is_found(made):
    kinds = {}
    for codec in VARIANTS:
        data = made(codec, "by keyframe").read_bytes()
        kinds[codec] = {track.kind: track for track in read_header(data)}
    h264, aac = kinds["h264+aac"]["video"], kinds["h264+aac"]["audio"]
    assert (h264.codec, h264.width, h264.height, h264.extradata[0]) == ("avc1", 160, 90, 1)
    assert (aac.codec, aac.sample_rate, len(aac.extradata)) == ("mp4a", 48_000, 5)
    assert kinds["hevc+aac"]["video"].codec == "hvc1" and len(kinds["hevc+aac"]["video"].extradata) > 60
    assert kinds["vp9+opus"]["audio"].extradata.startswith(b"OpusHead\x01")
    assert len(kinds["h264+flac"]["audio"].extradata) == 34


@given(st.binary(max_size=300))
def test_garbage_raises_only_its_own_error(garbage):
    for data in (garbage, box(b"moov", garbage), box(b"moov", box(b"trak", garbage))):
        with contextlib.suppress(BoxError):
            read_header(data)
    track = TrackInfo(1, "video", "avc1", b"", b"", 90_000)
    for traf in (garbage, full_box(b"tfhd", 0, 0, b"\0\0\0\1") + full_box(b"tfdt", 0, 0, bytes(4)) + garbage):
        data = box(b"moof", box(b"traf", traf))
        with contextlib.suppress(BoxError):
            read_fragments(io.BytesIO(data), 0, len(data), (track,), {})


@given(st.binary(max_size=40), st.integers(0, 0xFFFFFF))
def test_a_hostile_trun_makes_no_more_samples_than_it_has_bytes(body, flags):
    head = full_box(b"tfhd", 0, 0, b"\0\0\0\1") + full_box(b"tfdt", 0, 0, bytes(4))
    data = box(b"moof", box(b"traf", head, full_box(b"trun", 1, flags | 0x200, body)))
    tables: dict = {}
    with contextlib.suppress(BoxError):
        track = TrackInfo(1, "video", "avc1", b"", b"", 90_000)
        read_fragments(io.BytesIO(data), 0, len(data), (track,), tables)
    assert all(len(table) <= len(body) // 4 for table in tables.values())
