"""Another password: by mail when it is forgotten, by the old one when it is not."""

import pytest

from aethex_live.data import user as users
from aethex_live.domain.account_token import LinkRefused
from aethex_live.errors import InvalidInput, NotAllowed, NotLoggedIn, TooMany
from aethex_live.services import confirmation, log_in, password
from aethex_live.services.confirmation import WrongPassword
from aethex_live.services.context import ANONYMOUS, Actor
from tests.support.accounts import PASSWORD, STRANGER, actor_with, create_member, member_actor, token_in
from tests.support.accounts import log_in as token_of

BETTER = "an even better one"


async def can_log_in(context, with_password) -> bool:
    try:
        await log_in.log_in(context, STRANGER, identifier="ada", password=with_password)
    except log_in.WrongLogIn:
        return False
    return True


async def asked(context, mailbox) -> str:
    await password.request_reset(context, STRANGER, "ADA@example.test")
    return token_in(mailbox.last_to("ada@example.test").text)


async def reset(context, token, to=BETTER):
    await password.reset_password(context, STRANGER, token=token, password=to)


async def test_forgotten(context, mailbox):
    await create_member(context, "ada")
    session = await token_of(context)
    token = await asked(context, mailbox)
    assert await can_log_in(context, PASSWORD), "asking alone changes nothing"
    await reset(context, token)
    assert (await actor_with(context, session)).user_id is None
    assert not await can_log_in(context, PASSWORD) and await can_log_in(context, BETTER)
    assert "was changed" in mailbox.last_to("ada@example.test").subject
    with pytest.raises(LinkRefused, match="used already"):
        await reset(context, token)


async def test_the_link_works_for_an_hour_and_only_the_newest(context, mailbox, clock):
    await create_member(context, "ada")
    first, second = await asked(context, mailbox), await asked(context, mailbox)
    clock.forward(hours=1)
    for token, words in ((first, "not from us"), (second, "too old"), ("", "not from us")):
        with pytest.raises(LinkRefused, match=words):
            await reset(context, token)


async def test_a_refused_password_leaves_the_link_usable(context, mailbox):
    await create_member(context, "ada")
    token = await asked(context, mailbox)
    for bad in ("short", "ada@example.test"):
        with pytest.raises(InvalidInput):
            await reset(context, token, bad)
    await reset(context, token)


async def test_an_address_without_account_gets_the_same_answer_and_no_mail(context, mailbox):
    await password.request_reset(context, STRANGER, "nobody@example.test")
    assert mailbox.mails == []


async def test_the_link_proves_the_mailbox_of_who_never_confirmed_it(context, mailbox):
    await create_member(context, "ada", email_verified_at=None)
    await reset(context, await asked(context, mailbox))
    assert await can_log_in(context, BETTER)


async def test_changed_with_the_old_one(context, mailbox):
    await create_member(context, "ada")
    here, elsewhere = await token_of(context), await token_of(context)
    actor = await actor_with(context, here)
    fresh = await password.change_password(context, actor, current=PASSWORD, password=BETTER)
    assert (await actor_with(context, fresh)).session_id == actor.session_id
    assert (await actor_with(context, here)).user_id is None, "the old token is worthless"
    assert (await actor_with(context, elsewhere)).user_id is None
    assert await can_log_in(context, BETTER)
    assert "was changed" in mailbox.last_to("ada@example.test").subject


async def test_who_has_none_needs_to_have_confirmed_lately(context, clock):
    await create_member(context, "ada")
    actor = await actor_with(context, await token_of(context))
    async with context.transaction() as uow:
        (await users.by_id(uow, actor.user_id)).password_hash = None
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed):
        await password.change_password(context, actor, current="", password=BETTER)
    await confirmation.note_confirmation(context, actor)
    await password.change_password(context, actor, current="", password=BETTER)
    assert await can_log_in(context, BETTER)


async def test_refusals(context):
    with pytest.raises(NotLoggedIn):
        await password.change_password(context, ANONYMOUS, current=PASSWORD, password=BETTER)
    actor = await member_actor(context)
    with pytest.raises(WrongPassword) as refused:
        await password.change_password(context, actor, current="wrong", password=BETTER)
    assert refused.value.field == "current"
    with pytest.raises(InvalidInput):
        await password.change_password(context, actor, current=PASSWORD, password="short")
    assert await can_log_in(context, PASSWORD)


async def test_confirming_with_the_password(context, clock):
    actor = await member_actor(context)
    assert await confirmation.is_confirmed(context, actor), "logging in counts"
    clock.forward(minutes=10)
    assert not await confirmation.is_confirmed(context, actor)
    with pytest.raises(WrongPassword):
        await confirmation.confirm_with_password(context, actor, "wrong")
    assert not await confirmation.is_confirmed(context, actor)
    await confirmation.confirm_with_password(context, actor, PASSWORD)
    assert await confirmation.is_confirmed(context, actor)
    clock.forward(minutes=9, seconds=59)
    assert await confirmation.is_confirmed(context, actor)


async def test_a_token_of_a_program_is_never_confirmed(context):
    actor = await member_actor(context)
    program = Actor(user_id=actor.user_id, scopes=frozenset({"profile"}))
    assert not await confirmation.is_confirmed(context, program)
    forged = Actor(user_id=(await create_member(context, "bob")).id, session_id=actor.session_id)
    assert not await confirmation.is_confirmed(context, forged)


async def test_guessing_the_password_at_an_open_screen_is_slowed_down(context):
    actor = await member_actor(context)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            await confirmation.confirm_with_password(context, actor, "wrong")
    with pytest.raises(TooMany):
        await confirmation.confirm_with_password(context, actor, PASSWORD)
