"""Bring a recording whose writer died to an end: drop what is torn, keep every whole part, seal, write
playlists.
"""

import zlib
from pathlib import Path

from media_server.record.errors import RecordingError
from media_server.record.files import INDEX_NAME, AppendFile, write_all
from media_server.record.ids import is_media_file_name
from media_server.record.index import RecordingIndex, read_index
from media_server.record.lines import FileStart, Line, Sealed, StoredPart, decode_lines, encode_line
from media_server.record.playlist import write_playlists

# A killed process tears at most the last part; after a power failure everything since the last sync is
# doubtful.
_PARTS_TO_CHECK = 400


def load_index(folder: Path) -> RecordingIndex:
    return read_index((folder / INDEX_NAME).read_bytes())


def repair(folder: Path) -> RecordingIndex:
    """The index of a sealed recording. Does nothing to one that is sealed already."""
    lines, _ = decode_lines((folder / INDEX_NAME).read_bytes())
    index = RecordingIndex(lines)
    if index.header is None:
        raise RecordingError(f"{folder.name} has no readable index: it was never begun.")
    if index.sealed is None:
        lines = _whole_lines(folder, lines)
        index = RecordingIndex(lines)
        sealed = Sealed("repaired", index.duration_us, index.size)
        _rewrite_index(folder, [*lines, sealed])
        _cut_files(folder, lines, index)
        index.apply(sealed)
    write_playlists(folder, index)
    return index


def _whole_lines(folder: Path, lines: list[Line]) -> list[Line]:
    """The longest start of the index whose last parts are on the disk as they were written."""
    placed = with_files(lines)
    good = len(lines)
    checked = 0
    for place in range(len(lines) - 1, -1, -1):
        line, file = placed[place]
        if isinstance(line, StoredPart) and file is not None:
            if not is_whole(folder / file.name, line):
                good, checked = place, 0
            checked += 1
        elif isinstance(line, FileStart) and not _has_header(folder / line.name, line.init_size):
            good = place
        if checked >= _PARTS_TO_CHECK:
            break
    return lines[:good]


def with_files(lines: list[Line]) -> list[tuple[Line, FileStart | None]]:
    out: list[tuple[Line, FileStart | None]] = []
    file: FileStart | None = None
    for line in lines:
        file = line if isinstance(line, FileStart) else file
        out.append((line, file))
    return out


def _has_header(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size >= size


def is_whole(path: Path, part: StoredPart) -> bool:
    try:
        with path.open("rb") as media:
            media.seek(part.offset)
            data = media.read(part.size)
    except OSError:
        return False
    return len(data) == part.size and zlib.crc32(data) == part.crc32


def _rewrite_index(folder: Path, lines: list[Line]) -> None:
    old = (folder / INDEX_NAME).read_bytes()
    kept = b"".join(encode_line(line) for line in lines[:-1])
    assert old.startswith(kept)
    index = AppendFile(folder / INDEX_NAME, write_all, size=len(kept))
    index.append(encode_line(lines[-1]))
    index.sync()
    index.close()


def _cut_files(folder: Path, lines: list[Line], index: RecordingIndex) -> None:
    ends = {file.name: file.init_size for file in index.files.values()}
    for line, file in with_files(lines):
        if isinstance(line, StoredPart) and file is not None and file.name in ends:
            ends[file.name] = line.offset + line.size
    for path in folder.iterdir():
        if not is_media_file_name(path.name):
            continue
        if path.name not in ends:
            path.unlink()
        elif path.stat().st_size > ends[path.name]:
            AppendFile(path, write_all, size=ends[path.name]).close()
