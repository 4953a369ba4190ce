"""Answers as values: built once and shared by everybody who asks for the same thing.

The bytes on the wire are made at the first use, so that a part or a playlist goes out to hundreds of viewers
without being joined with its headers, or copied, for each of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from types import MappingProxyType

PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
MEDIA_TYPES = {"init": "video/mp4", "segment": "video/iso.segment", "part": "video/iso.segment"}
NO_STORE = "no-store"

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

CORS: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Content-Length, Content-Range, Date, Age",
        "Timing-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
PREFLIGHT: Mapping[str, str] = MappingProxyType(
    {
        **CORS,
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "Range, If-Range, Cache-Control, "
        "CMCD-Object, CMCD-Request, CMCD-Session, CMCD-Status",
        "Access-Control-Max-Age": "86400",
    }
)


@dataclass(slots=True)
class Reply:
    """One answer. `pieces` are sent one after the other."""

    status: int
    headers: Mapping[str, str]
    pieces: Sequence[bytes] = ()
    _head: bytes = field(default=b"", repr=False)
    _wire: bytes = field(default=b"", repr=False)

    @property
    def size(self) -> int:
        return sum([len(piece) for piece in self.pieces])

    @property
    def head(self) -> bytes:
        """Status line and headers."""
        if not self._head:
            lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
            lines += [f"{name}: {value}" for name, value in self.headers.items()]
            lines += [f"Content-Length: {self.size}", f"Date: {formatdate(usegmt=True)}", "\r\n"]
            self._head = "\r\n".join(lines).encode()
        return self._head

    @property
    def wire(self) -> bytes:
        """The whole answer in one piece, for those that are sent again and again."""
        if not self._wire:
            self._wire = b"".join((self.head, *self.pieces))
        return self._wire


def takes_gzip(accept_encoding: str) -> bool:
    """Whether the header names it, and not only to say that it is not wanted."""
    return _GZIP.search(accept_encoding.lower()) is not None


def refusal(status: int, reason: str, retry_after_s: int = 0) -> Reply:
    headers = {**CORS, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": NO_STORE}
    if retry_after_s:
        headers["Retry-After"] = str(retry_after_s)
    return Reply(status, headers, (reason.encode() + b"\n",))


def playlist_reply(body: bytes, gzipped: bytes | None, cache: str) -> Reply:
    headers = {**CORS, "Content-Type": PLAYLIST_TYPE, "Cache-Control": cache, "Vary": "Accept-Encoding"}
    if gzipped is not None:
        headers["Content-Encoding"] = "gzip"
    return Reply(200, headers, (body if gzipped is None else gzipped,))


def media_reply(pieces: Sequence[bytes], content_type: str, cache: str) -> Reply:
    return Reply(200, {**CORS, "Content-Type": content_type, "Cache-Control": cache}, pieces)
