"""The connection to PostgreSQL: one async engine a process, and transactions made from it."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from aethex_live.data.search_index import IndexingSession
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.happening import Happening

Publish = Callable[[Sequence[Happening]], Awaitable[None]]
Transaction = Callable[[], AbstractAsyncContextManager[UnitOfWork]]

POOL_SIZE = 10
POOL_OVERFLOW = 10
STATEMENT_TIMEOUT_MS = 30_000  # no page waits longer; a statement that does is a defect
PING_AFTER_SECONDS = 5
IDLE_TIMEOUT_MS = 60_000  # a transaction left open must not hold its locks for ever


def with_driver(url: str) -> str:
    """`url` as SQLAlchemy wants it; `postgres://` and `postgresql://` are what hosting services hand out."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    if parsed.get_backend_name() != "postgresql":
        raise ValueError(f"DATABASE_URL must be a PostgreSQL address, not {parsed.drivername}://")
    return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def conninfo(url: str) -> str:
    """`url` as psycopg wants it, without SQLAlchemy."""
    return make_url(with_driver(url)).set(drivername="postgresql").render_as_string(hide_password=False)


def create_engine(url: str, *, pool_size: int = POOL_SIZE, overflow: int = POOL_OVERFLOW) -> AsyncEngine:
    """An engine for the server at `url`; it connects when it is first used."""
    options = (
        f"-c timezone=UTC -c statement_timeout={STATEMENT_TIMEOUT_MS}"
        f" -c idle_in_transaction_session_timeout={IDLE_TIMEOUT_MS}"
    )
    engine = create_async_engine(
        with_driver(url),
        pool_size=pool_size,
        max_overflow=overflow,
        pool_use_lifo=True,  # the one that was used last has most statements prepared
        hide_parameters=True,  # of a statement that fails: an address or a hash has no place in a log
        connect_args={"options": options, "connect_timeout": 10, "application_name": "aethex-live"},
    )
    _ping_after_rest(engine)
    return engine


def _ping_after_rest(engine: AsyncEngine) -> None:
    """See whether a connection that has rested is still there; asking each time would cost a fifth of a query."""

    @event.listens_for(engine.sync_engine, "checkin")
    def rest(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def ping(connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
        rests_since = record.info.get("rests_since", time.monotonic())
        if time.monotonic() - rests_since < PING_AFTER_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool takes another one


def transactions(engine: AsyncEngine, publish: Publish) -> Transaction:
    """Make the function that `Context.transaction` is: each call is one unit of work on `engine`."""
    sessions = async_sessionmaker(
        engine, class_=AsyncSession, sync_session_class=IndexingSession, expire_on_commit=False
    )

    @asynccontextmanager
    async def transaction() -> AsyncIterator[UnitOfWork]:
        async with sessions() as session:
            unit = UnitOfWork(session)
            async with session.begin():
                yield unit
        await unit.settle(publish)

    return transaction
