"""A use case's writes and what it tells others stand or fall together."""

import pytest
from sqlalchemy import func, select

from aethex_live.data.database import transactions
from aethex_live.data.models.user import User
from aethex_live.domain.happening import Happening


def user(name: str) -> User:
    return User(username=name, email=f"{name}@example.test", display_name=name)


async def how_many(context) -> int:
    async with context.transaction() as uow:
        return await uow.session.scalar(select(func.count()).select_from(User))


async def test_commits_then_acts_then_publishes(context, happened):
    seen: list[list[str]] = []
    async with context.transaction() as uow:
        uow.session.add(user("ada"))
        uow.happen(Happening("user.registered", {}))
        uow.after_commit(lambda: seen.append(happened.names()))
        assert happened.names() == []
    assert await how_many(context) == 1
    assert seen == [[]], "cached things are forgotten before anybody hears"
    assert happened.names() == ["user.registered"]


async def test_an_error_leaves_nothing_behind(context, happened):
    acted = []
    with pytest.raises(LookupError):
        async with context.transaction() as uow:
            uow.session.add(user("ada"))
            await uow.session.flush()
            uow.happen(Happening("user.registered", {}))
            uow.after_commit(lambda: acted.append(True))
            raise LookupError
    assert await how_many(context) == 0
    assert happened.names() == [] and acted == []


async def test_what_only_the_commit_refuses_is_not_published(context, happened):
    async with context.transaction() as uow:
        uow.session.add(user("ada"))
    with pytest.raises(Exception, match="uq_users_username_lower"):
        async with context.transaction() as uow:
            uow.session.add(User(username="ADA", email="other@example.test", display_name="x"))
            uow.happen(Happening("user.registered", {}))
    assert happened.names() == []


async def test_a_publisher_that_fails_does_not_undo_the_commit(context, engine, caplog):
    async def broken(happenings):
        raise ConnectionError("no bus")

    async with transactions(engine, broken)() as uow:
        uow.session.add(user("ada"))
        uow.happen(Happening("user.registered", {}))
    assert await how_many(context) == 1
    assert "user.registered" in caplog.text
