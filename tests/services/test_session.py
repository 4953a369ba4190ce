"""Sessions: who a cookie is, how long, and that revoking works at once."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import select

from aethex_live.data.models.session import Session
from aethex_live.domain.happening import Happening
from aethex_live.errors import NotFound, NotLoggedIn
from aethex_live.services import session
from aethex_live.services.context import ANONYMOUS, Actor
from aethex_live.services.session_cache import Known, SessionCache
from tests.support.accounts import actor_with, create_member, log_in, member_actor
from tests.support.database import AT_ONCE


async def rows(context) -> list[Session]:
    async with context.transaction() as uow:
        return list(await uow.session.scalars(select(Session).order_by(Session.id)))


async def test_a_cookie_is_a_person_with_a_role(context):
    user = await create_member(context, "ada", role="staff_moderator")
    actor = await actor_with(context, await log_in(context))
    assert (actor.user_id, actor.role, actor.network) == (user.id, "staff_moderator", "192.0.2.1")
    assert actor.scopes is None
    for header in ("", "aethex_session=", "aethex_session=" + "x" * 43, "other=1"):
        assert await session.actor_from_cookie(context, header, "192.0.2.1") == Actor(network="192.0.2.1")


async def test_the_database_cannot_be_used_to_log_in(context):
    await create_member(context, "ada")
    token = await log_in(context)
    (row,) = await rows(context)
    assert token.encode() not in row.token_hash and len(row.token_hash) == 32
    assert (row.user_agent, row.network) == ("Firefox on Linux", "192.0.2.1")


async def test_a_session_slides_and_ends_after_thirty_idle_days(context, clock):
    await create_member(context, "ada")
    token = await log_in(context)
    for _ in range(3):
        clock.forward(days=29)
        assert (await actor_with(context, token)).user_id
    clock.forward(days=30)
    assert (await actor_with(context, token)).user_id is None


async def test_being_seen_is_not_written_at_every_event(context, clock):
    await create_member(context, "ada")
    token = await log_in(context)
    clock.forward(minutes=30)
    await actor_with(context, token)
    assert (await rows(context))[0].seen_at == clock.now.replace(minute=0)
    clock.forward(minutes=40)
    await actor_with(context, token)
    assert (await rows(context))[0].seen_at == clock.now


async def test_an_event_costs_no_query_for_seconds_and_revoking_counts_at_once(context, happened):
    await create_member(context, "ada")
    token = await log_in(context)
    actor = await actor_with(context, token)
    async with context.transaction() as uow:  # behind the back of the use cases
        await uow.session.delete(await uow.session.get(Session, actor.session_id))
    assert await actor_with(context, token) == actor, "still remembered"
    token = await log_in(context)
    actor = await actor_with(context, token)
    await session.revoke_session(context, actor, actor.session_id)
    assert (await actor_with(context, token)).user_id is None
    (happening,) = happened.happenings
    assert happening == Happening(
        "session.revoked", {"session_ids": [str(actor.session_id)]}, key=actor.user_id
    )


async def test_what_is_remembered_is_forgotten_after_seconds_even_without_word(context, clock):
    await create_member(context, "ada")
    token = await log_in(context)
    actor = await actor_with(context, token)
    async with context.transaction() as uow:
        await uow.session.delete(await uow.session.get(Session, actor.session_id))
    clock.forward(seconds=5)
    assert (await actor_with(context, token)).user_id is None


async def test_word_from_another_process_is_heeded(context):
    await create_member(context, "ada")
    token = await log_in(context)
    actor = await actor_with(context, token)
    async with context.transaction() as uow:
        await uow.session.delete(await uow.session.get(Session, actor.session_id))
    await session.forget_revoked(
        context, Happening("session.revoked", {"session_ids": [str(actor.session_id)]})
    )
    assert (await actor_with(context, token)).user_id is None


async def test_devices_are_listed_and_signed_out_one_by_one_or_all(context):
    await create_member(context, "ada")
    tokens = [await log_in(context) for _ in range(4)]
    actor = await actor_with(context, tokens[0])
    devices = await session.list_sessions(context, actor)
    assert len(devices) == 4
    assert [device.id for device in devices if device.is_current] == [actor.session_id]
    assert devices[0].user_agent == "Firefox on Linux"
    gone = await actor_with(context, tokens[1])
    await session.revoke_session(context, actor, gone.session_id)
    assert (await actor_with(context, tokens[1])).user_id is None
    assert await session.revoke_other_sessions(context, actor) == 2
    assert (await actor_with(context, tokens[0])).user_id == actor.user_id
    assert await session.revoke_all_sessions(context, actor) == 1
    assert (await actor_with(context, tokens[0])).user_id is None


async def test_logging_out_ends_this_session_only(context):
    await create_member(context, "ada")
    first, second = await log_in(context), await log_in(context)
    await session.log_out(context, await actor_with(context, first))
    await session.log_out(context, ANONYMOUS)
    assert (await actor_with(context, first)).user_id is None
    assert (await actor_with(context, second)).user_id is not None


@pytest.mark.parametrize(
    "call", [session.list_sessions, session.revoke_other_sessions, session.revoke_all_sessions]
)
async def test_nobody_has_no_sessions(context, call):
    with pytest.raises(NotLoggedIn):
        await call(context, ANONYMOUS)


async def test_the_sessions_of_others_are_not_there(context):
    ada, bob = await member_actor(context, "ada"), await member_actor(context, "bob")
    for actor, session_id in ((bob, ada.session_id), (bob, uuid4())):
        with pytest.raises(NotFound):
            await session.revoke_session(context, actor, session_id)
    with pytest.raises(NotLoggedIn):
        await session.revoke_session(context, ANONYMOUS, ada.session_id)
    assert len(await rows(context)) == 2
    await session.revoke_all_sessions(context, bob)
    assert len(await rows(context)) == 1


async def test_rotation_gives_a_new_token_to_the_same_session(context):
    await create_member(context, "ada")
    old = await log_in(context)
    actor = await actor_with(context, old)
    async with context.transaction() as uow:
        new = await session.rotate_session(context, uow, actor)
    assert (await actor_with(context, old)).user_id is None
    assert await actor_with(context, new) == actor


async def test_a_look_up_overtaken_by_a_revocation_is_not_remembered(context, clock):
    cache = SessionCache()
    known = Known(uuid4(), "user", uuid4(), clock.now)
    mark = cache.mark()
    cache.forget([known.session_id])
    cache.put(b"token", known, mark)
    assert cache.get(b"token", clock.now) is None
    cache.put(b"token", known, cache.mark())
    assert cache.get(b"token", clock.now) is known


async def test_the_cache_is_bounded_and_drops_who_was_not_seen_for_longest(monkeypatch, clock):
    monkeypatch.setattr("aethex_live.services.session_cache.MOST", 3)
    cache = SessionCache()
    for number in range(3):
        cache.put(bytes([number]), Known(uuid4(), "user", uuid4(), clock.now), cache.mark())
    assert cache.get(b"\0", clock.now)
    cache.put(b"\3", Known(uuid4(), "user", uuid4(), clock.now), cache.mark())
    assert [bool(cache.get(bytes([number]), clock.now)) for number in range(4)] == [True, False, True, True]


async def test_many_cookies_at_once(context):
    await create_member(context, "ada")
    token = await log_in(context)
    actors = await asyncio.gather(*(actor_with(context, token) for _ in range(AT_ONCE)))
    assert len(set(actors)) == 1
