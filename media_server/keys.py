"""Stream keys for a media server that runs without the app: a TOML file of `key = "public name"` lines.

The file is read again when it changed, so that a key can be added, or taken away, while streams run.
"""

import hashlib
import hmac
import logging
import re
import tomllib
from pathlib import Path

log = logging.getLogger(__name__)

PUBLIC_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class KeysError(Exception):
    """The file cannot be used; the text says why, without naming a key."""


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _read(path: Path) -> dict[bytes, str]:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise KeysError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KeysError(f'{path.name} is not TOML. Each line must read: key = "public-name".') from error
    entries = document.get("keys", document)
    if not isinstance(entries, dict) or not entries:
        raise KeysError(f'{path.name} holds no keys. Write one line for each: key = "public-name".')
    names: dict[bytes, str] = {}
    for position, (key, name) in enumerate(entries.items(), 1):
        if not isinstance(name, str) or not PUBLIC_NAME.fullmatch(name):
            raise KeysError(
                f"Entry {position} of {path.name}: a public name has 1 to 64 letters, digits, '-' or '_'."
            )
        if hmac.compare_digest(key.encode(), name.encode()):
            log.warning(
                "a public name equals its stream key: every viewer can read it", extra={"entry": position}
            )
        names[_digest(key)] = name
    return names


class KeyFile:
    """Looks keys up by their digest, so that the time of a look-up tells nothing about them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names = _read(path)
        self._read_at = self._stamp()

    def _stamp(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_size)

    def public_name(self, key: str) -> str | None:
        stamp = self._stamp()
        if stamp != self._read_at:
            self._read_at = stamp
            try:
                self._names = _read(self._path)
            except KeysError as error:
                log.error("the old stream keys stay in force", extra={"why": str(error)})
        return self._names.get(_digest(key))
