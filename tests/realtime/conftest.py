from collections.abc import AsyncIterator

import pytest_asyncio

from tests.realtime.browser import Site, running_site
from tests.realtime.house import House, Talk, open_house


@pytest_asyncio.fixture(loop_scope="session")
async def house() -> AsyncIterator[House]:
    """A server with one kind of room."""
    Talk.opened.clear()
    Talk.closed.clear()
    async with open_house() as running:
        yield running


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def shared_site() -> AsyncIterator[Site]:
    """A Reflex app with a room, for all tests that leave it as it was."""
    async with running_site() as site:
        yield site
