"""In which order the files of a run are tested, and what one worker tests as a whole."""

from itertools import zip_longest
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/house/",)  # they all read the whole source
WAITING = {"media_server", "realtime"}  # for encoders, clocks and other processes
LONG = ("live", "state", "transcode", "api", "realtime", "commands", "jobs", "http", "house", "services")


class ByFile(LoadFileScheduling):
    """A worker gets a file as a whole, or a folder whose files share what costs most."""

    def _split_scope(self, nodeid: str) -> str:
        return next(
            (folder for folder in TOGETHER if nodeid.startswith(folder)), super()._split_scope(nodeid)
        )


def in_turn(items: list[pytest.Item]) -> None:
    """Order the files for workers, who get one after another.

    What waits and what computes take turns, so that the machine always has something to do; what takes long comes
    first. A file with a browser is at the very beginning: while its worker builds the pages, others go on.
    """
    files = list(dict.fromkeys(item.path for item in items))
    with_browser = {item.path for item in items if item.get_closest_marker("browser")}
    first = [path for path in files if path in with_browser][:1]
    waiting = [path for path in files if path in with_browser or WAITING & set(path.parts)]
    waiting.sort(key=lambda path: -1 if path in with_browser else _length(path))
    computing = sorted(set(files) - set(waiting), key=lambda path: (_length(path), path))
    in_order = [*first, *(path for pair in zip_longest(waiting, computing) for path in pair if path)]
    places = {path: place for place, path in reversed(list(enumerate(in_order)))}
    items.sort(key=lambda item: places[item.path])


def _length(path: Path) -> int:
    return min((LONG.index(part) for part in path.parts if part in LONG), default=len(LONG))
