"""Encoders that drop, freeze, fight and change their minds; a server that is stopped. Cases 13, 14 and 19."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest_asyncio

from media_server.broadcast.broadcast import State
from media_server.record.files import RecordingFiles
from tests.media_server.live.publisher import STREAM
from tests.media_server.live.studio import (
    AAC,
    QUICK_PICTURE,
    QUICK_SOUND,
    X264,
    Studio,
    key_of,
    keys_of,
    studio,
)
from tests.media_server.waiting import until


def state(s, name="alpha") -> State | None:
    broadcast = s.server.broadcasts.running.get(name)
    return broadcast.state if broadcast else None


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(tmp_path_factory) -> AsyncIterator[Studio]:
    keys = keys_of("alpha", "beta", "recorded")
    async with studio(tmp_path_factory.mktemp("studio"), named=keys) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def s(server: Studio) -> AsyncIterator[Studio]:
    """The server that tests share; nothing runs on it when one begins."""
    yield server
    await server.leave()


async def test_an_encoder_that_is_killed_and_returns_stays_in_one_broadcast(s):
    first = await s.play()
    before = await s.playlist_with("#EXTINF", times=2)
    first.drop()
    await until(lambda: state(s) is State.GRACE)
    broadcast = s.server.broadcasts.running["alpha"].id
    await s.play()
    after = await s.playlist_with("#EXT-X-DISCONTINUITY\n")
    assert s.server.broadcasts.running["alpha"].id == broadcast
    assert "#EXT-X-ENDLIST" not in after
    assert before.split("#EXT-X-MAP")[1].split("\n")[0] in after  # the same session of names


async def test_the_newcomer_takes_over_from_a_living_encoder(s):
    first = await s.play()
    await s.playlist_with("#EXTINF")
    second = await s.play(replace(STREAM, width=160, height=90))
    await asyncio.wait_for(first.over.wait(), 60)
    assert not second.over.is_set()
    playlist = await s.playlist_with("#EXT-X-DISCONTINUITY\n")
    assert playlist.count("#EXT-X-MAP") == 2
    assert len(s.server.broadcasts.running) == 1


async def test_a_frozen_encoder_is_noticed_and_replaced(tmp_path):
    async with studio(tmp_path, silence_s=3.0) as s:
        first = await s.play()
        await s.playlist_with("#EXTINF")
        first.freeze()
        await until(lambda: state(s) is State.GRACE)
        await s.play()
        await s.playlist_with("#EXT-X-DISCONTINUITY\n")
        await asyncio.wait_for(first.over.wait(), 60)
        assert state(s) is State.PUBLISHING


async def test_grace_runs_out_and_a_stop_ends_playlists_and_seals_recordings(tmp_path):
    async with studio(tmp_path, grace_s=0.5) as s:
        dropped = await s.play(key=key_of("beta"))
        await s.playlist_with("#EXTINF", name="beta")
        dropped.drop()
        await s.gone("beta")
        assert "#EXT-X-ENDLIST" in await s.playlist("beta")
        publisher = await s.play()
        await s.playlist_with("#EXTINF", times=2)
        await s.server.stop()
        assert s.server.streams["alpha"].renditions["source"].timeline.ended
        [info] = [one for one in s.server.archive.store.recordings() if one.stream == "alpha"]
        assert info.end_reason == "ended" and info.duration_s > 2
        await asyncio.wait_for(publisher.over.wait(), 60)
        s.server.stop = lambda: asyncio.sleep(0)


async def test_two_streams_do_not_notice_each_other(s):
    await s.play()
    other = await s.play(key=key_of("beta"))
    await s.playlist_with("#EXTINF")
    await s.playlist_with("#EXTINF", name="beta")
    other.drop()
    await until(lambda: state(s, "beta") is State.GRACE)
    assert state(s) is State.PUBLISHING


async def test_what_was_sent_is_in_the_recording_to_the_last_frame(s):
    key = key_of("recorded")
    encoder = await s.publish(*QUICK_PICTURE, *QUICK_SOUND, *X264, *AAC, seconds=5, key=key)
    await asyncio.wait_for(encoder.wait(), 30)
    await s.gone("recorded")
    await s.server.archive.wait_sealed()
    [info] = [one for one in s.server.archive.store.recordings() if one.stream == "recorded"]
    assert info.end_reason == "ended"
    playlist = f"/recordings/{info.recording_id}/index.m3u8"
    video = (await s.tracks(playlist))["video"]
    assert (video.codec, video.frames) == ("h264", 150)


async def test_who_streams_learns_that_the_disk_is_full_and_stays_live(s, monkeypatch):
    def full(*_) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(RecordingFiles, "add", full)
    await s.play()
    await s.playlist_with("#EXTINF")
    equipment = s.server.workshop.equipped["alpha"]
    await until(lambda: [one for one in equipment.report()["advice"] if one["code"] == "recording"])
    worst = equipment.report()["advice"][0]
    assert worst["what"] == "This stream is no longer recorded." and "disk is full" in worst["fix"]
    await s.goes_on()
