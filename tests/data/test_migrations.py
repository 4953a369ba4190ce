"""The migrations make the schema that the models describe, on a server without any extension."""

from sqlalchemy import text

from aethex_live.data import migrations


def test_models_match_migrations(database_url):
    assert migrations.differences(database_url) == []


def test_a_missing_column_would_be_noticed(database_url):
    with migrations.engine(database_url).connect() as connection:
        connection.execute(text("ALTER TABLE users DROP COLUMN bio"))
        found = migrations.compare(connection)
        connection.rollback()
    assert [difference[0] for difference in found] == ["add_column"]


def test_an_upgraded_database_stands_at_the_newest_version(database_url):
    assert migrations.current(database_url) == migrations.newest()
    migrations.upgrade(database_url)
    assert migrations.current(database_url) == migrations.newest()


async def test_needs_no_extension(engine):
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT extname FROM pg_extension"))
        assert set(found.scalars()) == {"plpgsql"}


def test_every_migration_refuses_to_wait_long_for_a_lock():
    for script in migrations.SCRIPTS.glob("versions/*.py"):
        assert script.read_text().count("SET LOCAL lock_timeout") == 2, script.name
