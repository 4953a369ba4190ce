"""Passkeys, with a device that really signs: adding, logging in, confirming, and all that is refused."""

import json
from uuid import uuid4

import pytest

from aethex_live.data import user as users
from aethex_live.domain.passkey import PasskeyRefused
from aethex_live.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import confirmation, passkey
from aethex_live.services.context import ANONYMOUS
from tests.support.accounts import STRANGER, actor_with, member_actor
from tests.support.authenticator import Authenticator


async def add(context, actor, device, name="Laptop"):
    begun = await passkey.begin_new_passkey(context, actor)
    return await passkey.finish_new_passkey(
        context, actor, token=begun.token, response=device.create(begun.options), name=name
    )


async def log_in(context, device, answer=None):
    begun = await passkey.begin_log_in(context, STRANGER)
    response = answer(begun.options) if answer else device.get(begun.options)
    return await passkey.finish_log_in(context, STRANGER, token=begun.token, response=response)


async def test_add_and_log_in_without_a_name(context, mailbox, clock, member):
    device = Authenticator()
    await add(context, member, device)
    assert "New passkey" in mailbox.last_to("ada@example.test").subject
    clock.forward(hours=1)
    done = await log_in(context, device)
    assert (await actor_with(context, done.token)).user_id == member.user_id
    (listed,) = await passkey.list_passkeys(context, member)
    assert (listed.name, listed.used_at) == ("Laptop", clock.now)


async def test_the_browser_is_asked_for_what_log_in_without_a_name_needs(context, member):
    asked = json.loads((await passkey.begin_new_passkey(context, member)).options)
    assert asked["rp"]["id"] == "localhost"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["excludeCredentials"] == []
    await add(context, member, Authenticator())
    assert (
        len(json.loads((await passkey.begin_new_passkey(context, member)).options)["excludeCredentials"]) == 1
    )
    asked = json.loads((await passkey.begin_log_in(context, STRANGER)).options)
    assert asked["allowCredentials"] == [] and asked["userVerification"] == "required"


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://evil.test"},
        {"verifies": False},
        {"counter": 0},
        {"key": Authenticator().key},
        {"credential_id": b"another"},
    ],
    ids=lambda bent: next(iter(bent)),
)
async def test_answers_that_are_not_right_do_not_log_in(context, bent, member):
    device = Authenticator(counter=5)
    await add(context, member, device)
    assert (await log_in(context, device)).token
    for name, value in bent.items():
        setattr(device, name, value)
    with pytest.raises(PasskeyRefused):
        await log_in(context, device)


@pytest.mark.parametrize(
    "response",
    [
        "",
        "{}",
        "null",
        "[]",
        "{",
        '{"id": 1}',
        '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
        '{"id": "\\ud800", "rawId": "é", "response": null}',
        "x" * 30_000,
    ],
    ids=range(9),
)
async def test_nonsense_is_refused_in_words(context, response, member):
    await add(context, member, Authenticator())
    with pytest.raises(PasskeyRefused):
        await log_in(context, None, answer=lambda _: response)
    begun = await passkey.begin_new_passkey(context, member)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_new_passkey(context, member, token=begun.token, response=response, name="x")
    begun = await passkey.begin_confirmation(context, member)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_confirmation(context, member, token=begun.token, response=response)


async def test_a_challenge_serves_once_for_ten_minutes_for_its_purpose_and_its_person(context, clock, member):
    ada, bob = member, await member_actor(context, "bob")
    device = Authenticator()
    await add(context, ada, device)
    begun = await passkey.begin_log_in(context, STRANGER)
    response = device.get(begun.options)
    await passkey.finish_log_in(context, STRANGER, token=begun.token, response=response)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_log_in(context, STRANGER, token=begun.token, response=response)

    begun = await passkey.begin_log_in(context, STRANGER)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_log_in(context, STRANGER, token=begun.token, response="{}")
    with pytest.raises(PasskeyRefused):
        await passkey.finish_log_in(context, STRANGER, token=begun.token, response=device.get(begun.options))

    begun = await passkey.begin_confirmation(context, ada)
    response = device.get(begun.options)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_log_in(context, STRANGER, token=begun.token, response=response)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_confirmation(context, bob, token=begun.token, response=response)

    begun = await passkey.begin_log_in(context, STRANGER)
    clock.forward(minutes=10)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_log_in(context, STRANGER, token=begun.token, response=device.get(begun.options))


async def test_confirms_that_it_is_me(context, clock, member):
    device = Authenticator()
    await add(context, member, device)
    clock.forward(minutes=10)
    assert not await confirmation.is_confirmed(context, member)
    with pytest.raises(NotAllowed):
        await passkey.begin_new_passkey(context, member)
    begun = await passkey.begin_confirmation(context, member)
    await passkey.finish_confirmation(context, member, token=begun.token, response=device.get(begun.options))
    assert await confirmation.is_confirmed(context, member)
    await passkey.begin_new_passkey(context, member)


async def test_the_passkey_of_another_does_not_confirm_me(context, member):
    ada, bob = member, await member_actor(context, "bob")
    theirs = Authenticator()
    await add(context, ada, Authenticator())
    await add(context, bob, theirs)
    begun = await passkey.begin_confirmation(context, ada)
    with pytest.raises(PasskeyRefused):
        await passkey.finish_confirmation(context, ada, token=begun.token, response=theirs.get(begun.options))


async def test_a_suspended_person_is_not_let_in_by_passkey_either(context, clock, member):

    device = Authenticator()
    await add(context, member, device)
    async with context.transaction() as uow:
        user = await users.by_id(uow, member.user_id)
        user.suspended_at, user.suspension_reason = clock.now, "Spam."
    with pytest.raises(NotAllowed, match="Spam"):
        await log_in(context, device)


async def test_rename_and_remove(context, mailbox, member):
    device = Authenticator()
    passkey_id = await add(context, member, device)
    await passkey.rename_passkey(context, member, passkey_id, "  Key  ring ")
    assert [each.name for each in await passkey.list_passkeys(context, member)] == ["Key ring"]
    with pytest.raises(InvalidInput):
        await passkey.rename_passkey(context, member, passkey_id, "")
    await passkey.remove_passkey(context, member, passkey_id)
    assert await passkey.list_passkeys(context, member) == []
    assert "Passkey removed" in mailbox.last_to("ada@example.test").subject
    with pytest.raises(PasskeyRefused, match="not known"):
        await log_in(context, device)
    with pytest.raises(AppError, match="no passkey"):
        await passkey.begin_confirmation(context, member)


async def test_the_passkeys_of_others_are_not_there(context, clock, member):
    ada, bob = member, await member_actor(context, "bob")
    passkey_id = await add(context, ada, Authenticator())
    for actor, target, refusal in (
        (bob, passkey_id, NotFound),
        (bob, uuid4(), NotFound),
        (ANONYMOUS, passkey_id, NotLoggedIn),
    ):
        with pytest.raises(refusal):
            await passkey.rename_passkey(context, actor, target, "mine now")
        with pytest.raises(refusal):
            await passkey.remove_passkey(context, actor, target)
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed):
        await passkey.remove_passkey(context, ada, passkey_id)
    (listed,) = await passkey.list_passkeys(context, ada)
    assert listed.name == "Laptop"


async def test_one_passkey_belongs_to_one_account_and_there_are_not_too_many(context, member, monkeypatch):
    monkeypatch.setattr(passkey, "MOST", 3)
    ada, bob = member, await member_actor(context, "bob")
    device = Authenticator()
    await add(context, ada, device)
    with pytest.raises(Conflict):
        await add(context, bob, device)
    for _ in range(2):
        await add(context, ada, Authenticator())
    with pytest.raises(Conflict, match="You have 3 passkeys"):
        await add(context, ada, Authenticator())
