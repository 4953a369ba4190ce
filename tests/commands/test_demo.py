"""Demo content is for sites that nobody has used yet; whoever has people keeps what they have."""

import dataclasses
from contextlib import nullcontext

import psycopg
import pytest

from aethex_live.commands import demo
from aethex_live.config import Settings
from aethex_live.domain.art import Piece
from aethex_live.domain.image import Format, Kind
from aethex_live.integrations.art.artist import drawn


class Copyist:
    """An artist who draws one piece of each kind, and hands it in for all others."""

    def __init__(self) -> None:
        self._made: dict[Kind, dict[tuple[int, Format], bytes]] = {}

    async def draw(self, piece: Piece) -> dict[tuple[int, Format], bytes]:
        if piece.kind not in self._made:
            self._made[piece.kind] = drawn(piece)
        return self._made[piece.kind]


def pictures(settings: Settings) -> list[int]:
    """How large the pictures are, in bytes."""
    return [file.stat().st_size for file in (settings.data_dir / "media").rglob("*.avif")]


def how_many(settings: Settings, table: str) -> int:
    with psycopg.connect(settings.database_url) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_new_site_is_filled_once_with_pictures_of_our_own(new_site, monkeypatch):
    monkeypatch.setattr("aethex_live.integrations.art.artist.artist", lambda: nullcontext(Copyist()))
    said: list[str] = []
    log_ins = demo.fill(new_site, said.append)
    assert len(log_ins) == 5 and len(said) == 1
    assert (how_many(new_site, "users"), how_many(new_site, "channels")) == (77, 28)
    sizes = pictures(new_site)
    assert len(sizes) > 250 and min(sizes) > 300
    assert demo.fill(new_site, said.append) == [] and len(said) == 1


def test_a_site_in_earnest_gets_categories_with_their_pictures_only(new_site):
    assert demo.fill(new_site, pytest.fail, demo=False) == []
    sizes = pictures(new_site)
    assert len(sizes) == 2 * 27 and min(sizes) > 300
    assert demo.fill(dataclasses.replace(new_site, production=True), pytest.fail) == []
    assert (how_many(new_site, "users"), how_many(new_site, "categories")) == (0, 27)
