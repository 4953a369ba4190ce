"""Playlists of other servers: whether they move, and every address in them led through ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.egress import is_public
from aethex_live.domain.hls import NoPlaylist, Playlist, is_playlist, read, rewritten

URL = "https://live.example.test/a/index.m3u8?token=1"
MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="de",URI="sound/de.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
720/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2
/b/1080.m3u8
"""
MEDIA = """#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES
#EXT-X-MEDIA-SEQUENCE:41
#EXT-X-MAP:URI="init.mp4"
#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example.test/k"
#EXTINF:4,
41.m4s
#EXT-X-PART:DURATION=1,URI="42.0.m4s"
#EXTINF:4,
https://cdn.example.test/42.m4s
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="42.1.m4s"
"""


def test_how_far_it_is():
    assert read(MASTER, URL) == Playlist("https://live.example.test/a/720/index.m3u8", "", False)
    assert read(MEDIA, URL) == Playlist("", "41+2", False)
    assert read("\ufeff" + MEDIA + "#EXT-X-ENDLIST\n", URL).ended


def test_every_address_goes_through_ours_and_low_latency_is_left_out():
    text = rewritten(MEDIA, URL, lambda url: f"<{url}>")
    lines = text.splitlines()
    assert '#EXT-X-MAP:URI="<https://live.example.test/a/init.mp4>"' in lines
    assert '#EXT-X-KEY:METHOD=AES-128,URI="<https://keys.example.test/k>"' in lines
    assert [line for line in lines if not line.startswith("#")] == [
        "<https://live.example.test/a/41.m4s>",
        "<https://cdn.example.test/42.m4s>",
    ]
    assert not any(word in text for word in ("PART", "SERVER-CONTROL", "PRELOAD"))
    master = rewritten(MASTER, URL, lambda url: f"<{url}>")
    assert (
        "<https://live.example.test/b/1080.m3u8>" in master
        and "<https://live.example.test/a/sound/de.m3u8>" in master
    )


@pytest.mark.parametrize("text", ["", "<html>", "#EXTINF", "EXTM3U", "#EXTM3U\n#EXT-X-STREAM-INF:A=1\n"])
def test_what_is_no_playlist_is_refused(text):
    with pytest.raises(NoPlaylist):
        read(text, URL)


@given(st.text(max_size=300))
def test_whatever_another_server_sends_is_read_or_refused(text):
    for each in (text, "#EXTM3U\n" + text):
        try:
            read(each, URL)
            for line in rewritten(each, URL, lambda _: "/ours").splitlines():
                assert line.startswith(("#", "/ours"))
        except ValueError:
            pass
    is_playlist(text.encode())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("not an address", False),
    ],
)
def test_which_machines_may_be_talked_to(address, public):
    assert is_public(address) is public
