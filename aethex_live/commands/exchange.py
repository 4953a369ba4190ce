"""Puts what one folder holds in the place of what another holds, in steps that can each be taken back.

The other folder itself stays: it may be a disk of its own, or a link to one, which cannot be renamed.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_COMING, _GOING = ".restore-coming", ".restore-going"
_OF_THE_DISK = "lost+found"


@contextmanager
def exchanged(new: Path, place: Path) -> Iterator[None]:
    """Everything that can fail happens before the block; when it ends, `place` holds what `new` held.

    When something fails, also in the block, `place` is as it was.
    """
    made = not place.exists()
    place.mkdir(parents=True, exist_ok=True)
    coming, going = place / _COMING, place / _GOING
    try:
        _clear(coming, going)
        shutil.move(new, coming)  # a copy, where it is another disk
        going.mkdir()
        _move_content(place, going)
        yield
    except BaseException:
        if going.exists():
            _move_content(going, place)
        _clear(coming, going)
        if made:
            place.rmdir()
        raise
    _move_content(coming, place)
    _clear(coming, going)


def content_of(folder: Path) -> Iterator[Path]:
    """What is the site's of what lies in a folder: nothing hidden, which is still being written."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith(".") and path.name != _OF_THE_DISK:
            yield path


def _move_content(source: Path, target: Path) -> None:
    for path in content_of(source):
        path.rename(target / path.name)


def _clear(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
