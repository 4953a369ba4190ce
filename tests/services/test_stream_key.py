"""Stream keys: secret until it is really their owner who asks, worthless as soon as they are replaced."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from aethex_live.domain import stream_key as rules
from aethex_live.domain.access_token import Scope
from aethex_live.domain.stream_key import Kind
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import channel, stream_key
from aethex_live.services.confirmation import ConfirmationNeeded, confirm_with_password
from tests.support.accounts import PASSWORD, STRANGER, member_actor
from tests.support.channels import create_channel, id_of
from tests.support.database import AT_ONCE


@pytest.fixture
async def creator(context, member, keep):
    """Ada where she has just logged in, her channel and its first key."""
    return await keep("channel_of_ada", lambda: with_channel(context, member))


async def with_channel(context, actor):
    channel_id = id_of(await create_channel(context, actor, "channel-of-ada"))
    (key,) = await stream_key.listing(context, actor, channel_id)
    return actor, channel_id, key


async def decision(context, secret: str):
    return await stream_key.authorise_publish(context, secret)


async def test_a_key_is_shown_with_the_server_and_opens_its_channel(context, creator, clock):
    ada, channel_id, key = creator
    shown = await stream_key.reveal(context, ada, key.id)
    assert shown.server == context.settings.media_rtmp_url
    assert shown.secret.startswith("live_") and shown.secret.endswith(key.hint)
    clock.forward(minutes=1)
    for sent in (shown.secret, f"{shown.secret}?bandwidthtest=true"):
        answer = await decision(context, sent)
        assert answer.accepted and not answer.test
        assert (answer.channel_id, answer.slug) == (channel_id, "channel-of-ada")
        assert answer.credential.startswith(f"{key.id}@") and shown.secret not in answer.credential
    assert (await stream_key.listing(context, ada, channel_id))[0].last_used_at == clock()


@pytest.mark.parametrize("sent", ["", "live_", "live_" + "x" * 32, "x" * 100_000, "\0", "' OR 1=1", "\ud800"])
async def test_a_key_that_nobody_has_counts_as_wrong(context, creator, sent):
    answer = await decision(context, sent)
    assert not answer.accepted and answer.wrong_key and "Copy it again" in answer.sentence


async def test_the_database_knows_no_secret(context, creator):
    ada, _, key = creator
    shown = await stream_key.reveal(context, ada, key.id)
    async with context.transaction() as uow:
        row = str((await uow.session.execute(text("SELECT stream_keys::text FROM stream_keys"))).scalar_one())
    random = shown.secret.removeprefix("live_")
    assert key.hint in row and random not in row and random.encode().hex() not in row
    assert random not in repr(shown)


async def test_a_sealed_key_opens_in_no_other_row(context, creator):
    ada, channel_id, key = creator
    other = await stream_key.create(context, ada, channel_id, "Studio", Kind.LIVE)
    async with context.transaction() as uow:
        swap = """UPDATE stream_keys SET key_sealed = other.key_sealed FROM stream_keys AS other
            WHERE stream_keys.id = :mine AND other.id = :other"""
        await uow.session.execute(text(swap), {"mine": key.id, "other": other.key.id})
    with pytest.raises(RuntimeError):
        await stream_key.reveal(context, ada, key.id)


async def test_a_rotated_key_dies_at_once(context, creator, happened):
    ada, channel_id, key = creator
    old = await stream_key.reveal(context, ada, key.id)
    new = await stream_key.rotate(context, ada, key.id)
    assert (await decision(context, old.secret)).wrong_key
    assert (await decision(context, new.secret)).accepted
    assert (await stream_key.reveal(context, ada, key.id)).secret == new.secret
    revoked = happened.happenings[-1]
    assert (revoked.name, revoked.key) == ("stream_key.revoked", channel_id)
    assert revoked.data == {
        "channel_id": str(channel_id),
        "slug": "channel-of-ada",
        "key_id": str(key.id),
        "streams": [],
    }


async def test_many_rotations_at_once_leave_one_key_that_works(context, creator):
    ada, _, key = creator
    shown = await asyncio.gather(*(stream_key.rotate(context, ada, key.id) for _ in range(AT_ONCE)))
    works = [each.secret for each in shown if (await decision(context, each.secret)).accepted]
    assert works == [(await stream_key.reveal(context, ada, key.id)).secret]


async def test_a_test_key_says_so(context, creator):
    ada, channel_id, _ = creator
    made = await stream_key.create(context, ada, channel_id, "Try out", Kind.TEST)
    assert made.secret.startswith("test_")
    answer = await decision(context, made.secret)
    assert answer.accepted and answer.test


async def test_keys_have_names_that_differ(context, creator):
    ada, channel_id, key = creator
    made = await stream_key.create(context, ada, channel_id, "Studio", Kind.LIVE)
    for act in (
        stream_key.create(context, ada, channel_id, "MAIN", Kind.LIVE),
        stream_key.rename(context, ada, made.key.id, "main"),
    ):
        with pytest.raises(Conflict) as refused:
            await act
        assert refused.value.code == "key_name_taken"
    assert (await stream_key.rename(context, ada, key.id, "Home")).name == "Home"
    with pytest.raises(InvalidInput):
        await stream_key.rename(context, ada, key.id, "x" * 41)
    assert [each.name for each in await stream_key.listing(context, ada, channel_id)] == ["Home", "Studio"]


async def test_many_new_keys_at_once_end_at_the_limit(context, creator):
    ada, channel_id, _ = creator
    attempts = [stream_key.create(context, ada, channel_id, f"Key {n}", Kind.LIVE) for n in range(AT_ONCE)]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert [r.code for r in results if isinstance(r, Conflict)] == ["too_many_keys"] * (
        AT_ONCE + 1 - rules.MOST
    )
    assert len(await stream_key.listing(context, ada, channel_id)) == rules.MOST


async def test_the_last_live_key_stays(context, creator, happened):
    ada, channel_id, key = creator
    await stream_key.create(context, ada, channel_id, "Try out", Kind.TEST)
    with pytest.raises(Conflict, match="Rotate it"):
        await stream_key.remove(context, ada, key.id)
    other = await stream_key.create(context, ada, channel_id, "Studio", Kind.LIVE)
    results = await asyncio.gather(
        stream_key.remove(context, ada, key.id),
        stream_key.remove(context, ada, other.key.id),
        return_exceptions=True,
    )
    assert sorted(type(result) for result in results if result) == [Conflict]
    assert happened.names().count("stream_key.revoked") == 1


async def test_closed_channels_take_no_stream_and_say_why(context, creator, clock):
    ada, channel_id, key = creator
    secret = (await stream_key.reveal(context, ada, key.id)).secret
    await channel.delete(context, ada, channel_id, "channel-of-ada")
    refused = await decision(context, secret)
    assert not refused.accepted and not refused.wrong_key and "Restore it" in refused.sentence
    await channel.restore(context, ada, channel_id)
    for table, words in (("channels", "channel is suspended"), ("users", "account is suspended")):
        change = f"UPDATE {table} SET suspended_at = :now, suspended_until = :until, suspension_reason = :why"
        async with context.transaction() as uow:
            values = {"now": clock(), "until": clock().replace(hour=23), "why": "x"}
            await uow.session.execute(text(change), values)
        assert words in (await decision(context, secret)).sentence
    clock.forward(days=1)
    assert (await decision(context, secret)).accepted


SECRETS = {
    "reveal": lambda context, actor, channel_id, key_id: stream_key.reveal(context, actor, key_id),
    "rotate": lambda context, actor, channel_id, key_id: stream_key.rotate(context, actor, key_id),
    "create": lambda context, actor, channel_id, key_id: stream_key.create(
        context, actor, channel_id, "Studio", Kind.LIVE
    ),
}
OTHERS = {
    "listing": lambda context, actor, channel_id, key_id: stream_key.listing(context, actor, channel_id),
    "rename": lambda context, actor, channel_id, key_id: stream_key.rename(context, actor, key_id, "Home"),
    "remove": lambda context, actor, channel_id, key_id: stream_key.remove(context, actor, key_id),
}


@pytest.mark.parametrize("call", SECRETS.values(), ids=SECRETS.keys())
async def test_a_secret_needs_a_fresh_confirmation(context, creator, clock, call):
    ada, channel_id, key = creator
    clock.forward(minutes=11)
    with pytest.raises(ConfirmationNeeded):
        await call(context, ada, channel_id, key.id)
    await confirm_with_password(context, ada, PASSWORD)
    assert (await call(context, ada, channel_id, key.id)).secret


@pytest.mark.parametrize("call", SECRETS.values(), ids=SECRETS.keys())
async def test_a_token_needs_the_right_to_keys(context, creator, call):
    ada, channel_id, key = creator
    token = replace(ada, session_id=None, scopes=frozenset({Scope.CHANNEL_WRITE}))
    with pytest.raises(NotAllowed, match="stream:key"):
        await call(context, token, channel_id, key.id)
    token = replace(token, scopes=frozenset({Scope.STREAM_KEY}))
    assert (await call(context, token, channel_id, key.id)).secret


@pytest.mark.parametrize("call", (SECRETS | OTHERS).values(), ids=(SECRETS | OTHERS).keys())
async def test_only_the_owner_may(context, creator, call):
    ada, channel_id, key = creator
    await stream_key.create(context, ada, channel_id, "Spare", Kind.LIVE)
    bob = await member_actor(context, "bob")
    staff = await member_actor(context, "root_1", role="admin")
    with pytest.raises(NotLoggedIn):
        await call(context, STRANGER, channel_id, key.id)
    for other in (bob, staff):
        with pytest.raises(NotFound):
            await call(context, other, channel_id, key.id)
    with pytest.raises(NotFound):
        await call(context, ada, uuid4(), uuid4())
    await call(context, ada, channel_id, key.id)
