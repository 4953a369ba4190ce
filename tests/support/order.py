"""In which order the files of a run are tested, and what one worker tests as a whole."""

from dataclasses import dataclass, field
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
    waits: bool = False


def grouped(items: list[pytest.Item]) -> list[Group]:
    """The groups of these tests, each where its first test is."""
    groups: dict[str, Group] = {}
    for place, item in enumerate(items):
        beginning = next((each for each in TOGETHER if item.nodeid.startswith(each)), None)
        group = groups.setdefault(beginning or item.nodeid.partition("::")[0], Group())
        group.tests.append(place)
        group.with_browser |= item.get_closest_marker("browser") is not None
        group.waits |= bool(WAITING & set(item.path.parts))
    return list(groups.values())


def taken_by(worker: int, groups: list[Group]) -> Group:
    """Take the next of the groups for the worker of this number; an empty one if none is for it.

    Half of the workers begin with what waits and the others with what computes, so that the machine always has
    something to do.
    """
    able = [group for group in groups if worker < BROWSERS or not group.with_browser]
    if not able:
        return Group()
    liked = [group for group in able if group.waits == bool(worker % 2) and not group.with_browser]
    taken = able[0] if able[0].with_browser or not liked else liked[0]
    groups.remove(taken)
    return taken


def in_turn(items: list[pytest.Item]) -> None:
    """Order the files for workers, who get one after another.

    What takes long comes first. One file with a browser is at the very beginning, for its worker builds the pages
    while others go on. The others with a browser are at the end: they would wait too long for machines that are
    busy with all the rest.
    """
    files = sorted({item.path for item in items}, key=lambda path: (_length(path), path))
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    first, later = sorted(browser)[:1], sorted(browser)[1:]
    between = [path for path in files if path not in browser]
    places = {path: place for place, path in enumerate([*first, *between, *later])}
    items.sort(key=lambda item: places[item.path])


def _length(path: Path) -> int:
    return min((LONG.index(part) for part in path.parts if part in LONG), default=len(LONG))
