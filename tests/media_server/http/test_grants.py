"""Private streams: who may play, until when, and what caches may keep of it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.http.grants import check_grant, sign_grant
from tests.media_server.http.serving import SECRET, Channel, Served
from tests.media_server.http.test_live import uris

LATER = int(time.time()) + 3_600


@pytest.fixture
def secret_show(site: Served) -> Channel:
    channel = site.channel("secret", private=True)
    channel.advance_segments(4)
    return channel


def path(grant: str, rest: str = "index.m3u8") -> str:
    return f"/live/secret/g/{grant}/{rest}"


async def test_a_grant_opens_everything_below_it(site: Served, secret_show: Channel) -> None:
    grant = sign_grant(SECRET, "live", "secret", "viewer-7", LATER)
    assert "source/index.m3u8" in await site.text(path(grant))
    playlist = await site.text(path(grant, "source/index.m3u8"))
    status, body, headers = await site.get(path(grant, f"source/{uris(playlist)[0]}"))
    assert status == 200 and body
    assert headers["Cache-Control"].startswith("private")


async def test_no_shared_cache_may_keep_a_private_playlist(site: Served, secret_show: Channel) -> None:
    grant = sign_grant(SECRET, "live", "secret", "viewer-7", LATER)
    for rest in ("index.m3u8", "source/index.m3u8", "source/plain.m3u8"):
        _, _, headers = await site.get(path(grant, rest))
        assert headers["Cache-Control"] == "no-store"


BAD: dict[str, Callable[[], str]] = {
    "expired": lambda: sign_grant(SECRET, "live", "secret", "v", int(time.time()) - 1),
    "of another channel": lambda: sign_grant(SECRET, "live", "other", "v", LATER),
    "of a recording": lambda: sign_grant(SECRET, "recording", "secret", "v", LATER),
    "of another secret": lambda: sign_grant(b"some other secret", "live", "secret", "v", LATER),
    "with a longer life": lambda: "9" + sign_grant(SECRET, "live", "secret", "v", LATER),
    "for somebody else": lambda: sign_grant(SECRET, "live", "secret", "v", LATER).replace(".v.", ".w."),
    "empty": lambda: "-",
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD.keys())
async def test_every_other_grant_opens_nothing(
    site: Served, secret_show: Channel, make: Callable[[], str]
) -> None:
    prefix = secret_show.timeline.prefix
    for rest in ("index.m3u8", "source/index.m3u8", f"source/{prefix}-i0.mp4", f"source/{prefix}-s0.m4s"):
        status, _, headers = await site.get(path(make(), rest))
        assert (status, headers["Cache-Control"]) == (403, "no-store")


async def test_without_a_grant_nothing_is_shown(site: Served, secret_show: Channel) -> None:
    assert (await site.get("/live/secret/index.m3u8"))[0] == 403
    assert (await site.get("/live/secret/source/index.m3u8"))[0] == 403
    _, body, _ = await site.get("/api/streams")
    assert b"secret" not in body


async def test_a_public_stream_can_be_played_with_a_grant_too(site: Served, show: Channel) -> None:
    assert (await site.get("/live/show/g/anything/index.m3u8"))[0] == 200


async def test_viewers_are_counted_by_their_grants(site: Served, secret_show: Channel) -> None:
    for number in range(100):
        grant = sign_grant(SECRET, "live", "secret", f"viewer-{number}", LATER + number)
        await site.text(path(grant, "source/index.m3u8"))
        await site.text(path(grant, "source/plain.m3u8"))
    assert secret_show.stream.viewers.count() == 100


@given(st.text(max_size=100))
def test_no_text_is_a_grant_by_chance(text: str) -> None:
    assert check_grant(SECRET, "live", "secret", text, now=0) is None


def test_a_short_secret_signs_nothing() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        sign_grant(b"short", "live", "x", "v", LATER)
    with pytest.raises(ValueError, match="viewer"):
        sign_grant(SECRET, "live", "x", "a/b", LATER)
