"""Rows of a database: all deleted after each test; some kept, and brought back for tests that share a world."""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, LiteralString, TypeVar

from psycopg import AsyncConnection
from psycopg.sql import SQL, Composed, Identifier, Literal

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
KEY = """
SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
WHERE indrelid = %s::regclass AND indisprimary
"""
# Whatever was written by this transaction or a later one; none of them is so old that numbers begin anew.
SINCE = "WHERE xmin::text::bigint >= {}"
WRITTEN = "IF EXISTS (SELECT FROM {} " + SINCE.format("since") + ") THEN RETURN NEXT {}; END IF;"
FUNCTION_OF_WRITTEN = """
CREATE FUNCTION pg_temp.written(since bigint) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN {} END $$
"""
# Without what changes whenever somebody is seen.
WRITTEN_OUT = "RETURN QUERY SELECT {}, (to_jsonb(t) - 'seen_at')::text FROM {} t;"
FUNCTION_OF_WRITTEN_OUT = """
CREATE FUNCTION pg_temp.written_out() RETURNS TABLE (name text, line text) LANGUAGE plpgsql AS $$ BEGIN {} END $$
"""
COPY = "CREATE TEMP TABLE {} AS SELECT * FROM {} " + SINCE
BRING_BACK = """
DELETE FROM {0} WHERE ({3}) IN (SELECT {3} FROM {2});
INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2};
"""


class Rows:
    """The rows of all tables, by a connection on which no trigger runs and no foreign key is looked at.

    What it says again and again are functions of this connection: they are planned once, and nobody else sees
    them.
    """

    def __init__(self, connection: AsyncConnection):
        self._connection = connection
        self._kept: dict[str, Any] = {}

    async def empty(self) -> None:
        """Delete every row."""
        await self._connection.execute("SELECT pg_temp.empty()")

    async def written_out(self, but: str) -> dict[str, set[str]]:
        """Every row as text, by its table; one table is left out."""
        found: dict[str, set[str]] = defaultdict(set)
        for table, row in await self._all("SELECT * FROM pg_temp.written_out() WHERE name <> %s", [but]):
            found[table].add(row)
        return found

    async def kept(self, name: str, make: Callable[[], Awaitable[T]]) -> T:
        """What `make` gives, with the rows that it writes: made once, and from then on brought back.

        Whatever else is there stays as it is.
        """
        if name in self._kept:
            await self._connection.execute(SQL("SELECT {}()").format(Identifier("pg_temp", name)))
        else:
            ((begun,),) = await self._all("SELECT pg_current_xact_id()::text::bigint")
            self._kept[name] = await make()
            await self._keep(name, begun)
        return self._kept[name]

    async def _keep(self, name: str, begun: int) -> None:
        statements = []
        for (table,) in await self._all("SELECT pg_temp.written(%s)", [begun]):
            here, kept = Identifier("public", table), Identifier("pg_temp", f"{name}_{table}")
            await self._connection.execute(SQL(COPY).format(kept, here, begun))
            columns, key = await self._names(COLUMNS, table), await self._names(KEY, table)
            statements.append(SQL(BRING_BACK).format(here, columns, kept, key))
        await self.define(name, statements)

    async def _names(self, query: LiteralString, table: str) -> Composed:
        return SQL(", ").join(Identifier(name) for (name,) in await self._all(query, [f"public.{table}"]))

    async def _all(self, query: LiteralString, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        return await (await self._connection.execute(query, values)).fetchall()

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
        rows = Rows(connection)
        written = [SQL(WRITTEN).format(Identifier("public", name), name) for name in tables]
        await connection.execute(SQL(FUNCTION_OF_WRITTEN).format(SQL(" ").join(written)))
        lines = [SQL(WRITTEN_OUT).format(Literal(name), Identifier("public", name)) for name in tables]
        await connection.execute(SQL(FUNCTION_OF_WRITTEN_OUT).format(SQL(" ").join(lines)))
        await rows.define("empty", [SQL(EMPTY).format(Identifier("public", name)) for name in tables])
        yield rows
