"""A channel with an owner and a reader, for the tests of its chat."""

import pytest_asyncio

from tests.support.channels import create_channel
from tests.support.people import create_actor


@pytest_asyncio.fixture(loop_scope="session")
async def owner(context):
    """Ada, who has the channel."""
    actor = await create_actor(context, "ada")
    await create_channel(context, actor)
    return actor


@pytest_asyncio.fixture(loop_scope="session")
async def reader(context):
    """Bob, who is nobody in particular."""
    return await create_actor(context, "bob")
