"""Becoming a member, and what somebody learns who tries it with another person's address."""

import asyncio

import pytest

from aethex_live.data import user as users
from aethex_live.domain.account_token import LinkRefused
from aethex_live.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from aethex_live.services import log_in, profile, registration
from aethex_live.services.context import Actor
from tests.support.accounts import PASSWORD, STRANGER, create_member, token_in


async def register(context, username="ada", email="ada@example.test", password=PASSWORD, actor=STRANGER):
    await registration.register(context, actor, username=username, email=email, password=password)


async def user_named(context, username):
    async with context.transaction() as uow:
        return await users.by_username(uow, username)


async def test_register_confirm_log_in(context, mailbox, happened):
    await register(context, username="Ada", email="Ada@Example.test")
    with pytest.raises(NotAllowed) as refused:
        await log_in.log_in(context, STRANGER, identifier="ada", password=PASSWORD)
    assert refused.value.code == "email_unverified"
    token = token_in(mailbox.last_to("Ada@Example.test").text)
    assert await registration.verify_email(context, STRANGER, token) == "Ada"
    for identifier in ("ADA", "ada@EXAMPLE.test"):
        assert (await log_in.log_in(context, STRANGER, identifier=identifier, password=PASSWORD)).token
    assert "user.registered" in happened.names()
    assert (await user_named(context, "ada")).password_hash.startswith("$argon2id$")


async def test_all_that_is_wrong_is_told_at_once(context):
    await create_member(context, "ada")
    with pytest.raises(AppError) as refused:
        await register(context, username="ADA", email="nowhere", password="short")
    assert [(each.field, each.code) for each in refused.value.all] == [
        ("email", "email_form"),
        ("password", "password_short"),
        ("username", "username_taken"),
    ]


async def test_a_link_says_that_it_was_used_is_too_old_or_unknown(context, mailbox, clock):
    await register(context)
    first = token_in(mailbox.last_to("ada@example.test").text)
    await registration.verify_email(context, STRANGER, first)
    await register(context, username="bob", email="bob@example.test")
    second = token_in(mailbox.last_to("bob@example.test").text)
    clock.forward(hours=24)
    for token, code in (
        (first, "link_used"),
        (second, "link_expired"),
        ("x" * 43, "link_unknown"),
        ("", "link_unknown"),
        ("\0" * 43, "link_unknown"),
    ):
        with pytest.raises(LinkRefused) as refused:
            await registration.verify_email(context, STRANGER, token)
        assert refused.value.code == code


async def test_the_mail_can_be_sent_again_and_only_the_newest_link_works(context, mailbox):
    await register(context)
    first = token_in(mailbox.last_to("ada@example.test").text)
    await registration.resend_verification(context, STRANGER, "ADA@example.test")
    second = token_in(mailbox.last_to("ada@example.test").text)
    with pytest.raises(LinkRefused):
        await registration.verify_email(context, STRANGER, first)
    await registration.verify_email(context, STRANGER, second)
    await registration.resend_verification(context, STRANGER, "ada@example.test")
    await registration.resend_verification(context, STRANGER, "nobody@example.test")
    assert len(mailbox.mails) == 2


async def test_an_address_with_an_account_is_not_given_away(context, mailbox):
    owner = await create_member(context, "ada")
    await register(context, username="mallory", email="ADA@example.test", password="quite another one")
    assert "already have an account" in mailbox.last_to(owner.email).subject
    assert (await user_named(context, "ada")).password_hash == owner.password_hash


async def test_trying_names_does_not_give_an_address_away_either(context):
    await create_member(context, "ada")
    for email in ("ada@example.test", "new@example.test"):
        first, second = f"x_{email[:3]}", f"y_{email[:3]}"
        await register(context, username=first, email=email)
        assert not await registration.is_username_free(context, STRANGER, first)
        await register(context, username=first, email=email)
        await register(context, username=second, email=email.upper())
        assert await registration.is_username_free(context, STRANGER, first)
        assert not await registration.is_username_free(context, STRANGER, second)
        with pytest.raises(Conflict):
            await register(context, username=second, email="third@example.test")


async def test_whoever_has_not_confirmed_has_no_page_yet(context, mailbox):
    await register(context)
    with pytest.raises(NotFound):
        await profile.by_username(context, STRANGER, "ada")
    await registration.verify_email(context, STRANGER, token_in(mailbox.mails[-1].text))
    assert (await profile.by_username(context, STRANGER, "ada")).username == "ada"


async def test_an_account_that_nobody_confirmed_gives_way_to_the_next_attempt(context, mailbox):
    await register(context, username="squatter", email="ada@example.test", password="attackers password")
    old = token_in(mailbox.last_to("ada@example.test").text)
    await register(context, username="ada", email="ada@example.test")
    with pytest.raises(LinkRefused):
        await registration.verify_email(context, STRANGER, old)
    await registration.verify_email(context, STRANGER, token_in(mailbox.mails[-1].text))
    assert await user_named(context, "squatter") is None
    assert await user_named(context, "ada")


async def test_names_are_unique_whatever_their_case_even_at_once(context):
    attempts = (
        register(context, username=name, email=f"{number}@example.test", actor=Actor(network=str(number)))
        for number, name in enumerate(["Ada", "ada", "ADA", "aDa"])
    )
    results = await asyncio.gather(*attempts, return_exceptions=True)
    refused = [result for result in results if result is not None]
    assert len(refused) == 3 and all(isinstance(error, Conflict) for error in refused)
    assert {(error.code, error.field) for error in refused} == {("username_taken", "username")}


async def test_one_address_at_once_makes_one_account(context, mailbox):
    names = ["anna", "berta", "carla", "dora"]
    await asyncio.gather(
        *(register(context, name, "same@example.test", actor=Actor(network=name)) for name in names)
    )
    found = [await user_named(context, name) for name in names]
    assert sum(user is not None for user in found) == 1
    assert len(mailbox.mails) == 4


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": "a b"}, "username"),
        ({"email": "nonsense"}, "email"),
        ({"password": "short"}, "password"),
    ],
)
async def test_wrong_input_is_told_at_its_field(context, mailbox, fields, field):
    with pytest.raises(InvalidInput) as refused:
        await register(context, **fields)
    assert refused.value.field == field
    assert mailbox.mails == []


async def test_is_username_free(context):
    await create_member(context, "Ada")
    assert not await registration.is_username_free(context, STRANGER, "aDA")
    assert await registration.is_username_free(context, STRANGER, "bob")
    with pytest.raises(InvalidInput):
        await registration.is_username_free(context, STRANGER, "admin")


async def test_one_network_cannot_register_without_end(context):
    for number in range(10):
        await register(context, f"user{number}", f"user{number}@example.test")
    with pytest.raises(TooMany):
        await register(context, "userx", "userx@example.test")
    await register(context, "userx", "userx@example.test", actor=Actor(network="198.51.100.1"))
