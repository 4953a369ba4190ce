"""The backup's file: a tar of the parts and, last, a manifest with who made it and every part's checksum.

The manifest comes last, when the checksums are known; a file that was cut off has none and is refused.
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

PRODUCT = "aethex-live"
FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
LONGEST_MANIFEST = 1024 * CHUNK  # millions of files; it is read into memory
_NAME = re.compile(r"(?:database\.dump|secrets\.env|(?:media|recordings)(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)")


class BackupRefused(ValueError):
    """The file is not a backup that can be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `files` has the SHA-256 of each part."""

    version: str
    schema: str
    made_at: str
    product: str = PRODUCT
    format: int = FORMAT
    files: dict[str, str] = field(default_factory=dict)


def write(target: Path, parts: Iterable[tuple[str, Path]], manifest: Manifest) -> Manifest:
    """Write `parts` (name, file) to `target`, readable by its owner only; whole or not at all."""
    new = target.with_name(target.name + ".part")
    try:
        with (
            os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            for name, path in parts:
                try:
                    source = path.open("rb")
                except FileNotFoundError:
                    continue  # the site goes on meanwhile, and takes away what it no longer shows
                with source:
                    member = tarfile.TarInfo(name)
                    member.size = os.fstat(source.fileno()).st_size
                    reader = _Hashing(source)
                    tar.addfile(member, reader)
                manifest.files[name] = reader.digest.hexdigest()
            text = json.dumps(asdict(manifest), indent=1).encode()
            member = tarfile.TarInfo(MANIFEST)
            member.size = len(text)
            tar.addfile(member, BytesIO(text))
            tar.close()
            os.fsync(file.fileno())
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    return manifest


def unpack(source: Path, folder: Path) -> Manifest:
    """Put the parts of `source` below `folder`; refuses whatever is not exactly what `write` has written."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(source, mode="r:") as tar:
            *parts, last = tar.getmembers() or [None]
            manifest = _manifest_in(tar, last)  # first: a newer version may know parts that this one does not
            for member in parts:
                found[member.name] = _extract(_content(tar, member), folder / member.name)
    except (tarfile.TarError, EOFError) as error:
        raise BackupRefused(f"{source} is not a backup of AeThex LIVE, or it is broken: {error}.") from error
    if found != manifest.files:
        changed = sorted(found.items() ^ manifest.files.items())[0][0]
        raise BackupRefused(f"{source} is damaged: {changed} is not what was saved.")
    return manifest


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source: BinaryIO):
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        return data


def _manifest_in(tar: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if member is None or member.name != MANIFEST or not member.isreg():
        raise BackupRefused(f"{tar.name} is not complete: it ends before its list of contents.")
    return _read_manifest(tar.extractfile(member).read(LONGEST_MANIFEST))


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    data = tar.extractfile(member) if member.isreg() else None
    if data is None or not _NAME.fullmatch(member.name) or ".." in member.name:
        raise BackupRefused(f"This is not a backup of AeThex LIVE: it contains {member.name[:100]!r}.")
    return data  # type: ignore[return-value]


def _read_manifest(text: bytes) -> Manifest:
    foreign = BackupRefused("This is not a backup of AeThex LIVE: its list of contents is foreign.")
    try:
        said = dict(json.loads(text))
        product, made_in = said.get("product"), int(said.get("format", 0))
    except (ValueError, TypeError):
        raise foreign from None
    if product != PRODUCT:
        raise BackupRefused(f"This is a backup of {product!r}, not of AeThex LIVE.")
    if made_in > FORMAT:
        raise BackupRefused(
            f"This backup was made by version {said.get('version')}, which is newer. "
            "Update first, then restore."
        )
    try:
        return Manifest(**said)
    except TypeError:
        raise foreign from None


def _extract(data: BinaryIO, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    reader = _Hashing(data)
    with path.open("wb") as file:
        for chunk in _chunks(reader):
            file.write(chunk)
    return reader.digest.hexdigest()


def _chunks(reader: _Hashing) -> Iterator[bytes]:
    while chunk := reader.read(CHUNK):
        yield chunk
