"""Another e-mail address takes both mailboxes, and tells a stranger nothing about who has an account."""

import pytest

from aethex_live.data import user as users
from aethex_live.domain.account_token import LinkRefused
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotLoggedIn, TooMany
from aethex_live.services import email_change
from aethex_live.services.context import ANONYMOUS
from aethex_live.services.email_change import Progress
from tests.support.accounts import STRANGER, actor_with, create_member, log_in, member_actor, token_in

OLD, NEW = "ada@example.test", "lovelace@example.test"


async def confirm(context, token) -> Progress:
    return await email_change.confirm_email_change(context, STRANGER, token)


async def asked(context, mailbox, actor, new=NEW) -> tuple[str, str]:
    await email_change.request_email_change(context, actor, new)
    return token_in(mailbox.last_to(OLD).text), token_in(mailbox.last_to(new).text)


async def address_of(context, actor) -> str:
    async with context.transaction() as uow:
        return (await users.by_id(uow, actor.user_id)).email


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["old first", "new first"])
async def test_both_mailboxes_agree_in_any_order(context, mailbox, happened, order):
    await create_member(context, "ada")
    token = await log_in(context)
    actor = await actor_with(context, token)
    tokens = await asked(context, mailbox, actor)
    assert (await email_change.get_email_change(context, actor)) == (Progress.ASKED, NEW)
    waiting = await confirm(context, tokens[order[0]])
    assert waiting == (Progress.WAITS_FOR_NEW if order[0] == 0 else Progress.WAITS_FOR_OLD)
    assert await confirm(context, tokens[order[0]]) == waiting, "once more changes nothing"
    assert await address_of(context, actor) == OLD
    assert await confirm(context, tokens[order[1]]) == Progress.DONE
    assert await address_of(context, actor) == NEW
    assert (await actor_with(context, token)).user_id is None, "signed out everywhere"
    assert "was changed" in mailbox.last_to(OLD).subject and NEW not in mailbox.last_to(OLD).text
    assert "user.email_changed" in happened.names()
    for used in tokens:
        with pytest.raises(LinkRefused):
            await confirm(context, used)


async def test_an_address_with_an_account_is_not_given_away(context, mailbox):
    actor = await member_actor(context)
    await create_member(context, "bob", email=NEW)
    await email_change.request_email_change(context, actor, NEW.upper())
    assert "already have an account" in mailbox.last_to(NEW).subject
    assert await confirm(context, token_in(mailbox.last_to(OLD).text)) == Progress.WAITS_FOR_NEW
    assert await email_change.get_email_change(context, actor) == (Progress.WAITS_FOR_NEW, NEW.upper())


async def test_somebody_else_was_faster(context, mailbox):
    actor = await member_actor(context)
    old, new = await asked(context, mailbox, actor)
    await create_member(context, "bob", email=NEW)
    await confirm(context, old)
    with pytest.raises(Conflict, match="another account"):
        await confirm(context, new)
    assert await address_of(context, actor) == OLD


async def test_links_are_for_a_day_and_for_the_newest_wish(context, mailbox, clock):
    actor = await member_actor(context)
    first = await asked(context, mailbox, actor)
    second = await asked(context, mailbox, actor, "other@example.test")
    for token in (*first, "", "x" * 43, "\0"):
        with pytest.raises(LinkRefused):
            await confirm(context, token)
    clock.forward(hours=24)
    with pytest.raises(LinkRefused, match="too old"):
        await confirm(context, second[0])
    assert await email_change.get_email_change(context, actor) == (Progress.NONE, "")


async def test_cancelled(context, mailbox):
    actor = await member_actor(context)
    tokens = await asked(context, mailbox, actor)
    await email_change.cancel_email_change(context, actor)
    for token in tokens:
        with pytest.raises(LinkRefused):
            await confirm(context, token)


async def test_refusals(context, mailbox, clock):
    with pytest.raises(NotLoggedIn):
        await email_change.request_email_change(context, ANONYMOUS, NEW)
    with pytest.raises(NotLoggedIn):
        await email_change.cancel_email_change(context, ANONYMOUS)
    actor = await member_actor(context)
    for email in ("nonsense", OLD.upper()):
        with pytest.raises(InvalidInput) as refused:
            await email_change.request_email_change(context, actor, email)
        assert refused.value.field == "email"
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed) as refused:
        await email_change.request_email_change(context, actor, NEW)
    assert refused.value.code == "confirmation_needed"
    assert mailbox.mails == []


async def test_nobody_can_be_flooded_with_mail(context, mailbox):
    actor = await member_actor(context)
    for _ in range(5):
        await email_change.request_email_change(context, actor, NEW)
    with pytest.raises(TooMany):
        await email_change.request_email_change(context, actor, NEW)
