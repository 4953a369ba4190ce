"""Which worker tests what, and when."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.order import BROWSERS, Group, grouped, in_turn, taken_by


@dataclass
class Item:
    """As much of a test as the order looks at."""

    nodeid: str
    browser: bool = False

    @property
    def path(self) -> Path:
        return Path(self.nodeid.partition("::")[0])

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return pytest.mark.browser.mark if self.browser and name == "browser" else None


def test_a_file_is_a_group_and_so_is_a_folder_that_shares_what_costs():
    items = [
        Item("tests/domain/test_a.py::test_1"),
        Item("tests/house/test_b.py::test_1"),
        Item("tests/journeys/test_c.py::test_1", browser=True),
        Item("tests/house/test_d.py::test_1"),
        Item("tests/domain/test_a.py::test_2"),
    ]
    assert grouped(items) == [Group([0, 4]), Group([1, 3]), Group([2], with_browser=True)]


def test_one_file_with_a_browser_is_first_and_the_others_last():
    files = [
        "domain/test_a",
        "journeys/test_b",
        "media_server/live/test_c",
        "journeys/test_d",
        "state/test_e",
    ]
    items = [Item(f"tests/{file}.py::test", browser="journeys" in file) for file in files]
    in_turn(items)
    assert [item.path.stem for item in items] == ["test_b", "test_c", "test_e", "test_a", "test_d"]


def test_some_workers_begin_with_what_waits_and_the_others_with_what_computes():
    groups = grouped(
        [
            Item(f"tests/{file}.py::test")
            for file in ("media_server/test_a", "state/test_b", "realtime/test_c")
        ]
    )
    assert [group.waits for group in groups] == [True, False, True]
    first, second, third = groups
    assert taken_by(0, groups) is second
    assert taken_by(1, groups) is first
    assert taken_by(2, groups) is third


def test_only_some_workers_have_a_browser():
    groups = [Group([0], with_browser=True), Group([1]), Group([2], with_browser=True)]
    assert taken_by(BROWSERS, groups) == Group([1])
    assert taken_by(BROWSERS, groups) == Group()
    assert taken_by(BROWSERS - 1, groups) == Group([0], with_browser=True)
    assert taken_by(0, groups) == Group([2], with_browser=True)
    assert taken_by(0, groups) == Group()
