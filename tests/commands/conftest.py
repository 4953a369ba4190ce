"""An installation of its own for commands: a database beside the other tests' one, and a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aethex_live.config import Settings
from tests.support.database import database_on, migrated_database


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Iterator[Settings]:
    """A second, empty installation."""
    with database_on(database_url) as url:
        yield Settings(database_url=url, data_dir=_empty_folder(tmp_path))


@pytest.fixture(scope="module")
def empty_database(database_url: str) -> Iterator[str]:
    """The address of a database without tables, for tests that leave it so."""
    with database_on(database_url) as url:
        yield url


@pytest.fixture
def untouched(empty_database: str, tmp_path: Path) -> Settings:
    """A second, empty installation for tests that do not fill its database."""
    return Settings(database_url=empty_database, data_dir=_empty_folder(tmp_path))


@pytest.fixture
def new_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """An installation that nobody has used yet, with its settings in the environment."""
    with migrated_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        monkeypatch.setenv("SECRET_KEY", "a key for tests only")
        yield Settings(database_url=url, data_dir=tmp_path)


def _empty_folder(beside: Path) -> Path:
    data_dir = beside / "elsewhere"
    data_dir.mkdir()
    (data_dir / "secrets.env").write_text("SECRET_KEY=the-new-one\n")
    return data_dir
