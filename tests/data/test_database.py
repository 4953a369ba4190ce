"""Connections: the pool takes another one when the server has closed one that rested."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from aethex_live.data import database
from aethex_live.data.database import create_engine, with_driver


async def pid(engine) -> int:
    async with engine.connect() as connection:
        return (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()


async def close(engine, number: int) -> None:
    async with engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_terminate_backend({number}, 5000)"))


@pytest.fixture
async def mine(database_url):
    made = create_engine(database_url, pool_size=1)
    yield made
    await made.dispose()


async def test_a_connection_that_rested_is_asked_first(engine, mine, monkeypatch):
    monkeypatch.setattr(database, "PING_AFTER_SECONDS", 0)
    before = await pid(mine)
    await close(engine, before)
    assert await pid(mine) != before


async def test_one_in_use_is_not_asked_and_its_failure_renews_the_pool(engine, mine):
    before = await pid(mine)
    assert await pid(mine) == before
    await close(engine, before)
    with pytest.raises(OperationalError):
        await pid(mine)
    assert await pid(mine) != before


def test_an_address_is_taken_as_hosting_services_give_it():
    assert with_driver("postgres://u:p@h/d") == "postgresql+psycopg://u:p@h/d"
    with pytest.raises(ValueError, match="not mysql://"):
        with_driver("mysql://u@h/d")


async def test_a_failing_statement_does_not_show_its_values(engine):
    async with engine.connect() as connection:
        with pytest.raises(Exception) as caught:
            await connection.execute(text("SELECT CAST(:secret AS int)"), {"secret": "my-password"})
    assert "[parameters: " not in str(caught.value)
    assert "[SQL parameters hidden" in str(caught.value)
