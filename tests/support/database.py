"""One PostgreSQL a test run, its schema built by the real migrations, emptied between tests."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live.data import migrations
from aethex_live.data.embedded import EmbeddedPostgres

# Only tables that hold rows are touched, which is far faster than TRUNCATE once there are many.
EMPTY_ALL = """
DO $$
DECLARE name text; filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO filled;
        IF filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
    END LOOP;
END $$
"""

# Rows are kept in a schema of their own, from which they come back in one round trip.
KEEP_ALL = """
DO $$
DECLARE name text; filled boolean;
BEGIN
    DROP SCHEMA IF EXISTS kept CASCADE;
    CREATE SCHEMA kept;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO filled;
        IF filled THEN EXECUTE 'CREATE UNLOGGED TABLE kept.' || name || ' AS TABLE ' || name; END IF;
    END LOOP;
END $$
"""
BRING_BACK_ALL = """
DO $$
DECLARE name text; columns text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name, columns IN
        SELECT quote_ident(table_name), string_agg(quote_ident(c.column_name), ',')
        FROM pg_tables k JOIN information_schema.columns c ON c.table_name = k.tablename
        WHERE k.schemaname = 'kept' AND c.table_schema = 'public' AND c.is_generated = 'NEVER'
        GROUP BY table_name
    LOOP
        EXECUTE 'INSERT INTO public.' || name || ' (' || columns || ') OVERRIDING SYSTEM VALUE SELECT '
            || columns || ' FROM kept.' || name;
    END LOOP;
END $$
"""


@contextmanager
def scratch_directory() -> Iterator[Path]:
    """A directory that the database's own user can pass through; pytest's are closed to everybody else."""
    path = Path(tempfile.mkdtemp(prefix="aethex-test-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextmanager
def migrated_database() -> Iterator[str]:
    """The address of an up-to-date, empty database of our own.

    It is on a PostgreSQL started for it or, to try another version, on the one that TEST_DATABASE_URL names.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    with _database_on(given) if given else _database_on_own_server() as url:
        migrations.upgrade(url)
        yield url


@contextmanager
def _database_on_own_server() -> Iterator[str]:
    with scratch_directory() as scratch:
        server = EmbeddedPostgres(scratch / "data", home=scratch / "home", durable=False)
        try:
            yield server.start()
        finally:
            server.stop()


@contextmanager
def _database_on(server: str) -> Iterator[str]:
    name = f"aethex_test_{secrets.token_hex(4)}"
    admin = migrations.engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    try:
        yield admin.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


async def empty(engine: AsyncEngine) -> None:
    """Delete every row of every table."""
    async with engine.begin() as connection:
        await connection.execute(text(EMPTY_ALL))


async def keep(engine: AsyncEngine) -> None:
    """Remember every row, for `bring_back`."""
    async with engine.begin() as connection:
        await connection.execute(text(KEEP_ALL))


async def bring_back(engine: AsyncEngine) -> None:
    """Fill empty tables with what was kept."""
    async with engine.begin() as connection:
        await connection.execute(text(BRING_BACK_ALL))
