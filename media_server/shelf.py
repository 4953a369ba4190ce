"""Recordings as the HTTP side sees them: which files one has, and whether it takes a grant to play it."""

import re
from pathlib import Path

from media_server.http.recordings import RecordedFile
from media_server.record.playlist import MEDIA_NAME, MULTIVARIANT_NAME, render_media, render_multivariant
from media_server.record.store import RecordingStore

EXTRA_NAME = re.compile(r"[a-z0-9-]{1,40}\.(mp4|webp|vtt)")  # what the job processes make of a recording


class PrivateMarks:
    """One empty file for each private recording: a mark outlives a crash, and cannot be half written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        self._marked = {path.name for path in folder.iterdir()}

    def __contains__(self, recording_id: str) -> bool:
        return recording_id in self._marked

    def set(self, recording_id: str, private: bool) -> None:
        """`recording_id` must come from the store: it becomes a file name."""
        if private:
            (self._folder / recording_id).touch()
            self._marked.add(recording_id)
        else:
            (self._folder / recording_id).unlink(missing_ok=True)
            self._marked.discard(recording_id)


class StoreShelf:
    """The store's recordings. Names from outside are looked up in the index, never made into a path."""

    def __init__(self, store: RecordingStore, marks: PrivateMarks, extras: Path) -> None:
        self._store = store
        self._extras = extras
        self._marks = marks

    def private(self, recording_id: str) -> bool | None:
        return recording_id in self._marks if self._store.exists(recording_id) else None

    def file(self, recording_id: str, name: str) -> RecordedFile | None:
        if not self._store.exists(recording_id):
            return None
        running = self._store.running_index(recording_id)
        if running is not None and name == MULTIVARIANT_NAME:
            return RecordedFile(playlist=render_multivariant(running), growing=True)
        if running is not None and name == MEDIA_NAME:
            return RecordedFile(playlist=render_media(running), growing=True)
        path = self._store.file(recording_id, name)
        if path is not None and path.suffix == ".m3u8":
            return RecordedFile(playlist=path.read_text())
        if path is not None:
            return RecordedFile(path=path, growing=running is not None)
        extra = self._extras / recording_id / name
        known = EXTRA_NAME.fullmatch(name) and extra.is_file()
        return RecordedFile(path=extra) if known else None
