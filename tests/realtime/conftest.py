from collections.abc import AsyncIterator

import pytest_asyncio

from tests.realtime.house import House, Talk, open_house


@pytest_asyncio.fixture(loop_scope="session")
async def house() -> AsyncIterator[House]:
    """A server with one kind of room."""
    Talk.opened.clear()
    Talk.closed.clear()
    async with open_house() as running:
        yield running
