"""Reading HLS playlists of other servers: whether they live, and how to play them through our own server."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

HEAD = "#EXTM3U"
MOST_LINES = 20_000
_URI = re.compile(r'URI="([^"\r\n]*)"')
# Low-latency tags promise what only the first server can keep: to hold a request, or a part to come.
_LOW_LATENCY = (
    "#EXT-X-SERVER-CONTROL",
    "#EXT-X-PART",
    "#EXT-X-PRELOAD-HINT",
    "#EXT-X-RENDITION-REPORT",
    "#EXT-X-SKIP",
)


class NoPlaylist(ValueError):
    """What came is no HLS playlist."""


@dataclass(frozen=True, slots=True)
class Playlist:
    """`variant` is the first rendition of a multivariant playlist; without one, `position` says how far it is."""

    variant: str
    position: str
    ended: bool


def read(text: str, url: str) -> Playlist:
    """What the playlist at `url` says."""
    lines = _lines(text)
    addresses = [line for line in lines if not line.startswith("#")]
    if any(line.startswith("#EXT-X-STREAM-INF") for line in lines):
        if not addresses:
            raise NoPlaylist("The playlist names no rendition.")
        return Playlist(urljoin(url, addresses[0]), "", False)
    sequence = next((line for line in lines if line.startswith("#EXT-X-MEDIA-SEQUENCE:")), "0")
    position = f"{sequence.rpartition(':')[2][:20]}+{len(addresses)}"
    return Playlist("", position, "#EXT-X-ENDLIST" in lines)


def rewritten(text: str, url: str, through: Callable[[str], str]) -> str:
    """The playlist at `url` with every address led `through` another one."""
    kept = []
    for line in _lines(text):
        if not line.startswith("#"):
            kept.append(through(urljoin(url, line)))
        elif not line.startswith(_LOW_LATENCY):
            kept.append(_URI.sub(lambda found: f'URI="{through(urljoin(url, found[1]))}"', line))
    return "\n".join(kept) + "\n"


def is_playlist(body: bytes) -> bool:
    """Whether it begins like one."""
    return body.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(HEAD)] == HEAD.encode()


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()[:MOST_LINES] if line.strip()]
    if not lines or not lines[0].startswith(HEAD):
        raise NoPlaylist("What is at this address is no HLS playlist.")
    return lines
