"""Accounts that can log in, made through the same use cases as people use."""

import re

from aethex_live.data.models.user import User
from aethex_live.services import log_in as logging_in
from aethex_live.services import session
from aethex_live.services.context import Actor, Context
from tests.support.people import create_user

PASSWORD = "correct horse battery"
STRANGER = Actor(network="192.0.2.1")


async def create_member(context: Context, username: str = "ada", **fields) -> User:
    """A verified person whose password is PASSWORD."""
    hashed = await context.accounts.passwords.hash(PASSWORD)
    return await create_user(context, username, **{"password_hash": hashed, **fields})


async def log_in(context: Context, username: str = "ada", actor: Actor = STRANGER) -> str:
    """The session token of a fresh log-in."""
    result = await logging_in.log_in(
        context, actor, identifier=username, password=PASSWORD, user_agent="Firefox on Linux"
    )
    assert result.token
    return result.token


async def actor_with(context: Context, token: str, network: str = STRANGER.network) -> Actor:
    """Who sends this token as a cookie."""
    return await session.actor_from_cookie(context, f"aethex_session={token}", network)


async def member_actor(context: Context, username: str = "ada", **fields) -> Actor:
    """A person with a fresh session."""
    user = await create_member(context, username, **fields)
    async with context.transaction() as uow:
        token = await session.open_session(context, uow, STRANGER, user, "Firefox on Linux")
    return await actor_with(context, token)


def token_in(text: str) -> str:
    """The token of the link in a mail."""
    return re.search(r"token=([A-Za-z0-9_-]{43})", text).group(1)
