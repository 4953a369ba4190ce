"""Making, listing and revoking access tokens."""

from dataclasses import replace

import pytest_asyncio
from sqlalchemy import text, update

from aethex_live.data.models.user import User
from aethex_live.domain.access_token import MOST, Scope, looks_right
from aethex_live.domain.happening import Happening
from aethex_live.services import access_token
from tests.support.http import client, cookie_of, in_person, token_of
from tests.support.people import actor_of, create_user

TOKENS = "/api/v1/me/tokens"


@pytest_asyncio.fixture(loop_scope="session")
async def web(context):
    async with client(context) as made:
        yield made


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(web, context, happened):
    browser = await cookie_of(context, await create_user(context))
    wish = {"name": "Stream deck", "scopes": ["account:read"], "days": 7}
    made = (await web.post(TOKENS, json=wish, headers=browser)).json()
    assert looks_right(made["token"]) and made["token"].startswith(made["about"]["shown"])
    assert made["about"]["expires_at"] == "2026-11-28T12:00:00Z"

    program = {"Authorization": f"Bearer {made['token']}"}
    listed = (await web.get(TOKENS, headers=program)).json()
    assert [token["name"] for token in listed["data"]] == ["Stream deck"]
    assert {"total": 1, "page": 1, "limit": 20, "hasMore": False}.items() <= listed.items()
    assert made["token"] not in str(listed)
    assert listed["data"][0]["used_at"] == "2026-11-21T12:00:00Z"

    assert (await web.delete(f"{TOKENS}/{made['about']['id']}", headers=browser)).status_code == 204
    assert (await web.get(TOKENS, headers=program)).status_code == 401
    assert happened.names() == ["access_token.created", "access_token.revoked"]


async def test_the_token_itself_is_kept_nowhere(context):
    user = await create_user(context)
    made = await access_token.create(context, await in_person(context, user), "x", ["staff"], 1)
    assert made.secret not in repr(made)
    async with context.transaction() as uow:
        row = (await uow.session.execute(text("SELECT access_tokens::text FROM access_tokens"))).scalar_one()
    assert made.secret not in row and made.secret[20:] not in row


async def test_a_token_cannot_make_or_revoke_tokens(web, context):
    user = await create_user(context)
    headers = await token_of(context, user, *Scope)
    made = await web.post(TOKENS, json={"name": "more"}, headers=headers)
    assert (made.status_code, made.json()["code"]) == (403, "session_required")
    own = (await access_token.listing(context, actor_of(user.id))).data[0]
    assert (await web.delete(f"{TOKENS}/{own.id}", headers=headers)).status_code == 403


async def test_other_peoples_tokens_are_not_there(web, context):
    ada, bob = await create_user(context, "ada"), await create_user(context, "bob")
    made = await access_token.create(context, await in_person(context, ada), "hers", [], 1)
    answer = await web.delete(f"{TOKENS}/{made.view.id}", headers=await cookie_of(context, bob))
    assert answer.status_code == 404
    assert (await web.get(TOKENS, headers=await cookie_of(context, bob))).json()["total"] == 0


async def test_whoever_may_not_log_in_cannot_use_tokens_either(context, clock):
    now = clock()
    for name, fields in {
        "suspended": {"suspended_at": now, "suspension_reason": "spam"},
        "leaving": {"deletion_due_at": now},
        "gone": {"deleted_at": now},
    }.items():
        user = await create_user(context, name)
        made = await access_token.create(context, await in_person(context, user), "x", [], 1)
        async with context.transaction() as uow:
            await uow.session.execute(update(User).where(User.id == user.id).values(**fields))
        assert await access_token.actor_of(context, made.secret, "") is None, name


async def test_making_one_needs_a_fresh_confirmation(web, context, clock):
    browser = await cookie_of(context, await create_user(context))
    clock.forward(minutes=11)
    answer = await web.post(TOKENS, json={"name": "x"}, headers=browser)
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")


async def test_who_uses_a_token_is_remembered_for_seconds_and_forgotten_when_they_change(context, clock):
    asked = 0
    transaction = context.transaction

    def counted():
        nonlocal asked
        asked += 1
        return transaction()

    user = await create_user(context, role="admin")
    made = await access_token.create(context, await in_person(context, user), "x", ["staff"], 1)
    context = replace(context, transaction=counted)
    for _ in range(3):
        found = await access_token.actor_of(context, made.secret, "")
    assert (found.role, asked) == ("admin", 1)
    clock.forward(seconds=5)
    await access_token.actor_of(context, made.secret, "")
    assert asked == 2
    await access_token.follow(context, Happening("user.role_changed", {}, key=user.id))
    await access_token.actor_of(context, made.secret, "")
    assert asked == 3
    await access_token.revoke(context, actor_of(user.id), made.view.id)
    assert await access_token.actor_of(context, made.secret, "") is None


async def test_without_the_scope_an_office_stays_behind(context):
    user = await create_user(context, role="admin")
    made = await access_token.create(context, await in_person(context, user), "x", [], 1)
    assert (await access_token.actor_of(context, made.secret, "")).role == "creator"


async def test_there_is_a_most(web, context):
    user = await create_user(context)
    actor = await in_person(context, user)
    for number in range(MOST):
        await access_token.create(context, actor, str(number), [], 1)
    answer = await web.post(TOKENS, json={"name": "one more"}, headers=await cookie_of(context, user))
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_tokens")
