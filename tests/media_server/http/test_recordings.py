"""Recordings over HTTP: playlists, byte ranges, private ones, and names that do not exist."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media_server.http.grants import sign_grant
from media_server.http.recordings import RecordedFile
from tests.media_server.http.serving import SECRET, Served, served

LATER = int(time.time()) + 3_600
MEDIA = bytes(range(256)) * 4_000


class Shelf:
    """Two recordings; both have the same files."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def private(self, recording_id: str) -> bool | None:
        return {"open": False, "closed": True, "running": False}.get(recording_id)

    def file(self, recording_id: str, name: str) -> RecordedFile | None:
        growing = recording_id == "running"
        if name == "index.m3u8":
            return RecordedFile(playlist="#EXTM3U\n" + "#\n" * 800, growing=growing)
        return RecordedFile(path=self._path, growing=growing) if name == "media.mp4" else None


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Served]:
    path = tmp_path / "media.mp4"
    path.write_bytes(MEDIA)
    async with served(shelf=Shelf(path)) as running:
        yield running


async def test_a_recording_is_played_by_ranges(shop: Served) -> None:
    status, body, headers = await shop.get("/recordings/open/media.mp4", headers={"Range": "bytes=1000-1999"})
    assert (status, body) == (206, MEDIA[1_000:2_000])
    assert headers["Content-Range"] == f"bytes 1000-1999/{len(MEDIA)}"
    assert headers["Content-Type"] == "video/mp4" and headers["Cache-Control"] == "public, max-age=3600"
    status, body, _ = await shop.get("/recordings/open/media.mp4")
    assert (status, body) == (200, MEDIA)


@pytest.mark.parametrize(
    "value", ["bytes=9999999-", "bytes=5-1", "lines=1-2", "bytes=" + "0-0," * 500, "bytes=-"]
)
async def test_odd_ranges_do_no_harm(shop: Served, value: str) -> None:
    status, body, _ = await shop.get("/recordings/open/media.mp4", headers={"Range": value})
    assert status in (200, 206, 400, 416) and len(body) <= len(MEDIA)


async def test_a_running_recording_is_not_kept_by_caches(shop: Served) -> None:
    for name in ("index.m3u8", "media.mp4"):
        _, _, headers = await shop.get(f"/recordings/running/{name}")
        assert headers["Cache-Control"] == "no-store"
    _, body, headers = await shop.get("/recordings/open/index.m3u8")
    assert headers["Cache-Control"] == "public, max-age=60" and body.startswith(b"#EXTM3U")
    assert headers["Content-Encoding"] == "gzip"


async def test_a_private_recording_takes_a_grant(shop: Served) -> None:
    good = sign_grant(SECRET, "recording", "closed", "viewer", LATER)
    wrong = sign_grant(SECRET, "live", "closed", "viewer", LATER)
    status, _, headers = await shop.get(f"/recordings/closed/g/{good}/media.mp4")
    assert status == 200 and headers["Cache-Control"].startswith("private")
    _, _, headers = await shop.get(f"/recordings/closed/g/{good}/index.m3u8")
    assert headers["Cache-Control"] == "no-store"
    for path in ("closed/media.mp4", f"closed/g/{wrong}/media.mp4", "closed/g/x/index.m3u8"):
        assert (await shop.get(f"/recordings/{path}"))[0] == 403


@pytest.mark.parametrize(
    "path", ["none/index.m3u8", "open/other.mp4", "open", "open/a/b", "open/g/x/y/z", "%2e%2e/media.mp4"]
)
async def test_what_is_not_on_the_shelf_is_not_found(shop: Served, path: str) -> None:
    assert (await shop.get(f"/recordings/{path}"))[0] == 404


async def test_recordings_are_only_read(shop: Served) -> None:
    async with shop.http.delete(f"{shop.url}/recordings/open/media.mp4") as answer:
        assert answer.status == 405
    async with shop.http.options(f"{shop.url}/recordings/open/media.mp4") as answer:
        assert answer.status == 204
