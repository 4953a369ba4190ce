"""Events for the app, on disk before they are sent, so that an app that was away learns everything in order.

A folder holds `events.jsonl`, one encoded envelope a line, and `delivered`, the last sequence that the app
has confirmed. Only one process may use it. The functions here block: call them from a thread.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from media_server.contract import ContractError, Envelope, decode, encode

COMPACT_AT_BYTES = 1024 * 1024  # of confirmed events; rewriting less often than that costs nothing


class Journal:
    """Opens the folder, makes it if need be, and drops a line that a crash left half written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        self._folder = folder
        self._path = folder / "events.jsonl"
        self.server = self._server_name()
        self._delivered = self._read_delivered()
        self._waiting: list[tuple[int, bytes]] = []
        self._confirmed_bytes = 0
        whole = self._load()
        self._last = max([self._delivered, *(sequence for sequence, _ in self._waiting)])
        self._file = open(self._path, "r+b" if self._path.exists() else "w+b")
        self._file.truncate(whole)
        self._file.seek(0, os.SEEK_END)

    def append(self, messages: list[Any]) -> list[tuple[int, bytes]]:
        """Numbers the events and returns them once they are safe on the disk."""
        lines = []
        for message in messages:
            self._last += 1
            lines.append((self._last, encode(Envelope(message, self.server, self._last))))
        self._file.write(b"".join(body + b"\n" for _, body in lines))
        self._file.flush()
        os.fsync(self._file.fileno())
        return lines

    def take_waiting(self) -> list[tuple[int, bytes]]:
        """What an earlier process did not deliver; asked once."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def confirm(self, sequence: int, size: int, idle: bool) -> None:
        """The app has this event and all before it. `idle` tells that none waits, which allows tidying up."""
        self._delivered = sequence
        self._confirmed_bytes += size
        _replace(self._folder / "delivered", str(sequence).encode())
        if idle and self._confirmed_bytes >= COMPACT_AT_BYTES:
            self._file.seek(0)
            self._file.truncate()
            self._confirmed_bytes = 0

    def close(self) -> None:
        self._file.close()

    def _server_name(self) -> str:
        path = self._folder / "server"
        if not path.exists():
            _replace(path, secrets.token_hex(8).encode())
        return path.read_text("ascii").strip()

    def _read_delivered(self) -> int:
        try:
            return int((self._folder / "delivered").read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def _load(self) -> int:
        """Reads the waiting events; returns how much of the file is whole."""
        if not self._path.exists():
            return 0
        data = self._path.read_bytes()
        whole = data.rfind(b"\n") + 1
        for line in data[:whole].splitlines():
            try:
                sequence = decode(line).sequence
            except ContractError:
                continue  # of an older version of the contract, or damaged: the app could not read it either
            if sequence > self._delivered:
                self._waiting.append((sequence, line))
            else:
                self._confirmed_bytes += len(line) + 1
        return whole


def _replace(path: Path, data: bytes) -> None:
    """Writes a small file so that a crash leaves the old one or the new one."""
    beside = path.with_name(path.name + ".new")
    with open(beside, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
