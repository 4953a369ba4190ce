"""Fixtures for all tests. `context` is a whole Context on a real, empty PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.ext.asyncio import AsyncEngine

from aethex_live.config import Settings
from aethex_live.data.database import create_engine, transactions
from aethex_live.integrations.accounts import account_tools
from aethex_live.integrations.image_maker import ImageMaker
from aethex_live.integrations.local_store import LocalStore
from aethex_live.integrations.passwords import Argon2Passwords
from aethex_live.services import context as contexts
from aethex_live.services.context import Context
from aethex_live.services.ports import AccountTools
from tests.support.database import empty, migrated_database
from tests.support.fakes import Elsewhere, HandClock, Indoors, Mailbox, PushService, Record, Studio

# A browser test may be the first that needs the pages, and then waits until they are built.
BUILD_SECONDS = 600


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the files for two workers, who get one after another: what takes long comes first.

    Only one file with a browser is at the very beginning: while its worker builds the pages, the other one has
    something to do.
    """
    with_browser = [item for item in items if item.get_closest_marker("browser")]
    for item in with_browser:
        if item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(BUILD_SECONDS))
    files = {item.path for item in with_browser}
    first = with_browser[0].path if with_browser else None

    def turn(item: pytest.Item) -> int:
        if item.path == first:
            return 0
        return 2 if item.path in files else 1 if "media_server" in item.path.parts else 3

    items.sort(key=turn)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of this run's PostgreSQL, built by the real migrations."""
    with migrated_database() as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database_url)
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def engine(shared_engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database."""
    yield shared_engine
    await empty(shared_engine)


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
        images=ImageMaker(),
        media=Studio(),
        fetcher=Elsewhere(),
        pusher=PushService(),
        surroundings=Indoors(),
        clock=clock,
    )
    contexts.use(made)
    yield made
    contexts.use(None)
