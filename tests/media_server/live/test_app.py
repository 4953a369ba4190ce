"""Media server and app together: who may publish, what the app learns, what it may order."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest_asyncio
from aiohttp import ClientSession

from media_server import contract
from media_server.contract import (
    CreateClip,
    CreateDownload,
    DeleteClip,
    DeleteRecording,
    Envelope,
    ForwardTarget,
    Kick,
    ListStreams,
    PublishAnswer,
    Rung,
    ServerStatus,
    SetLadder,
    SetRecordingPrivacy,
    SetStreamPrivacy,
    ShowStatus,
    StartForward,
    StopForward,
    sign_grant,
)
from tests.media_server.app_link.fake_app import SECRET, RunningApp, running_app
from tests.media_server.live.studio import AAC, QUICK_PICTURE, QUICK_SOUND, X264, Studio, key_of, studio
from tests.media_server.waiting import until

NUMBERS = count()


async def order(s: Studio, command) -> tuple[int, dict]:
    body = contract.encode(Envelope(command, "app"))
    headers = contract.sign(SECRET.encode(), body, time.time())
    async with s.web.post(s.http + "/control", data=body, headers=headers) as response:
        return response.status, await response.json()


def heard(app: RunningApp, kind: str, stream: str = "") -> list:
    """What the app was told of this kind, of one stream or of all."""
    told = [one.message for one in app.events if one.message.type == kind]
    return [one for one in told if not stream or one.stream == stream]


async def event(app: RunningApp, kind: str, stream: str = ""):
    await until(lambda: heard(app, kind, stream))
    return heard(app, kind, stream)[-1]


@dataclass
class Pair:
    """A media server and its app, and a stream that nobody has published yet."""

    app: RunningApp
    s: Studio
    name: str

    @property
    def key(self) -> str:
        return key_of(self.name)

    def let_in(self, **answer: Any) -> None:
        self.app.answers[self.key] = PublishAnswer(True, stream=self.name, **answer)

    async def recorded(self):
        """A short stream that has come and gone; its recording as the app learns of it."""
        publisher = await self.s.connect(self.key)
        publisher.send()
        publisher.stop()
        return await event(self.app, "recording_ready", self.name)

    async def playlist_with(self, words: str, **options: Any) -> str:
        return await self.s.playlist_with(words, self.name, **options)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running(tmp_path_factory) -> AsyncIterator[tuple[RunningApp, Studio]]:
    folder = tmp_path_factory.mktemp("studio")
    async with running_app() as app, studio(folder, app, ladder_cores=4.0) as s:
        yield app, s


@pytest_asyncio.fixture(loop_scope="session")
async def pair(running: tuple[RunningApp, Studio]) -> AsyncIterator[Pair]:
    """The two that tests share, with a stream of the test's own; nothing runs when one begins."""
    app, s = running
    yield Pair(app, s, f"stream-{next(NUMBERS)}")
    await s.leave()


async def test_the_app_learns_of_a_stream_from_start_to_recording(tmp_path):
    async with running_app() as app, studio(tmp_path, app, storyboards=True, player_page=False) as s:
        app.answers["key"] = PublishAnswer(True, stream="alpha")
        encoder = await s.publish(*QUICK_PICTURE, *QUICK_SOUND, *X264, *AAC, seconds=4.0, key="key")
        await asyncio.wait_for(encoder.wait(), 30)
        ready = await event(app, "recording_ready")
        assert await s.get("/") is None and await s.get("/api/streams") is None
        await event(app, "pictures_ready")
        names = [one.message.type for one in app.events]
        assert names == ["started", "metadata", "interrupted", "ended", "recording_ready", "pictures_ready"]
        assert [one.sequence for one in app.events] == [1, 2, 3, 4, 5, 6]
        started, ended = heard(app, "started")[0], heard(app, "ended")[0]
        assert started.recording == ended.recording == ready.recording
        assert ended.reason == "stopped" and 3.9 < ready.duration_s < 4.2
        assert "key" not in repr(app.events)
        pictures = heard(app, "pictures_ready")[0]
        for path, kind in ((pictures.poster, "image/webp"), (pictures.storyboard, "text/vtt")):
            async with s.web.get(s.http + path) as response:
                assert (response.status, response.content_type) == (200, kind)


async def test_a_key_is_asked_for_and_a_running_stream_survives_the_app(pair):
    pair.let_in()
    await pair.s.play(key=pair.key)
    await pair.playlist_with("#EXTINF")
    await pair.app.stop()
    try:
        assert "cannot be checked" in (await pair.s.connect(pair.key)).refusal
        await pair.s.goes_on(pair.name)
    finally:
        await pair.app.start()
    assert (await pair.s.connect("guess")).refusal == "No channel has this stream key."


async def test_health_comes_every_second(pair):
    pair.let_in()
    await pair.s.play(key=pair.key)

    def reports() -> list[dict]:
        told = [one.message.streams[pair.name] for one in pair.app.health if pair.name in one.message.streams]
        return [report for report in told if report["sample"]]

    # The first seconds of the stream came at once.
    await until(lambda: len(reports()) >= 3 and 25 < reports()[-1]["sample"]["frame_rate"] < 35)
    report = reports()[-1]
    assert report["sample"]["width"] == 320 and report["forwards"] == {}
    assert report["sample"]["video_bitrate"] > 10_000
    picture = await _until_picture(pair)
    assert picture[8:12] == b"WEBP"


async def _until_picture(pair: Pair) -> bytes:
    async def there() -> bool:
        nonlocal body
        async with pair.s.web.get(f"{pair.s.http}/thumbnails/{pair.name}.webp") as response:
            body = await response.read() if response.status == 200 else b""
        return bool(body)

    body = b""
    await until(there)
    return body


async def test_kicking_and_listing(pair):
    s = pair.s
    pair.let_in()
    publisher = await s.play(key=pair.key)
    await pair.playlist_with("#EXT-X-PART:")
    status, document = await order(s, ListStreams())
    [stream] = document["streams"]
    assert status == 200 and (stream["stream"], stream["state"]) == (pair.name, "publishing")
    assert stream["tracks"][0]["codec"] == "avc1" and stream["recording"]
    status, document = await order(s, ShowStatus())
    server = ServerStatus.from_json(document)
    assert status == 200 and (server.streams, server.publishers, server.recordings) == (1, 1, 1)
    assert 0 < server.disk_free < server.disk_total and not server.refusing
    assert server.recording_failures == 0 and "media_recording_failures_total 0.0" in await s.get("/metrics")
    assert (await order(s, Kick(pair.name, "You are banned.")))[0] == 200
    await asyncio.wait_for(publisher.over.wait(), 60)
    assert publisher.refusal == "You are banned."
    assert (await event(pair.app, "ended", pair.name)).reason == "kicked"
    assert (await order(s, Kick(pair.name, "again")))[0] == 409
    assert (await order(s, StopForward(pair.name, "x")))[0] == 409


async def test_a_stream_that_is_held_back_is_let_out_by_the_app(pair):
    s = pair.s
    pair.let_in(private=True)
    await s.play(key=pair.key)
    recording = (await event(pair.app, "started", pair.name)).recording
    places = (f"/live/{pair.name}/index.m3u8", f"/recordings/{recording}/index.m3u8")
    assert [await _status(s, place) for place in places] == [403, 403]
    grant = sign_grant(SECRET.encode(), "live", pair.name, "owner", int(time.time()) + 60)
    assert await _status(s, f"/live/{pair.name}/g/{grant}/index.m3u8") == 200
    assert (await order(s, SetStreamPrivacy(pair.name, private=False)))[0] == 200
    assert [await _status(s, place) for place in places] == [200, 200]
    assert (await order(s, SetStreamPrivacy("nobody", private=False)))[0] == 409


async def _status(s: Studio, path: str) -> int:
    async with s.web.get(s.http + path) as response:
        return response.status


async def test_clips_downloads_and_deletion(pair):
    app, s = pair.app, pair.s
    pair.let_in()
    recording = (await pair.recorded()).recording
    assert (await order(s, CreateClip("clip-1", recording, 1.25, 2.75)))[0] == 200
    clip = await event(app, "clip_ready")
    assert (clip.clip, clip.error) == ("clip-1", "") and 1.4 < clip.duration_s < 1.6
    assert await s.codecs(clip.path) == {"h264", "aac"}
    assert (await order(s, CreateDownload(recording)))[0] == 200
    download = await event(app, "download_ready")
    assert await s.codecs(download.path) == {"h264", "aac"}
    for wrong in (
        CreateClip("../x", recording, 0.0, 1.0),
        CreateClip("c", "no-such-recording", 0.0, 1.0),
        CreateClip("c", recording, 500.0, 501.0),
        DeleteRecording("../../etc"),
        DeleteClip("../x"),
        DeleteClip("none"),
    ):
        status, document = await order(s, wrong)
        assert status == 409 and document["error"], wrong
    assert (await order(s, DeleteRecording(recording)))[0] == 200
    assert await s.get(f"/recordings/{recording}/index.m3u8") is None
    assert await s.get(download.path) is None
    assert await s.get(clip.path.replace("clip-1", "../recordings")) is None
    assert (await order(s, DeleteClip("clip-1")))[0] == 200
    assert await s.get(clip.path) is None


async def test_private_streams_and_their_recordings_take_a_grant(pair):
    s = pair.s
    pair.let_in(private=True)
    recording = (await pair.recorded()).recording
    expires = int(time.time()) + 60
    live = sign_grant(SECRET.encode(), "live", pair.name, "viewer", expires)
    kept = sign_grant(SECRET.encode(), "recording", recording, "viewer", expires)
    for path, grant in ((f"/live/{pair.name}", live), (f"/recordings/{recording}", kept)):
        assert await s.get(f"{path}/index.m3u8") is None
        assert "#EXTM3U" in (await s.get(f"{path}/g/{grant}/index.m3u8") or "")
    assert await s.get(f"/recordings/{recording}/g/{live}/index.m3u8") is None
    assert (await order(s, SetRecordingPrivacy(recording, False)))[0] == 200
    assert await s.get(f"/recordings/{recording}/index.m3u8")
    assert (await order(s, SetRecordingPrivacy("none", True)))[0] == 409


async def test_a_stream_that_shall_not_be_recorded_is_not(pair):
    pair.let_in(record=False)
    publisher = await pair.s.connect(pair.key)
    publisher.send()
    publisher.stop()
    assert (await event(pair.app, "ended", pair.name)).recording is None
    assert pair.name not in [info.stream for info in pair.s.server.archive.store.recordings()]


async def test_a_ladder_can_be_changed_while_live(pair):
    s = pair.s
    pair.let_in(ladder=(Rung("audio", 0),))
    await s.play(key=pair.key)
    await pair.playlist_with("#EXTINF", rendition="audio")
    assert (await order(s, SetLadder(pair.name, (Rung("90p", 90),))))[0] == 200
    await pair.playlist_with("#EXTINF", rendition="90p")
    assert "RESOLUTION=160x90" in await s.get(f"/live/{pair.name}/index.m3u8")
    assert "audio" not in s.server.streams[pair.name].renditions
    assert (await order(s, SetLadder(pair.name, ())))[0] == 200
    await until(lambda: "90p" not in s.server.streams[pair.name].renditions)


async def test_simulcast_to_another_server_and_to_one_that_hangs(pair, tmp_path):
    app, s = pair.app, pair.s
    held: list[asyncio.StreamWriter] = []

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)  # takes the connection and never says a word

    hanging = await asyncio.start_server(hang, "127.0.0.1", 0)
    dead_port = hanging.sockets[0].getsockname()[1]
    async with studio(tmp_path) as there:
        good = f"rtmp://127.0.0.1:{there.server.rtmp_port}/live/sk-beta-secret"
        targets = (
            ForwardTarget("good", good),
            ForwardTarget("hanging", f"rtmp://127.0.0.1:{dead_port}/live/k"),
            ForwardTarget("nonsense", "http://example.com/"),
        )
        pair.let_in(forwards=targets)
        await s.play(key=pair.key)
        await there.playlist_with("#EXTINF", name="beta", times=2)
        assert await there.codecs("/live/beta/index.m3u8") == {"h264", "aac"}
        states = {one.target: one.state for one in heard(app, "forward", pair.name)}
        assert states["good"] == "live" and states["nonsense"] == "refused"
        assert "sk-beta-secret" not in repr(app.events)
        assert (await order(s, StopForward(pair.name, "good")))[0] == 200
        await there.gone("beta")
        wrong = f"rtmp://127.0.0.1:{there.server.rtmp_port}/live/wrong"
        assert (await order(s, StartForward(pair.name, ForwardTarget("second", wrong))))[0] == 200
        await until(lambda: any("not known" in one.message for one in heard(app, "forward", pair.name)))
        assert (await order(s, StartForward(pair.name, ForwardTarget("third", "rtmp://x"))))[0] == 409
        await s.goes_on(pair.name)
    for writer in held:
        writer.close()
    hanging.close()


async def test_only_the_app_gives_orders(pair):
    body = contract.encode(Envelope(ListStreams(), "app"))
    async with ClientSession() as stranger, stranger.post(pair.s.http + "/control", data=body) as response:
        assert response.status == 401
