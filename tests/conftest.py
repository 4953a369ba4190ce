"""Fixtures for all tests. `context` is a whole Context on a real, empty PostgreSQL."""

import gc

gc.disable()  # it would only look through what is imported, which stays

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import hypothesis
import pytest
import pytest_asyncio
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live.config import Settings
from aethex_live.data.database import POOL_OVERFLOW, POOL_SIZE, create_engine, transactions
from aethex_live.integrations.accounts import account_tools
from aethex_live.integrations.local_store import LocalStore
from aethex_live.integrations.passwords import Argon2Passwords
from aethex_live.services import context as contexts
from aethex_live.services.context import Actor, Context
from aethex_live.services.ports import AccountTools
from tests.support.accounts import member_actor
from tests.support.channels import create_channel, id_of
from tests.support.database import migrated_database, one_server
from tests.support.fakes import (
    Darkroom,
    Elsewhere,
    HandClock,
    Indoors,
    Mailbox,
    PushService,
    Record,
    Studio,
)
from tests.support.order import in_turn
from tests.support.people import create_actor
from tests.support.rows import Rows, rows_of
from tests.support.workers import Workers

T = TypeVar("T")
Keep = Callable[[str, Callable[[], Awaitable[T]]], Awaitable[T]]

# A browser test may be the first that needs the pages, and then waits until they are built.
BUILD_SECONDS = 600

# The same examples in every run, however slow the machine: whoever looks for new ones asks for the profile "search".
hypothesis.settings.register_profile("search", deadline=None, max_examples=2_000)
hypothesis.settings.register_profile("run", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.load_profile("run")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--workers", type=int, default=0, help="run the tests in so many processes")


def pytest_configure(config: pytest.Config) -> None:
    """All workers of a run share a PostgreSQL."""
    whole_run = ExitStack()
    config.add_cleanup(whole_run.close)
    whole_run.enter_context(one_server(begun=bool(config.option.workers)))
    if config.option.workers:
        config.pluginmanager.register(Workers(config.option.workers))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Have the garbage collector look seldom, and never through what is imported."""
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 50, 50)  # a test makes less garbage than that
        gc.enable()


@pytest.hookimpl(trylast=True)  # when it is known which of them are wanted
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests with a browser time to build the pages, and put all into order."""
    for item in items:
        if item.get_closest_marker("browser") and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(BUILD_SECONDS))
    in_turn(items)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of a database for the tests of this process, built by the real migrations."""
    with migrated_database() as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    # As many connections as a site has at most; all are kept for the next test.
    engine = create_engine(database_url, pool_size=POOL_SIZE + POOL_OVERFLOW, overflow=0)
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rows(database_url: str) -> AsyncIterator[Rows]:
    """Everything that is in the database."""
    async with rows_of(database_url) as all_rows:
        yield all_rows


@pytest_asyncio.fixture(loop_scope="session")
async def engine(shared_engine: AsyncEngine, rows: Rows) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database."""
    yield shared_engine
    await rows.empty()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def happened() -> Record:
    return Record()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        base_url="http://localhost:3000",
        database_url=database_url,
        secret_key="a key for tests only, of no worth anywhere",
        demo=False,
    )


@pytest.fixture(scope="session")
def cheap_passwords() -> Argon2Passwords:
    """Real argon2id, with parameters that cost a thousandth."""
    return Argon2Passwords(Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def tools(settings: Settings, cheap_passwords: Argon2Passwords) -> AccountTools:
    return replace(account_tools(settings), passwords=cheap_passwords)


@pytest.fixture
def context(
    engine: AsyncEngine,
    settings: Settings,
    clock: HandClock,
    mailbox: Mailbox,
    happened: Record,
    tools: AccountTools,
    tmp_path: Path,
) -> Iterator[Context]:
    """What use cases need, with the outside as objects that remember; also the current one of the process."""
    made = Context(
        settings=settings,
        transaction=transactions(engine, happened.publish),
        mailer=mailbox,
        publisher=happened,
        accounts=tools,
        store=LocalStore(tmp_path / "media"),
        images=Darkroom(),
        media=Studio(),
        fetcher=Elsewhere(),
        pusher=PushService(),
        surroundings=Indoors(),
        clock=clock,
    )
    contexts.use(made)
    yield made
    contexts.use(None)


@pytest.fixture
def keep(rows: Rows, context: Context, happened: Record) -> Keep:
    """Make something once for all tests whose clock begins with the same time. Nobody hears that it happened."""

    async def kept(name: str, make: Callable[[], Awaitable[T]]) -> T:
        before = len(happened.happenings)
        made = await rows.kept(f"{name}_{context.clock():%y%m%d%H%M}", make)
        del happened.happenings[before:]
        return made

    return kept


@pytest.fixture
async def ada(context: Context, keep: Keep) -> Actor:
    """Who has channels, where somebody has to."""
    return await keep("ada", lambda: create_actor(context, "ada"))


@pytest.fixture
async def member(keep: Keep, context: Context) -> Actor:
    """Ada with a password, at a browser where she has just logged in."""
    return await keep("member", lambda: member_actor(context, "ada"))


@pytest.fixture
async def owls(context: Context, ada: Actor, keep: Keep) -> UUID:
    """Ada's channel."""
    return id_of(await keep(f"owls_{ada.user_id.hex[-8:]}", lambda: create_channel(context, ada)))


@pytest.fixture
async def bob(context: Context, keep: Keep) -> Actor:
    """Who is nobody in particular."""
    return await keep("bob", lambda: create_actor(context, "bob"))
