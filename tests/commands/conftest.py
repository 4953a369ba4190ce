"""An installation of its own for commands: a database beside the other tests' one, and a folder."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from aethex_live.config import Settings


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Iterator[Settings]:
    """A second, empty installation."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE elsewhere")
        data_dir = tmp_path / "elsewhere"
        data_dir.mkdir()
        (data_dir / "secrets.env").write_text("SECRET_KEY=the-new-one\n")
        yield Settings(database_url=database_url.replace("/aethex?", "/elsewhere?"), data_dir=data_dir)
        connection.execute("DROP DATABASE elsewhere WITH (FORCE)")
