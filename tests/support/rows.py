"""All rows of a database at once: deleted after each test; kept, and brought back for tests that share a world."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg.sql import SQL, Composed, Identifier

from aethex_live.data.database import conninfo

T = TypeVar("T")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
FUNCTION = "CREATE OR REPLACE FUNCTION {}() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {} END $$"
# Only tables that hold rows are touched, which is far faster than TRUNCATE once there are many.
EMPTY = "IF EXISTS (SELECT FROM {0}) THEN DELETE FROM {0}; END IF;"
BRING_BACK = "INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2};"


class Rows:
    """The rows of all tables, by a connection on which no trigger runs and no foreign key is looked at.

    What it says again and again are functions of this connection: they are planned once, and nobody else sees
    them.
    """

    def __init__(self, connection: AsyncConnection, tables: list[str]):
        self._connection = connection
        self._tables = tables
        self._kept: dict[str, Any] = {}

    async def empty(self) -> None:
        """Delete every row."""
        await self._connection.execute("SELECT pg_temp.empty()")

    async def kept(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """What `make` gives, with the rows that it makes: once, and from then on these are brought back."""
        if name in self._kept:
            await self._connection.execute(SQL("SELECT {}()").format(Identifier("pg_temp", name)))
        else:
            self._kept[name] = await make()
            await self._keep(name)
        return self._kept[name]

    async def _keep(self, name: str) -> None:
        statements = []
        for table in self._tables:
            here, kept = Identifier("public", table), Identifier("pg_temp", f"{name}_{table}")
            made = await self._connection.execute(SQL("CREATE TEMP TABLE {} AS TABLE {}").format(kept, here))
            if not made.rowcount:
                continue
            found = await self._connection.execute(COLUMNS, [f"public.{table}"])
            columns = SQL(", ").join(Identifier(column) for (column,) in await found.fetchall())
            statements.append(SQL(BRING_BACK).format(here, columns, kept))
        await self.define(name, statements)

    async def define(self, name: str, statements: Iterable[Composed]) -> None:
        """Make a function that does this."""
        function = Identifier("pg_temp", name)
        await self._connection.execute(SQL(FUNCTION).format(function, SQL(" ").join(statements)))


@asynccontextmanager
async def rows_of(url: str) -> AsyncIterator[Rows]:
    """The rows of the database at `url`."""
    options = "-c session_replication_role=replica"
    async with await AsyncConnection.connect(
        conninfo(url), autocommit=True, prepare_threshold=0, options=options
    ) as connection:
        tables = sorted(name for (name,) in await (await connection.execute(TABLES)).fetchall())
        rows = Rows(connection, tables)
        await rows.define("empty", [SQL(EMPTY).format(Identifier("public", name)) for name in tables])
        yield rows
