"""Objects as files below a folder. Good for one machine; a file is there whole or not at all."""

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*/?")


class LocalStore:
    """An ObjectStore in `root`. Names are ours, and still none may lead out of it."""

    def __init__(self, root: Path):
        self._root = root

    async def put(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`, in place of what was there."""
        await asyncio.to_thread(self._put, self._path(name), data)

    async def get(self, name: str) -> bytes | None:
        """What is kept under `name`."""
        return await asyncio.to_thread(_read, self._path(name))

    async def remove_below(self, prefix: str) -> None:
        """Forget everything whose name begins with `prefix`, which ends with a slash."""
        if not prefix.endswith("/"):
            raise ValueError(f"{prefix!r} does not end with a slash.")
        await asyncio.to_thread(shutil.rmtree, self._path(prefix), ignore_errors=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name for an object.")
        return self._root / name

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(new, 0o644)
            os.replace(new, path)
        except BaseException:
            Path(new).unlink(missing_ok=True)
            raise


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
