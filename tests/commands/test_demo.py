"""Demo content is for sites that nobody has used yet; whoever has people keeps what they have."""

import dataclasses
from collections.abc import Iterator

import psycopg
import pytest

from aethex_live.commands import demo
from aethex_live.config import Settings
from tests.support.database import migrated_database


@pytest.fixture
def new_site(tmp_path, monkeypatch) -> Iterator[Settings]:
    """An installation that nobody has used yet, with its settings in the environment."""
    with migrated_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        monkeypatch.setenv("SECRET_KEY", "a key for tests only")
        yield Settings(database_url=url, data_dir=tmp_path)


def how_many(settings: Settings, table: str) -> int:
    with psycopg.connect(settings.database_url) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_new_site_is_filled_once_with_pictures_of_our_own(new_site):
    said: list[str] = []
    log_ins = demo.fill(new_site, said.append)
    assert len(log_ins) == 5 and len(said) == 1
    assert (how_many(new_site, "users"), how_many(new_site, "channels")) == (77, 28)
    files = list((new_site.data_dir / "media").rglob("*.avif"))
    assert len(files) > 250 and min(file.stat().st_size for file in files) > 300
    assert demo.fill(new_site, said.append) == [] and len(said) == 1


def test_a_site_in_earnest_gets_categories_only(new_site):
    assert demo.fill(new_site, pytest.fail, demo=False) == []
    assert demo.fill(dataclasses.replace(new_site, production=True), pytest.fail) == []
    assert (how_many(new_site, "users"), how_many(new_site, "categories")) == (0, 27)
