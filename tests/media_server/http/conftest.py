from collections.abc import AsyncIterator

import pytest

from tests.media_server.http.serving import Channel, Served, served


@pytest.fixture
async def site() -> AsyncIterator[Served]:
    async with served() as running:
        yield running


@pytest.fixture
def show(site: Served) -> Channel:
    """A stream with four whole segments and two parts of the next."""
    channel = site.channel()
    channel.advance_segments(4)
    channel.advance(2)
    return channel
