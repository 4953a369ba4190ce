"""An installation of its own for commands: a database beside the other tests' one, and a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aethex_live.config import Settings
from tests.support.database import database_on


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Iterator[Settings]:
    """A second, empty installation."""
    data_dir = tmp_path / "elsewhere"
    data_dir.mkdir()
    (data_dir / "secrets.env").write_text("SECRET_KEY=the-new-one\n")
    with database_on(database_url) as url:
        yield Settings(database_url=url, data_dir=data_dir)
