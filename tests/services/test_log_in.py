"""Logging in: who is let in, what the others are told, and how often they may try."""

import pytest

from aethex_live.data import user as users
from aethex_live.errors import NotAllowed, TooMany
from aethex_live.services import log_in as logging_in
from aethex_live.services.context import Actor
from aethex_live.services.log_in import WrongLogIn
from tests.support.accounts import PASSWORD, STRANGER, actor_with, create_member, log_in


async def attempt(context, identifier="ada", password=PASSWORD, network="192.0.2.1"):
    return await logging_in.log_in(context, Actor(network=network), identifier=identifier, password=password)


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("ada", "wrong password"),
        ("nobody", PASSWORD),
        ("nobody@example.test", PASSWORD),
        ("", PASSWORD),
        ("ada\0", PASSWORD),
        ("ada' OR 1=1 --", PASSWORD),
        ("ada", ""),
        ("ada", "x" * 100_000),
        ("ada", "half \ud800 pair"),
        ("half \ud800 pair", PASSWORD),
        ("no_password", PASSWORD),
    ],
)
async def test_every_wrong_attempt_gets_the_same_answer(context, identifier, password):
    await create_member(context, "ada")
    await create_member(context, "no_password", password_hash=None)
    with pytest.raises(WrongLogIn) as refused:
        await attempt(context, identifier, password)
    assert (refused.value.status, refused.value.message) == (401, "Name or password is wrong.")


async def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(context, tools, monkeypatch):
    await create_member(context, "ada")
    hasher = tools.passwords._hasher
    verified = []
    real = hasher.verify
    monkeypatch.setattr(hasher, "verify", lambda *given: verified.append(given) or real(*given))
    for identifier in ("ada", "nobody"):
        with pytest.raises(WrongLogIn):
            await attempt(context, identifier, "wrong password")
    assert len(verified) == 2


async def test_guessing_is_slowed_down_per_network_and_does_not_lock_the_owner_out(context, clock):
    await create_member(context, "ada")
    for _ in range(5):
        with pytest.raises(WrongLogIn):
            await attempt(context, password="wrong password", network="203.0.113.9")
    with pytest.raises(TooMany) as refused:
        await attempt(context, network="203.0.113.9")
    assert refused.value.retry_after == 60
    assert (await attempt(context, network="192.0.2.1")).token
    clock.forward(seconds=60)
    assert (await attempt(context, network="203.0.113.9")).token


async def test_guessing_from_many_networks_is_slowed_down_per_account(context):
    await create_member(context, "ada")
    for number in range(50):
        with pytest.raises(WrongLogIn):
            await attempt(context, ("ada", "ada@example.test")[number % 2], "wrong password", f"net {number}")
    with pytest.raises(TooMany):
        await attempt(context, network="one more")


async def test_unknown_names_are_slowed_down_just_the_same(context):
    for _ in range(5):
        with pytest.raises(WrongLogIn):
            await attempt(context, "nobody")
    with pytest.raises(TooMany):
        await attempt(context, "NOBODY")


async def test_being_right_gives_the_tries_back(context):
    await create_member(context, "ada")
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongLogIn):
                await attempt(context, password="wrong password")
        await attempt(context)


async def test_a_suspended_person_is_told_why_and_until_when(context, clock):
    until = clock.now.replace(month=12, day=24)
    await create_member(
        context, "ada", suspended_at=clock.now, suspended_until=until, suspension_reason="Spam."
    )
    with pytest.raises(NotAllowed) as refused:
        await attempt(context)
    assert refused.value.code == "suspended"
    assert refused.value.message == (
        "This account is suspended until 24 December 2026, 12:00 UTC. Reason: Spam."
    )
    with pytest.raises(WrongLogIn):
        await attempt(context, password="wrong password")
    clock.now = until
    assert (await attempt(context)).token


async def test_logging_in_keeps_an_account_that_was_to_be_deleted(context, clock, happened):
    user = await create_member(context, "ada", deletion_due_at=clock.now)
    await attempt(context)
    async with context.transaction() as uow:
        assert (await users.by_id(uow, user.id)).deletion_due_at is None
    assert "user.deletion_cancelled" in happened.names()


async def test_a_new_log_in_ends_the_session_that_the_browser_had(context):
    await create_member(context, "ada")
    await create_member(context, "bob")
    first = await log_in(context, "ada")
    second = await log_in(context, "bob", await actor_with(context, first))
    assert first != second
    assert (await actor_with(context, first)).user_id is None
    assert (await actor_with(context, second)).user_id is not None


async def test_a_weaker_hash_is_replaced_when_the_password_is_at_hand(context):
    from pwdlib.hashers.argon2 import Argon2Hasher

    weak = Argon2Hasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    user = await create_member(context, "ada", password_hash=weak)
    await attempt(context)
    async with context.transaction() as uow:
        assert (await users.by_id(uow, user.id)).password_hash != weak
    assert (await attempt(context, network=STRANGER.network)).token
