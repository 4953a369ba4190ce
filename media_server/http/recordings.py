"""GET /recordings/ID/FILE: a recording's playlists and media files, with ranges, while it runs and after.

A private one is played below /recordings/ID/g/GRANT/. The store says which files a recording has; a name from
outside is only ever looked up there, never made into a path.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from gzip import compress
from pathlib import Path
from typing import Protocol

from aiohttp import web

from .answering import preflight, refused
from .grants import check_grant
from .replies import CORS, PLAYLIST_TYPE, takes_gzip

MAX_PATH = 512
TYPES = {".mp4": "video/mp4", ".webp": "image/webp", ".vtt": "text/vtt; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """What to answer with: the text of a playlist, or a file on disk."""

    playlist: str | None = None
    path: Path | None = None
    growing: bool = False  # the recording is still being made


class Shelf(Protocol):
    """What the recordings offer to viewers."""

    def private(self, recording_id: str) -> bool | None:
        """Whether a grant is needed; None when there is no such recording."""
        ...

    def file(self, recording_id: str, name: str) -> RecordedFile | None: ...


class RecordingRoutes:
    def __init__(self, shelf: Shelf, grant_secret: bytes) -> None:
        self._shelf = shelf
        self._secret = grant_secret

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in ("GET", "HEAD"):
            return refused(405, "Only GET, HEAD and OPTIONS are possible here.")
        if len(request.path) > MAX_PATH:
            return refused(414, "The path is too long.")
        recording_id, *rest = request.path.split("/")[2:]
        granted = rest[1] if len(rest) == 3 and rest[0] == "g" else ""
        private = self._shelf.private(recording_id)
        if private and not check_grant(self._secret, "recording", recording_id, granted, time.time()):
            return refused(403, "This recording is private: the grant is missing, wrong or expired.")
        if granted:
            rest = rest[2:]
        file = self._shelf.file(recording_id, rest[0]) if private is not None and len(rest) == 1 else None
        if file is None:
            return refused(404, "There is no such recording or file.")
        return self._answer(request, file, bool(private))

    def _answer(self, request: web.Request, file: RecordedFile, private: bool) -> web.StreamResponse:
        scope = "private" if private else "public"
        if file.playlist is not None:
            wanted = takes_gzip(request.headers.get("Accept-Encoding", ""))
            gzip = wanted and len(file.playlist) > 1_000
            cache = "no-store" if private or file.growing else f"{scope}, max-age=60"
            headers = {
                **CORS,
                "Content-Type": PLAYLIST_TYPE,
                "Cache-Control": cache,
                "Vary": "Accept-Encoding",
            }
            if gzip:
                headers["Content-Encoding"] = "gzip"
            body = _packed(file.playlist) if gzip else file.playlist.encode()
            return web.Response(body=body, headers=headers)
        assert file.path
        # A file that still grows would be cached at the length of the moment.
        cache = f"{scope}, max-age=3600" if not file.growing else "no-store"
        content_type = TYPES.get(file.path.suffix, "application/octet-stream")
        headers = {**CORS, "Cache-Control": cache, "Content-Type": content_type}
        return web.FileResponse(file.path, chunk_size=256 * 1024, headers=headers)


@lru_cache(maxsize=16)
def _packed(playlist: str) -> bytes:
    """The playlist of a day is a megabyte of text, and all who watch it ask for the same one."""
    return compress(playlist.encode(), compresslevel=3, mtime=0)
