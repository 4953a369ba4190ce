"""Live playback over real HTTP: playlists, files, waiting."""

import asyncio
import gzip
import io
import re
from pathlib import Path

import av
import m3u8
import pytest

from media_server.hls.timeline import TimelineSettings
from media_server.http.live import LiveRendition
from tests.media_server.http.serving import Channel, Served, served, until
from tests.media_server.made_media import read_number


def uris(playlist: str, suffix: str = "m4s") -> list[str]:
    return re.findall(rf'(?:URI="|^)([^"\n]+\.{suffix})', playlist, re.MULTILINE)


async def test_the_multivariant_playlist_tells_the_truth(site: Served, show: Channel) -> None:
    parsed = m3u8.loads(await site.text("/live/show/index.m3u8"))
    info = parsed.playlists[0].stream_info
    assert info.codecs.startswith("avc1.") and info.codecs.endswith(",mp4a.40.2")
    assert (info.resolution, info.frame_rate) == ((160, 90), 15.0)
    _, segment, _ = await site.get(f"{show.base}/{uris(await site.text(f'{show.base}/plain.m3u8'))[0]}")
    assert info.bandwidth >= len(segment) * 8 / 2
    assert 0 < info.average_bandwidth <= info.bandwidth


async def test_every_file_that_a_playlist_names_can_be_had(site: Served, show: Channel) -> None:
    playlist = await site.text(f"{show.base}/index.m3u8")
    hint = show.timeline.next_part
    names = [name for name in uris(playlist) + uris(playlist, "mp4") if f"-p{hint[0]}.{hint[1]}." not in name]
    assert len(names) == 4 + 2 * 10 + 2 + 1
    for name in names:
        status, body, headers = await site.get(f"{show.base}/{name}")
        assert status == 200 and body
        assert headers["Cache-Control"] == "public, max-age=3600, immutable"
        assert headers["Access-Control-Allow-Origin"] == "*"


async def test_the_parts_of_a_segment_are_the_segment(site: Served, show: Channel) -> None:
    playlist = await site.text(f"{show.base}/index.m3u8")
    parts = [name for name in uris(playlist) if "-p3." in name]
    segment = next(name for name in uris(playlist) if "-s3." in name)
    joined = b"".join([(await site.get(f"{show.base}/{name}"))[1] for name in parts])
    assert len(parts) == 10 and joined == (await site.get(f"{show.base}/{segment}"))[1]


async def test_a_viewer_sees_every_picture_once(site: Served, show: Channel) -> None:
    show.advance_segments(2)
    plain = await site.text(f"{show.base}/plain.m3u8")
    media = b"".join(
        [(await site.get(f"{show.base}/{name}"))[1] for name in uris(plain, "mp4") + uris(plain)]
    )
    with av.open(io.BytesIO(media)) as container:
        assert [read_number(frame) for frame in container.decode(video=0)] == list(range(6 * 30))


async def test_everybody_who_waits_gets_the_new_part_at_once(site: Served, show: Channel) -> None:
    msn, index = show.timeline.next_part
    url = f"{show.base}/index.m3u8?_HLS_msn={msn}&_HLS_part={index}"
    waiting = [asyncio.create_task(site.get(url)) for _ in range(50)]
    await until(lambda: len(site.server.desk.waiting) == 50)
    assert not any(task.done() for task in waiting)
    show.advance()
    answers = await asyncio.gather(*waiting)
    assert {(status, body) for status, body, _ in answers} == {(200, answers[0][1])}
    assert f"-p{msn}.{index}.m4s" in answers[0][1].decode()
    assert len(site.server.desk.waiting) == 0


async def test_a_hinted_part_is_sent_when_it_is_whole(site: Served, show: Channel) -> None:
    playlist = await site.text(f"{show.base}/index.m3u8")
    hint = re.search(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', playlist)
    assert hint
    waiting = asyncio.create_task(site.get(f"{show.base}/{hint[1]}"))
    await until(lambda: len(site.server.desk.waiting) == 1)
    place = show.timeline.next_part
    show.advance()
    status, body, _ = await waiting
    assert status == 200 and body == show.timeline.part(*place).data


async def test_the_first_viewers_wait_for_the_first_segment(site: Served) -> None:
    channel = site.channel("new")
    paths = ["/live/new/index.m3u8", "/live/new/source/index.m3u8", "/live/new/source/plain.m3u8"]
    waiting = [asyncio.create_task(site.get(path)) for path in paths]
    await until(lambda: len(site.server.desk.waiting) == 3)
    channel.advance_segments(1)
    assert [status for status, _, _ in await asyncio.gather(*waiting)] == [200, 200, 200]


async def test_playlists_are_rendered_once_for_all(site: Served, show: Channel) -> None:
    first, again = show.rendition.playlist(False), show.rendition.playlist(False)
    assert first is again and first.reply(True, "x") is first.reply(True, "x")
    show.advance()
    assert show.rendition.playlist(False) is not first


async def test_delta_updates_on_request(site: Served, show: Channel) -> None:
    show.advance_segments(6)
    whole = await site.text(f"{show.base}/index.m3u8")
    delta = await site.text(f"{show.base}/index.m3u8?_HLS_skip=YES")
    assert "EXT-X-SKIP:SKIPPED-SEGMENTS=" in delta and len(delta) < len(whole)


async def test_playlists_are_compressed_for_those_who_ask(site: Served, show: Channel) -> None:
    path = f"{site.url}{show.base}/index.m3u8"
    async with site.http.get(path, headers={"Accept-Encoding": "gzip"}, auto_decompress=False) as answer:
        packed = await answer.read()
        assert answer.headers["Content-Encoding"] == "gzip" and answer.headers["Vary"] == "Accept-Encoding"
    async with site.http.get(path, headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert gzip.decompress(packed) == await answer.read()


async def test_what_was_waited_for_may_stay_in_shared_caches(site: Served, show: Channel) -> None:
    msn, _ = show.timeline.next_part
    _, _, blocking = await site.get(f"{show.base}/index.m3u8?_HLS_msn={msn}&_HLS_part=0")
    _, _, current = await site.get(f"{show.base}/index.m3u8")
    assert blocking["Cache-Control"] == "public, max-age=0, s-maxage=12"
    assert current["Cache-Control"] == "public, max-age=0, s-maxage=1"


async def test_a_second_rendition_is_a_variant_and_is_reported(site: Served, show: Channel) -> None:
    rung = show.stream.add(LiveRendition("360p"))
    for output in show.script[:25]:
        rung.on_output(output)
    parsed = m3u8.loads(await site.text("/live/show/index.m3u8"))
    assert [variant.uri for variant in parsed.playlists] == ["source/index.m3u8", "360p/index.m3u8"]
    assert "RENDITION-REPORT" in await site.text("/live/show/360p/index.m3u8")
    show.advance()
    source = await site.text(f"{show.base}/index.m3u8")
    msn, index = rung.newest_part
    assert f'RENDITION-REPORT:URI="../360p/index.m3u8",LAST-MSN={msn},LAST-PART={index}\n' in source
    show.stream.remove("360p")
    assert len(m3u8.loads(await site.text("/live/show/index.m3u8")).playlists) == 1


async def test_head_and_options_are_answered(site: Served, show: Channel) -> None:
    playlist = await site.text(f"{show.base}/index.m3u8")
    segment = next(name for name in uris(playlist) if "-s0." in name)
    async with site.http.head(f"{site.url}{show.base}/{segment}") as answer:
        assert answer.status == 200 and int(answer.headers["Content-Length"]) > 1_000
        assert await answer.read() == b""
    async with site.http.options(f"{site.url}{show.base}/{segment}") as answer:
        assert answer.status == 204
        allowed = answer.headers["Access-Control-Allow-Headers"]
        assert "Range" in allowed and "CMCD-Request" in allowed
    async with site.http.post(f"{site.url}{show.base}/{segment}") as answer:
        assert answer.status == 405


async def test_old_segments_come_from_the_recording(site: Served, tmp_path: Path) -> None:
    disk = tmp_path / "media.mp4"
    places: dict[int, tuple[int, int]] = {}

    class Slice:
        def __init__(self, offset: int, size: int) -> None:
            self.path, self.offset, self.size = disk, offset, size

    settings = TimelineSettings(window_segments=3, linger_segments=1, dvr_window_s=30)
    channel = site.channel(
        settings=settings, archive=lambda msn: Slice(*places[msn]) if msn in places else None
    )
    data = b"init"
    for msn in range(12):
        channel.advance_segments(1)
        segment = b"".join(part.data for part in channel.timeline.segment(msn).parts)
        places[msn] = (len(data), len(segment))
        data += segment
    disk.write_bytes(data)
    assert channel.timeline.segment(2).parts == []
    prefix = channel.timeline.prefix
    for msn in (0, 2, 11):
        offset, size = places[msn]
        status, body, _ = await site.get(f"{channel.base}/{prefix}-s{msn}.m4s")
        assert status == 200 and body == data[offset : offset + size]
    del places[1]
    assert (await site.get(f"{channel.base}/{prefix}-s1.m4s"))[0] == 404


async def test_large_segments_arrive_whole() -> None:
    async with served() as site:
        channel = site.channel()
        channel.advance_segments(1)
        part = channel.timeline.segments[0].parts[0]
        big = bytes(3_000_000)
        channel.timeline.segments[0].parts[0] = type(part)(
            part.msn, part.index, part.init, part.start_s, part.duration_s, True, False, big
        )
        status, body, _ = await site.get(f"{channel.base}/{channel.timeline.prefix}-p0.0.m4s")
        assert status == 200 and body == big


@pytest.mark.parametrize(
    "path", ["/", "/player/player.js", "/player/ll-controller.js", "/player/hls.light.min.js"]
)
async def test_the_test_player_is_there(site: Served, path: str) -> None:
    status, body, headers = await site.get(path)
    assert status == 200 and len(body) > 500
    assert ("Content-Security-Policy" in headers) == (path == "/")


async def test_with_a_recording_memory_holds_little_more_than_the_window(site: Served) -> None:
    recorded = site.channel("recorded", archive=lambda msn: None)
    bare = site.channel("bare")
    for channel in (recorded, bare):
        channel.advance_segments(14)
    held = [[segment.msn for segment in c.timeline.segments if segment.parts] for c in (recorded, bare)]
    assert held == [list(range(4, 14)), list(range(14))]
