"""Real encoders of every codec, from RTMP to what a player is given."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from media_server import contract
from tests.media_server.live.studio import (
    AAC,
    NEW_FFMPEG,
    OLD_FFMPEG,
    Studio,
    key_of,
    keys_of,
    studio,
)
from tests.media_server.live.studio import QUICK_SOUND as SOUND

# Two segments and the beginning of a third, of pictures that cost little; a keyframe a second.
SECONDS = 5
PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=15")
KEYFRAMES = ("-g", "15")
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", *KEYFRAMES)
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:bframes=0", *KEYFRAMES)
AV1 = ("-c:v", "libsvtav1", "-preset", "13", "-svtav1-params", "lookahead=0", *KEYFRAMES)
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k", *KEYFRAMES)
B_FRAMES = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", *KEYFRAMES)
NAMES = [f"stream-{number}" for number in range(50)]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def s(tmp_path_factory) -> AsyncIterator[Studio]:
    """One server for all: each test has a stream of its own."""
    async with studio(tmp_path_factory.mktemp("studio"), named=keys_of(*NAMES)) as one:
        yield one


@pytest.fixture(scope="module")
def unused() -> list[str]:
    return list(NAMES)


@pytest.fixture
def name(unused: list[str]) -> str:
    """A stream that nobody has published yet."""
    return unused.pop()


@pytest.mark.parametrize(
    ("ffmpeg", "options", "codecs", "names"),
    [
        (OLD_FFMPEG, (*PICTURE, *SOUND, *X264, *AAC), ("avc1.", "mp4a.40.2"), {"h264", "aac"}),
        (OLD_FFMPEG, (*PICTURE, *SOUND, *B_FRAMES, *AAC), ("avc1.", "mp4a.40.2"), {"h264", "aac"}),
        (OLD_FFMPEG, (*PICTURE, *X264), ("avc1.",), {"h264"}),
        (OLD_FFMPEG, (*SOUND, *AAC), ("mp4a.40.2",), {"aac"}),
        (NEW_FFMPEG, (*PICTURE, *SOUND, *HEVC, *AAC), ("hvc1.", "mp4a.40.2"), {"hevc", "aac"}),
        (NEW_FFMPEG, (*PICTURE, *SOUND, *AV1, "-c:a", "libopus"), ("av01.", "Opus"), {"av1", "opus"}),
        (NEW_FFMPEG, (*PICTURE, *SOUND, *VP9, "-c:a", "flac"), ("vp09.", "fLaC"), {"vp9", "flac"}),
    ],
    ids=["H.264", "B-frames", "video only", "audio only", "HEVC", "AV1 Opus", "VP9 FLAC"],
)
async def test_what_an_encoder_sends_can_be_played(s, name, ffmpeg, options, codecs, names):
    encoder = await s.publish(*options, seconds=SECONDS, key=key_of(name), ffmpeg=ffmpeg)
    assert await asyncio.wait_for(encoder.wait(), 60) == 0
    await s.gone(name)
    playlist = await s.playlist(name)
    assert playlist.count("#EXTINF") >= 3 and "#EXT-X-ENDLIST" in playlist
    assert SECONDS - 0.1 <= sum(durations(playlist)) <= SECONDS + 0.2
    multivariant = await s.get(f"/live/{name}/index.m3u8")
    assert all(codec in multivariant for codec in codecs), multivariant
    assert await s.codecs(f"/live/{name}/index.m3u8") == names
    assert key_of(name) not in multivariant + playlist


def durations(playlist: str) -> list[float]:
    lines = [line for line in playlist.splitlines() if line.startswith("#EXTINF")]
    return [float(line[8:].split(",")[0]) for line in lines]


async def test_an_encoder_made_ladder_is_published_as_it_comes(s, name):
    small = ("-map", "0", "-map", "1", "-map", "0", "-s:v:1", "96x54")
    encoder = await s.publish(
        *PICTURE, *SOUND, *small, *X264, *AAC, seconds=SECONDS, key=key_of(name), ffmpeg=NEW_FFMPEG
    )
    assert await asyncio.wait_for(encoder.wait(), 60) == 0
    await s.gone(name)
    source, rung = await s.playlist(name), await s.playlist(name, rendition="video1")
    assert durations(source) == durations(rung) and len(durations(rung)) >= 3
    multivariant = await s.get(f"/live/{name}/index.m3u8")
    assert "RESOLUTION=160x90" in multivariant and "RESOLUTION=96x54" in multivariant
    found = await s.tracks(f"/live/{name}/video1/index.m3u8")
    assert (found["video"].width, found["audio"].codec) == (96, "aac")


FIELD_ENDS = {"4 h 39 m": 0xFFFFFF, "24.9 days": 2**31, "49.7 days": 2**32}


@pytest.mark.parametrize("end", FIELD_ENDS.values(), ids=FIELD_ENDS.keys())
async def test_time_may_pass_the_ends_of_its_fields_while_live(s, name, end):
    options = (*PICTURE, *SOUND, *X264, *AAC, "-output_ts_offset", f"{end / 1000 - 3:.3f}")
    encoder = await s.publish(*options, seconds=SECONDS, key=key_of(name), ffmpeg=OLD_FFMPEG)
    await asyncio.wait_for(encoder.wait(), 30)
    await s.gone(name)
    playlist = await s.playlist(name)
    assert "DISCONTINUITY" not in playlist and "#EXT-X-ENDLIST" in playlist
    assert SECONDS - 0.1 <= sum(durations(playlist)) <= SECONDS + 0.2


async def test_without_an_app_nobody_gives_orders(s):
    body = contract.encode(contract.Envelope(contract.ListStreams(), "app"))
    async with s.web.post(s.http + "/control", data=body) as response:
        assert response.status in (404, 405)


async def test_a_codec_that_nobody_plays_is_refused_in_words(s, name):
    encoder = await s.publish(*PICTURE, "-c:v", "flv1", seconds=3_000, key=key_of(name))
    assert await asyncio.wait_for(encoder.wait(), 30) != 0
    assert name not in s.server.streams and s.server.broadcasts.running == {}


async def test_a_wrong_key_is_refused_with_the_reason(s, name):
    encoder = await s.publish(key=f"{key_of(name)}-guess")
    _, errors = await asyncio.wait_for(encoder.communicate(), 30)
    assert b"That stream key is not known here." in errors
    assert s.server.broadcasts.running == {}
    assert await s.get(f"/live/{key_of(name)}/index.m3u8") is None
