"""Audio and video message bodies: cases 10 and 11 of what encoders send, and Enhanced RTMP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.rtmp.errors import Fault, PeerError
from media_server.rtmp.flv import read_audio, read_video
from media_server.rtmp.flv_write import write_config, write_unit
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.rtmp.wire import AAC_HEADER, AVC_CONFIG, AVC_HEADER, KEYFRAME, PICTURE

HVCC = b"\x01" + bytes(22)
AV1C = b"\x81\x00\x0c\x00\x0a\x0b"
VPCC = b"\x01\x00\x00\x00\x00\x0b\x82\x02\x02\x02\x00\x00"
OPUS = b"OpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
STREAMINFO = bytes.fromhex("04000400000000000000 0bb800f0") + bytes(20)
ASC = b"\x11\x90"


def extended_video(packet: int, fourcc: bytes, body: bytes, key: bool = True) -> bytes:
    return bytes([0x80 | (1 if key else 2) << 4 | packet]) + fourcc + body


def tracks(packet: int, layout: int, body: bytes) -> bytes:
    return bytes([0x96, layout << 4 | packet]) + body


def track(number: int, body: bytes) -> bytes:
    return bytes([number]) + len(body).to_bytes(3, "big") + body


def test_legacy_avc():
    assert read_video(AVC_HEADER, 0) == [TrackConfig("video", "avc1", AVC_CONFIG)]
    assert read_video(KEYFRAME, 40) == [AccessUnit("video", 40, 0, True, KEYFRAME[5:])]
    assert read_video(PICTURE, 80) == [AccessUnit("video", 80, 33, False, PICTURE[5:])]
    assert read_video(b"\x17\x02\x00\x00\x00", 80) == []  # end of sequence
    assert read_video(b"\x57\x00", 80) == []  # a command frame


def test_composition_may_be_negative():
    assert read_video(b"\x27\x01\xff\xff\xdf" + b"x", 0)[0].cts_ms == -33


def test_legacy_hevc_of_older_encoders():
    assert read_video(b"\x1c\x00\x00\x00\x00" + HVCC, 0) == [TrackConfig("video", "hvc1", HVCC)]


def test_legacy_aac():
    assert read_audio(AAC_HEADER, 0) == [TrackConfig("audio", "mp4a", AAC_HEADER[2:])]
    assert read_audio(b"\xaf\x01\x21\x10", 23) == [AccessUnit("audio", 23, 0, True, b"\x21\x10")]


@pytest.mark.parametrize("body", [b"", b"\xaf", b"\xaf\x01"])
def test_silence_and_empty_frames_carry_no_unit(body):
    assert read_audio(body, 0) == []
    assert read_video(b"", 0) == [] and read_video(b"\x27\x01\x00\x00\x00", 0) == []


@pytest.mark.parametrize(
    ("fourcc", "codec", "record", "extradata"),
    [
        (b"avc1", "avc1", AVC_CONFIG, AVC_CONFIG),
        (b"hvc1", "hvc1", HVCC, HVCC),
        (b"av01", "av01", AV1C, AV1C),
        (b"vp09", "vp09", VPCC, VPCC),
        (b"vp09", "vp09", VPCC[4:], VPCC),  # ffmpeg leaves version and flags out
    ],
)
def test_extended_video_configurations(fourcc, codec, record, extradata):
    assert read_video(extended_video(0, fourcc, record), 0) == [TrackConfig("video", codec, extradata)]


@pytest.mark.parametrize(
    ("fourcc", "codec", "record", "extradata"),
    [
        (b"mp4a", "mp4a", ASC, ASC),
        (b"Opus", "Opus", OPUS, OPUS),
        (b"fLaC", "fLaC", b"fLaC\x00\x00\x00\x22" + STREAMINFO, STREAMINFO),
        (b"fLaC", "fLaC", b"fLaC\x80\x00\x00\x22" + STREAMINFO + b"\x81\x00\x00\x00", STREAMINFO),
    ],
)
def test_extended_audio_configurations(fourcc, codec, record, extradata):
    assert read_audio(b"\x90" + fourcc + record, 0) == [TrackConfig("audio", codec, extradata)]


def test_flac_repeats_its_header_at_the_end_without_that_being_a_change():
    known = (
        STREAMINFO[:4] + b"\x00\x01\x07\x00\x01\x8b" + STREAMINFO[10:14] + b"\x00\x01\x77\x00" + b"\x5e" * 16
    )
    first, last = (
        read_audio(b"\x90fLaC" + b"fLaC\x80\x00\x00\x22" + info, 0) for info in (STREAMINFO, known)
    )
    assert first == last


def test_extended_pictures():
    assert read_video(extended_video(1, b"hvc1", b"\x00\x00\x21data", key=False), 5) == [
        AccessUnit("video", 5, 33, False, b"data")
    ]
    assert read_video(extended_video(3, b"hvc1", b"data"), 5) == [AccessUnit("video", 5, 0, True, b"data")]
    assert read_video(extended_video(1, b"av01", b"data"), 5) == [AccessUnit("video", 5, 0, True, b"data")]
    assert read_video(extended_video(4, b"hvc1", b"\x02\x00\x09colorInfo"), 5) == []
    assert read_video(extended_video(2, b"hvc1", b""), 5) == []
    assert read_audio(b"\x94Opus\x01\x02", 5) == []  # channel layout


def test_multitrack_with_one_track():
    body = tracks(0, 0, b"avc1\x01" + AVC_CONFIG)
    assert read_video(body, 0) == [TrackConfig("video", "avc1", AVC_CONFIG, 1)]
    sound = bytes([0x95, 0x01]) + b"mp4a\x02data"
    assert read_audio(sound, 9) == [AccessUnit("audio", 9, 0, True, b"data", 2)]


def test_multitrack_with_many_tracks_of_one_codec():
    body = tracks(1, 1, b"hvc1" + track(0, b"\x00\x00\x00aa") + track(255, b"\x00\x00\x0abbb"))
    assert read_video(body, 7) == [
        AccessUnit("video", 7, 0, True, b"aa"),
        AccessUnit("video", 7, 10, True, b"bbb", 255),
    ]


def test_multitrack_with_many_codecs():
    body = tracks(3, 2, b"hvc1" + track(0, b"aa") + b"av01" + track(1, b"bb"))
    assert read_video(body, 7) == [
        AccessUnit("video", 7, 0, True, b"aa"),
        AccessUnit("video", 7, 0, True, b"bb", 1),
    ]


@pytest.mark.parametrize(
    "modifier", [b"\x02\x00\x01\x02", b"\xff\x01\x00" + bytes(257)], ids=["short", "long"]
)
def test_modifiers_are_skipped(modifier):
    body = bytes([0x97]) + modifier + b"\x01" + b"hvc1\x00\x00\x05data"
    assert read_video(body, 3) == [AccessUnit("video", 3, 5, True, b"data")]


@pytest.mark.parametrize(
    "body",
    [
        b"\x97" + b"\x00\x00\x07" * 20 + b"hvc1",  # modifiers without end
        b"\x97\xff\xff\xff",
        tracks(1, 3, b"hvc1"),  # a layout that does not exist
        tracks(1, 2, b"hvc1" + track(0, b"aa") + b"hvc"),
        tracks(1, 1, b"hvc1\x00\xff\xff\xffaa"),
        tracks(1, 1, b"hvc1" + track(0, b"\x00\x00\x00a") * 40),
        extended_video(0, b"hvc1", b"\x01"),  # a configuration too short
        b"\x17\x01\x00",
        b"\x17\x00\x00\x00\x00\x01",
        b"\x17\x00\x00\x00\x00" + bytes(20_000),
    ],
)
def test_broken_video_is_the_peers_fault(body):
    with pytest.raises(PeerError):
        read_video(body, 0)


@pytest.mark.parametrize("body", [b"\x12\x01", b"\x91vp08data", b'\x91\x00\xff\n"data'])
def test_unplayable_video_says_what_to_choose(body):
    with pytest.raises(PeerError, match=r"H\.264, HEVC, AV1 or VP9") as caught:
        read_video(body, 0)
    assert caught.value.fault is Fault.MEDIA and str(caught.value).isprintable()


@pytest.mark.parametrize("body", [b"\x2f\xff\xfb", b"\x91ac-3data"])
def test_unplayable_audio_says_what_to_choose(body):
    with pytest.raises(PeerError, match="AAC, Opus or FLAC"):
        read_audio(body, 0)


@given(st.binary(max_size=200), st.sampled_from((read_audio, read_video)), st.integers(0, 255))
def test_any_bytes_give_items_or_a_peer_error(tail, read, first):
    body = bytes([first]) + tail
    try:
        items = read(body, 0)
    except PeerError:
        return
    assert sum(len(item.data) for item in items if isinstance(item, AccessUnit)) <= len(body)


@pytest.mark.parametrize(
    ("kind", "codec", "extradata"),
    [
        ("video", "avc1", AVC_CONFIG),
        ("video", "hvc1", HVCC),
        ("video", "av01", AV1C),
        ("video", "vp09", VPCC),
        ("audio", "mp4a", ASC),
        ("audio", "Opus", OPUS),
        ("audio", "fLaC", STREAMINFO),
    ],
)
def test_what_the_forwarder_writes_reads_the_same(kind, codec, extradata):
    read = read_video if kind == "video" else read_audio
    config = TrackConfig(kind, codec, extradata)
    assert read(write_config(config), 0) == [config]
    composition = 33 if codec in ("avc1", "hvc1") else 0
    for unit in (
        AccessUnit(kind, 40, composition, True, b"data"),
        AccessUnit(kind, 40, -composition, kind == "audio", b"data"),
        AccessUnit(kind, 40, 0, True, b"data"),
    ):
        assert read(write_unit(codec, unit), 40) == [unit]
