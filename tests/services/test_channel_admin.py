"""Staff find channels, suspend them with a reason, and every act is in a log that nobody can change."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.image import Kind
from aethex_live.domain.page import PageRequest
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import audit, channel, channel_admin
from tests.support.accounts import STRANGER
from tests.support.channels import create_channel, id_of, upload
from tests.support.people import create_actor

WHY = "Copies another channel."


@pytest.fixture
async def moderator(context, keep):
    return await keep("mod_1", lambda: create_actor(context, "mod_1", role="staff_moderator"))


async def test_a_suspended_channel_is_hidden_and_its_owner_reads_why(
    context, ada, owls, moderator, clock, happened
):
    until = clock() + timedelta(days=1)
    await channel_admin.suspend(context, moderator, owls, reason=f" {WHY}\n", until=until)
    assert happened.names()[-1] == "channel.suspended"
    with pytest.raises(NotFound):
        await channel.by_slug(context, "night-owls")
    seen = await channel.managed(context, ada, owls)
    assert (seen.suspension.reason, seen.suspension.until, seen.is_public) == (WHY, until, False)
    clock.forward(days=1)
    assert (await channel.managed(context, ada, owls)).is_public
    assert await channel.by_slug(context, "night-owls")
    await channel_admin.suspend(context, moderator, owls, reason=WHY)
    clock.forward(days=1000)
    with pytest.raises(NotFound):
        await channel.by_slug(context, "night-owls")
    await channel_admin.unsuspend(context, moderator, owls, reason="It is theirs.")
    assert await channel.by_slug(context, "night-owls")
    with pytest.raises(Conflict):
        await channel_admin.unsuspend(context, moderator, owls, reason="Again.")


async def test_an_owner_cannot_lift_a_suspension_by_deleting_and_restoring(context, ada, owls, moderator):
    await channel_admin.suspend(context, moderator, owls, reason=WHY)
    await channel.delete(context, ada, owls, "night-owls")
    assert (await channel.restore(context, ada, owls)).suspension


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\0b"])
async def test_an_act_needs_a_reason(context, ada, owls, moderator, reason):
    for act in (channel_admin.suspend, channel_admin.unsuspend, channel_admin.remove_images):
        with pytest.raises(InvalidInput) as refused:
            await act(context, moderator, owls, reason=reason)
        assert refused.value.field == "reason"


async def test_a_suspension_ends_in_the_future(context, ada, owls, moderator, clock):
    with pytest.raises(InvalidInput):
        await channel_admin.suspend(context, moderator, owls, reason=WHY, until=clock())


async def test_channels_are_found_by_words_state_and_category(context, moderator):
    for name in ("ada", "bob"):
        actor = await create_actor(context, name)
        for number in range(2):
            made = await create_channel(context, actor, f"channel-{number}-of-{name}")
    await channel_admin.suspend(context, moderator, id_of(made), reason=WHY)

    async def slugs(*words, **filters):
        page = await channel_admin.search(context, moderator, *words, **filters)
        return [each.channel.slug for each in page.data]

    assert len(await slugs()) == 4
    assert await slugs("of-ADA") == ["channel-1-of-ada", "channel-0-of-ada"]
    assert await slugs(" bob ") == ["channel-1-of-bob", "channel-0-of-bob"]
    assert await slugs("channel 0") == ["channel-0-of-bob", "channel-0-of-ada"]
    assert await slugs(suspended=True) == ["channel-1-of-bob"]
    assert len(await slugs(suspended=False)) == 3
    for nothing in ("%", "_", "\\", "\0%"):
        assert await slugs(nothing) == []
    assert await slugs("x" * 1000) == []
    second = await channel_admin.search(context, moderator, request=PageRequest(2, 3))
    assert (len(second.data), second.total, second.has_more) == (1, 4, False)


async def test_pictures_can_be_taken_away(context, ada, owls, moderator):
    await channel.set_image(context, ada, owls, Kind.AVATAR, await upload(context, ada, Kind.AVATAR))
    cleaned = await channel_admin.remove_images(context, moderator, owls, reason="Not yours.")
    assert cleaned.channel.avatar_url == ""


async def test_every_act_is_in_the_log(context, ada, owls, moderator):
    await channel_admin.suspend(context, moderator, owls, reason=WHY)
    await channel_admin.remove_images(context, moderator, owls, reason="Not yours.")
    await channel_admin.unsuspend(context, moderator, owls, reason="Settled.")
    subject = Subject("channel", str(owls), "Night Owls")
    log = await audit.listing(context, moderator, subject=subject)
    assert [(entry.action, entry.reason) for entry in log.data] == [
        (Action.CHANNEL_UNSUSPENDED, "Settled."),
        (Action.CHANNEL_EDITED, "Not yours."),
        (Action.CHANNEL_SUSPENDED, WHY),
    ]
    assert {(entry.actor_name, entry.subject) for entry in log.data} == {("mod_1", subject)}
    assert (await audit.listing(context, moderator, action=Action.CHANNEL_EDITED)).total == 1
    assert (await audit.listing(context, moderator, by=ada.user_id)).total == 0


@pytest.mark.parametrize(
    "attempt",
    ["UPDATE audit_log SET reason = ''", "DELETE FROM audit_log", "TRUNCATE audit_log"],
)
async def test_the_database_refuses_to_change_the_log(context, ada, owls, moderator, attempt):
    await channel_admin.suspend(context, moderator, owls, reason=WHY)
    with pytest.raises(Exception, match="audit_log is append-only"):
        async with context.transaction() as uow:
            await uow.session.execute(text(attempt))
    assert (await audit.listing(context, moderator)).data[0].reason == WHY


async def test_an_act_that_fails_is_not_in_the_log(context, moderator):
    with pytest.raises(NotFound):
        await channel_admin.suspend(context, moderator, uuid4(), reason=WHY)
    assert (await audit.listing(context, moderator)).total == 0


SEEING = {
    "search": lambda context, actor, key: channel_admin.search(context, actor),
    "get": lambda context, actor, key: channel_admin.get(context, actor, key),
}
DOING = {
    "suspend": lambda context, actor, key: channel_admin.suspend(context, actor, key, reason=WHY),
    "unsuspend": lambda context, actor, key: channel_admin.unsuspend(context, actor, key, reason=WHY),
    "remove_images": lambda context, actor, key: channel_admin.remove_images(context, actor, key, reason=WHY),
    "log": lambda context, actor, key: audit.listing(context, actor),
}


@pytest.mark.parametrize("call", (SEEING | DOING).values(), ids=(SEEING | DOING).keys())
async def test_only_staff_may(context, ada, owls, moderator, call):
    await channel_admin.suspend(context, moderator, owls, reason=WHY)
    with pytest.raises(NotLoggedIn):
        await call(context, STRANGER, owls)
    for other in (ada, await create_actor(context, "bob")):
        with pytest.raises(NotAllowed):
            await call(context, other, owls)
    finance = await create_actor(context, "finance_1", role="staff_finance")
    if call in SEEING.values():
        await call(context, finance, owls)
    else:
        with pytest.raises(NotAllowed):
            await call(context, finance, owls)
    await call(context, moderator, owls)
