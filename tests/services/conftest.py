"""A channel with an owner and a reader, as the tests of its chat and of its followers call them."""

import pytest


@pytest.fixture
def owner(ada, owls):
    """Ada, who has the channel."""
    return ada


@pytest.fixture
def reader(bob):
    """Bob, who is nobody in particular."""
    return bob
