"""In which order the files of a run are tested, and what one worker tests as a whole."""

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/house/",)  # they all read the whole source


class ByFile(LoadFileScheduling):
    """A worker gets a file as a whole, or a folder whose files share what costs most."""

    def _split_scope(self, nodeid: str) -> str:
        return next(
            (folder for folder in TOGETHER if nodeid.startswith(folder)), super()._split_scope(nodeid)
        )


def in_turn(items: list[pytest.Item]) -> None:
    """Order the files for workers, who get one after another: what takes long comes first.

    Only one file with a browser is at the very beginning: while its worker builds the pages, the other one has
    something to do.
    """
    with_browser = [item for item in items if item.get_closest_marker("browser")]
    files = {item.path for item in with_browser}
    first = with_browser[0].path if with_browser else None

    def turn(item: pytest.Item) -> int:
        if item.path == first:
            return 0
        return 2 if item.path in files else 1 if "media_server" in item.path.parts else 3

    items.sort(key=turn)
