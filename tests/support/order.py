"""In which order the files of a run are tested, and what one worker tests as a whole."""

from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import pytest

TOGETHER = (
    "tests/house/",
    "tests/realtime/test_site",
)  # they all read the whole source; they talk to one app
# for encoders, clocks and other processes
WAITING = {"media_server", "realtime", "test_supervisor.py", "test_web_server.py"}
BROWSERS = 3  # as many workers run tests with a browser: these keep more than one processor busy
LONG = ("live", "state", "transcode", "api", "realtime", "commands", "test_web_server.py", "test_workers.py")
LONG += ("test_production.py", "test_supervisor.py", "data", "jobs", "http", "house", "services")


@dataclass
class Group:
    """What one worker tests as a whole: a file, or files that share what costs most."""

    tests: list[int] = field(default_factory=list)
    with_browser: bool = False


def grouped(items: list[pytest.Item]) -> list[Group]:
    """The groups of these tests, each where its first test is."""
    groups: dict[str, Group] = {}
    for place, item in enumerate(items):
        beginning = next((each for each in TOGETHER if item.nodeid.startswith(each)), None)
        group = groups.setdefault(beginning or item.nodeid.partition("::")[0], Group())
        group.tests.append(place)
        group.with_browser |= item.get_closest_marker("browser") is not None
    return list(groups.values())


def taken_by(worker: int, groups: list[Group]) -> Group:
    """Take the next of the groups for the worker of this number; an empty one if none is for it."""
    for place, group in enumerate(groups):
        if worker < BROWSERS or not group.with_browser:
            return groups.pop(place)
    return Group()


def in_turn(items: list[pytest.Item]) -> None:
    """Order the files for workers, who get one after another.

    What waits and what computes take turns, so that the machine always has something to do; what takes long comes
    first. One file with a browser is at the very beginning, for its worker builds the pages while others go on. The
    others with a browser are at the end: they would wait too long for machines that are busy with all the rest.
    """
    files = sorted({item.path for item in items}, key=lambda path: (_length(path), path))
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    first, later = sorted(browser)[:1], sorted(browser)[1:]
    waiting = [path for path in files if WAITING & set(path.parts) and path not in browser]
    computing = [path for path in files if path not in browser and path not in waiting]
    between = [path for pair in zip_longest(waiting, computing) for path in pair if path]
    places = {path: place for place, path in enumerate([*first, *between, *later])}
    items.sort(key=lambda item: places[item.path])


def _length(path: Path) -> int:
    return min((LONG.index(part) for part in path.parts if part in LONG), default=len(LONG))
