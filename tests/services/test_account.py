"""Taking one's data along, and leaving: what is said, what happens at once, what later, and what never."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from aethex_live.data import personal
from aethex_live.data.models.user import User
from aethex_live.domain import account as rules
from aethex_live.errors import Conflict, NotAllowed, NotLoggedIn, TooMany
from aethex_live.services import account, account_cleanup, log_in, registration, two_factor
from aethex_live.services.context import ANONYMOUS
from tests.support.accounts import PASSWORD, STRANGER, actor_with, create_member, member_actor
from tests.support.accounts import log_in as token_of


async def user_row(context, user_id) -> User:
    async with context.transaction() as uow:
        return await uow.session.get(User, user_id)


def test_every_column_that_refers_to_people_has_a_policy():
    assert set(personal.columns_to_people()) == set(personal.POLICIES)


async def test_the_export_holds_what_is_mine_and_no_secret(context):
    await member_actor(context, "bob")
    actor = await member_actor(context, "ada", bio="Analyst — “poetical science”")
    secret = (await two_factor.begin_two_factor(context, actor)).secret
    archive = zipfile.ZipFile(io.BytesIO(await account.export_data(context, actor)))
    assert archive.testzip() is None
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "AeThex LIVE keeps about you, as of 2026-11-21 12:00 UTC" in files.pop("README.txt")
    tables = {name.removesuffix(".json"): json.loads(text) for name, text in files.items()}
    (mine,) = tables["users"]
    assert mine["username"] == "ada" and mine["bio"] == "Analyst — “poetical science”"
    assert tables["sessions"][0]["user_agent"] == "Firefox on Linux"
    assert tables["user_settings"][0]["theme"] == "system"
    assert {"oauth_identities", "passkeys", "channels", "profiles"} <= set(tables)
    whole = "".join(files.values())
    for word in ("argon2", "token_hash", "seed", "bob@example.test", secret, secret.replace(" ", "")):
        assert word not in whole, word


async def test_the_export_is_for_people_who_have_just_shown_who_they_are(context, clock):
    with pytest.raises(NotLoggedIn):
        await account.export_data(context, ANONYMOUS)
    actor = await member_actor(context)
    for _ in range(5):
        await account.export_data(context, actor)
    with pytest.raises(TooMany):
        await account.export_data(context, actor)
    clock.forward(hours=1)
    with pytest.raises(NotAllowed):
        await account.export_data(context, actor)


async def test_what_deleting_does_is_said_before(context, clock):
    effects = await account.deletion_effects(context, await member_actor(context))
    assert effects.due_at == clock.now + timedelta(days=14)
    assert effects.channels == () and effects.gone_at_once and effects.gone_later and effects.kept
    with pytest.raises(NotLoggedIn):
        await account.deletion_effects(context, ANONYMOUS)


async def test_leaving_signs_out_at_once_and_erases_after_two_weeks(context, clock, mailbox, happened):
    user = await create_member(context, "ada", bio="Hello")
    token = await token_of(context)
    actor = await actor_with(context, token)
    due_at = await account.request_deletion(context, actor)
    assert (await actor_with(context, token)).user_id is None
    assert "will be deleted on 5 December 2026" in mailbox.last_to("ada@example.test").text
    clock.now = due_at - timedelta(seconds=1)
    assert (await account_cleanup.tidy(context))["erased"] == 0
    clock.now = due_at
    assert (await account_cleanup.tidy(context))["erased"] == 1
    row = await user_row(context, user.id)
    assert row.username == rules.remaining_username(user.id) and row.email.endswith("@deleted.invalid")
    assert (row.bio, row.password_hash, row.display_name) == ("", None, "Deleted account")
    assert {"user.deletion_requested", "user.deleted", "session.revoked"} <= set(happened.names())
    with pytest.raises(log_in.WrongLogIn):
        await log_in.log_in(context, STRANGER, identifier="ada", password=PASSWORD)
    await registration.register(
        context, STRANGER, username="ada", email="ada@example.test", password=PASSWORD
    )
    assert "Confirm your e-mail" in mailbox.last_to("ada@example.test").subject, "the name is free again"
    assert (await account_cleanup.tidy(context))["erased"] == 0


async def test_nothing_that_goes_with_a_person_is_left(context, clock):
    actor = await member_actor(context)
    await two_factor.begin_two_factor(context, actor)
    clock.now = await account.request_deletion(context, actor)
    await account.erase_due(context)
    async with context.transaction() as uow:
        for name, column in personal.columns_to_people().items():
            left = (await uow.session.execute(select(column).where(column == actor.user_id))).all()
            assert not left or personal.POLICIES[name].on_leaving is personal.OnLeaving.KEEP, name


async def test_whoever_logs_in_in_time_stays(context, clock):
    user = await create_member(context, "ada")
    actor = await actor_with(context, await token_of(context))
    due_at = await account.request_deletion(context, actor)
    clock.now = due_at - timedelta(seconds=1)
    await token_of(context)
    clock.now = due_at + timedelta(days=1)
    assert await account.erase_due(context) == 0
    assert (await user_row(context, user.id)).username == "ada"


async def test_refusals(context, clock):
    with pytest.raises(NotLoggedIn):
        await account.request_deletion(context, ANONYMOUS)
    actor = await member_actor(context, "admin1", role="admin")
    with pytest.raises(Conflict, match="last admin"):
        await account.request_deletion(context, actor)
    await create_member(context, "admin2", role="admin")
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed):
        await account.request_deletion(context, actor)


async def test_tidying_up_removes_what_is_over_and_nothing_else(context, clock):
    await create_member(context, "ada")
    await token_of(context)
    await registration.register(
        context, STRANGER, username="never", email="never@example.test", password=PASSWORD
    )
    clock.forward(days=6)
    gone = await account_cleanup.tidy(context)
    assert gone["throttles"] > 0
    assert {name: count for name, count in gone.items() if count} == {"throttles": gone["throttles"]}
    clock.forward(days=24)
    gone = await account_cleanup.tidy(context)
    assert (gone["sessions"], gone["unconfirmed"], gone["throttles"]) == (1, 1, 0)
    async with context.transaction() as uow:
        assert list(await uow.session.scalars(select(User.username))) == ["ada"]
