"""Reports reach who decides, are answered once, and cannot be poured out."""

from uuid import uuid4

import pytest

from aethex_live.domain.notification import Kind
from aethex_live.domain.report import BURST, ReportState
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from aethex_live.services import channel, channel_role, chat, notification, report
from tests.support.chats import SLUG, say
from tests.support.people import create_actor, create_crowd


@pytest.fixture
async def staff(context):
    return await create_actor(context, "staff", role="staff_moderator")


async def test_a_message_is_reported_decided_and_answered(context, owner, reader, staff):
    eve = await create_actor(context, "eve")
    message = await say(context, eve, "nasty words")
    made = await report.report(context, reader, "message", message.id, "harassment", "Again and again.")
    assert (made.snapshot, made.subject_name, made.slug) == ("nasty words", "eve", SLUG)
    with pytest.raises(Conflict):
        await report.report(context, reader, "message", message.id, "spam")
    await chat.delete(context, owner, message.id)
    (found,) = (await report.of_channel(context, owner, SLUG, state=ReportState.OPEN)).data
    assert found.reporter == "bob" and await report.count_open(context, SLUG) == 1
    decided = await report.decide(context, owner, found.id, "accepted", "Thank you, they are gone.")
    assert decided.decided_by == "ada"
    (told,) = (await notification.mine(context, reader)).data
    assert (told.kind, told.text, told.actor) == (Kind.REPORT_ANSWERED, "eve", "")
    (mine,) = (await report.mine(context, reader)).data
    assert (mine.state, mine.answer) == (ReportState.ACCEPTED, "Thank you, they are gone.")
    assert (mine.reporter, mine.decided_by) == ("", "")
    with pytest.raises(Conflict):
        await report.decide(context, staff, found.id, "rejected")
    assert (await report.queue(context, staff)).total == 1


async def test_people_channels_and_streams_go_to_staff(context, owner, reader, staff):
    place = await channel.by_slug(context, SLUG)
    first = await report.report(context, reader, "channel", place.id, "spam")
    await report.report(context, reader, "user", owner.user_id, "impersonation")
    assert (await report.of_channel(context, owner, SLUG)).total == 0
    for actor in (owner, reader):
        with pytest.raises(NotFound):
            await report.decide(context, actor, first.id, "rejected")
        with pytest.raises(NotAllowed):
            await report.queue(context, actor)
    assert (await report.queue(context, staff)).total == 2
    assert (await report.decide(context, staff, first.id, "rejected")).state is ReportState.REJECTED


async def test_moderators_do_not_decide_about_themselves(context, owner, reader):
    await channel_role.grant(context, owner, SLUG, "bob", "moderator")
    message = await say(context, reader, "I am above this")
    made = await report.report(context, await create_actor(context, "eve"), "message", message.id, "hate")
    with pytest.raises(NotFound):
        await report.decide(context, reader, made.id, "rejected")


@pytest.mark.parametrize(
    "kind, why, details", [("planet", "spam", ""), ("user", "boring", ""), ("user", "spam", "x" * 2000)]
)
async def test_what_is_no_report(context, owner, reader, kind, why, details):
    with pytest.raises(InvalidInput):
        await report.report(context, reader, kind, owner.user_id, why, details)


@pytest.mark.parametrize("kind", ["message", "user", "stream", "channel"])
async def test_only_what_is_there(context, reader, kind):
    with pytest.raises(NotFound):
        await report.report(context, reader, kind, uuid4(), "spam")


async def test_nobody_pours_out_reports(context, owner, reader):
    for someone in await create_crowd(context, BURST):
        await report.report(context, reader, "user", someone.user_id, "spam")
    with pytest.raises(TooMany):
        await report.report(context, reader, "user", owner.user_id, "spam")
