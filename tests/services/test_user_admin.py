"""What staff may do with accounts, told as a table of who may what to whom."""

import base64
from datetime import timedelta

import pytest

from aethex_live.domain.page import PageRequest
from aethex_live.domain.two_factor import code_at, counter_at
from aethex_live.domain.user import Role
from aethex_live.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import audit, log_in, two_factor, user_admin
from aethex_live.services.context import ANONYMOUS
from tests.support.accounts import PASSWORD, STRANGER, actor_with, create_member
from tests.support.accounts import log_in as token_of
from tests.support.people import actor_of, create_actor, create_user


async def suspend(context, actor, user):
    await user_admin.suspend_user(context, actor, user.id, reason="Spam.")


async def unsuspend(context, actor, user):
    await user_admin.unsuspend_user(context, actor, user.id, reason="A mistake.")


async def promote(context, actor, user):
    await user_admin.change_role(context, actor, user.id, "creator")


async def verify(context, actor, user):
    await user_admin.set_verified(context, actor, user.id, True)


async def look(context, actor, user):
    await user_admin.get_user(context, actor, user.id)


async def search(context, actor, user):
    await user_admin.search_users(context, actor, user.username)


ALLOWED = {
    suspend: {"staff_moderator", "admin"},
    unsuspend: {"staff_moderator", "admin"},
    promote: {"admin"},
    verify: {"admin"},
    look: {"staff_moderator", "staff_finance", "admin"},
    search: {"staff_moderator", "staff_finance", "admin"},
}


async def test_a_search_for_what_no_name_holds_finds_what_is_left_of_it(context):
    root = await create_actor(context, "root", role=Role.ADMIN)
    for text in ("\ud800root", " ro\0ot", "\u202eroot"):
        assert [each.username for each in (await user_admin.search_users(context, root, text)).data] == [
            "root"
        ]


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("act", ALLOWED, ids=lambda act: act.__name__)
async def test_who_may(context, clock, keep, act, role):
    held = act is unsuspend
    fields = {"suspended_at": clock.now, "suspension_reason": "Spam."} if held else {}
    user = await keep(f"mallory_{held}", lambda: create_user(context, "mallory", **fields))
    actor = ANONYMOUS
    if role is not None:
        actor = await keep(f"boss_{role}", lambda: create_actor(context, "boss", role=role.value))
    if role in ALLOWED[act]:
        await act(context, actor, user)
    else:
        with pytest.raises(NotLoggedIn if role is None else NotAllowed):
            await act(context, actor, user)


async def test_a_suspended_person_is_out_at_once_told_why_and_let_in_again(context, clock, mailbox, happened):
    user = await create_member(context, "mallory")
    token = await token_of(context, "mallory")
    moderator = await create_actor(context, "mod", role="staff_moderator")
    until = clock.now + timedelta(days=3)
    await user_admin.suspend_user(context, moderator, user.id, reason=" Spam  in chat. ", until=until)
    assert (await actor_with(context, token)).user_id is None
    assert "Reason: Spam in chat." in mailbox.last_to(user.email).text
    assert {"session.revoked", "user.suspended"} <= set(happened.names())
    with pytest.raises(NotAllowed, match=r"until 24 November 2026, 12:00 UTC\. Reason: Spam in chat\."):
        await log_in.log_in(context, STRANGER, identifier="mallory", password=PASSWORD)
    await user_admin.unsuspend_user(context, moderator, user.id, reason="Apologised.")
    assert (await log_in.log_in(context, STRANGER, identifier="mallory", password=PASSWORD)).token
    log = await audit.listing(context, moderator)
    assert [(entry.action, entry.actor_name, entry.subject.name, entry.reason) for entry in log.data] == [
        ("user.unsuspended", "mod", "mallory", "Apologised."),
        ("user.suspended", "mod", "mallory", "Spam in chat."),
    ]


async def test_staff_are_suspended_by_admins_only_and_nobody_suspends_themselves(context):
    admin = await create_actor(context, "admin1", role="admin")
    moderator = await create_actor(context, "mod", role="staff_moderator")
    colleague = await create_user(context, "finance", role="staff_finance")
    with pytest.raises(NotAllowed):
        await suspend(context, moderator, colleague)
    await suspend(context, admin, colleague)
    with pytest.raises(NotAllowed):
        await unsuspend(context, moderator, colleague)
    with pytest.raises(Conflict, match="yourself"):
        await user_admin.suspend_user(context, moderator, moderator.user_id, reason="Tired.")


async def test_a_new_role_signs_out_and_counts(context):
    admin = await create_actor(context, "admin1", role="admin")
    user = await create_member(context, "ada")
    token = await token_of(context, "ada")
    await user_admin.change_role(context, admin, user.id, "staff_moderator")
    assert (await actor_with(context, token)).user_id is None
    assert (await actor_with(context, await token_of(context, "ada"))).role == "staff_moderator"
    with pytest.raises(InvalidInput) as refused:
        await user_admin.change_role(context, admin, user.id, "emperor")
    assert refused.value.field == "role"


async def test_the_last_admin_stays(context):
    first = await create_user(context, "first", role="admin")
    second = await create_user(context, "second", role="admin")
    admin = actor_of(first.id, "admin")
    await user_admin.change_role(context, admin, second.id, "user")
    with pytest.raises(Conflict, match="last admin"):
        await user_admin.change_role(context, admin, first.id, "user")


@pytest.mark.parametrize("until", [timedelta(0), timedelta(days=-1)])
async def test_a_suspension_ends_in_the_future(context, clock, until):
    admin = await create_actor(context, "admin1", role="admin")
    user = await create_user(context, "ada")
    with pytest.raises(InvalidInput):
        await user_admin.suspend_user(context, admin, user.id, reason="x", until=clock.now + until)
    with pytest.raises(InvalidInput):
        await user_admin.suspend_user(context, admin, user.id, reason="  ")


async def test_whoever_is_not_there_is_not_found(context):
    admin = await create_actor(context, "admin1", role="admin")
    gone = await create_user(context, "gone", deleted_at=context.clock())
    for act in ALLOWED:
        if act is not search:
            with pytest.raises(NotFound):
                await act(context, admin, gone)


async def test_search(context, clock):
    admin = await create_actor(context, "admin1", role="admin")
    await create_user(context, "ada", display_name="Ada 100% Lovelace")
    await create_user(context, "bob", suspended_at=clock.now, suspension_reason="Spam.")
    await create_user(context, "eve", role="staff_finance")

    async def names(text="", **filters):
        page = await user_admin.search_users(context, admin, text, **filters)
        return [account.username for account in page.data]

    assert await names() == ["eve", "bob", "ada", "admin1"]
    assert await names("LOVE") == ["ada"]
    assert await names("100%") == ["ada"] and await names("%") == ["ada"] and await names("_") == []
    assert await names("bob@EXAMPLE") == ["bob"]
    assert await names("\0") == await names()
    assert await names(only_suspended=True) == ["bob"]
    assert await names(role="staff_finance") == ["eve"]
    page = await user_admin.search_users(context, admin, request=PageRequest(2, 3))
    assert (page.total, len(page.data), page.has_more) == (4, 1, False)


async def test_every_refusal_is_an_answer_for_people(context):
    admin = await create_actor(context, "admin1", role="admin")
    user = await create_user(context, "ada")
    with pytest.raises(AppError, match="not suspended"):
        await unsuspend(context, admin, user)


async def test_a_lost_second_factor_is_turned_off_by_an_admin_and_its_owner_is_told(context, clock, mailbox):
    user = await create_member(context, "ada")
    token = await token_of(context, "ada")
    actor = await actor_with(context, token)
    enrolment = await two_factor.begin_two_factor(context, actor)
    seed = base64.b32decode(enrolment.secret.replace(" ", ""))
    await two_factor.confirm_two_factor(context, actor, code_at(seed, counter_at(clock.now)))
    admin = await create_actor(context, "root", role=Role.ADMIN)
    moderator = await create_actor(context, "mod", role=Role.STAFF_MODERATOR)
    with pytest.raises(NotAllowed):
        await user_admin.reset_two_factor(context, moderator, user.id, reason="Came by.")
    await user_admin.reset_two_factor(context, admin, user.id, reason="Came by.")
    assert "off for your account. Reason: Came by." in mailbox.last_to(user.email).text
    assert (await log_in.log_in(context, STRANGER, identifier="ada", password=PASSWORD)).token
    (entry,) = (await audit.listing(context, admin)).data
    assert (entry.action, entry.reason) == ("user.two_factor_reset", "Came by.")
    with pytest.raises(Conflict, match="not on"):
        await user_admin.reset_two_factor(context, admin, user.id, reason="Came by.")
    with pytest.raises(Conflict, match="your settings"):
        await user_admin.reset_two_factor(context, admin, admin.user_id, reason="Came by.")
