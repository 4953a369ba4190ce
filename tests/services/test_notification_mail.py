"""Notifications by mail: one for what happens together, to those who want it, and ended by one click."""

import re
from dataclasses import replace

import pytest

from aethex_live.data import user as users
from aethex_live.data.models.stream import Stream
from aethex_live.domain.notification import Kind, Mailing, Road
from aethex_live.domain.unsubscribe import Wish, token_of
from aethex_live.errors import NotFound
from aethex_live.integrations.mail import NoMailer
from aethex_live.services import follow, notification, notification_mail, user_settings
from tests.services.test_notification import start
from tests.support.http import client
from tests.support.jobs import run_jobs
from tests.support.people import create_actor


async def wants(context, actor, mailing: Mailing = Mailing.NOW, **more) -> None:
    await user_settings.change_settings(context, actor, email_notifications=mailing.value, **more)


async def followed_by(context, *names: str) -> None:
    for name in names:
        await follow.follow(context, await create_actor(context, name), "night-owls")


async def sent(context, mailbox, clock, **later) -> list:
    """The mails that go out after some time."""
    clock.forward(**later)
    before = len(mailbox.mails)
    await notification_mail.send_due(context)
    return mailbox.mails[before:]


def link_of(mail) -> str:
    return re.fullmatch(
        r"<http://localhost:3000(/unsubscribe\?token=\S+)>", mail.headers["List-Unsubscribe"]
    )[1]


async def test_a_burst_is_one_mail_and_the_next_one_keeps_a_distance(context, owner, mailbox, clock):
    await wants(context, owner)
    await followed_by(context, "bob", "cleo", "dora")
    assert await sent(context, mailbox, clock, seconds=30) == []
    (mail,) = await sent(context, mailbox, clock, seconds=31)
    assert (mail.to, mail.subject) == ("ada@example.test", "AeThex LIVE: dora and 2 others follow Night Owls")
    assert "http://localhost:3000/users/dora" in mail.text and "dora and 2 others" in mail.html
    await followed_by(context, "emil")
    assert await sent(context, mailbox, clock, minutes=2) == []
    (mail,) = await sent(context, mailbox, clock, minutes=8)
    assert mail.subject == "AeThex LIVE: emil follows Night Owls"
    assert await sent(context, mailbox, clock, days=8) == []


@pytest.mark.parametrize(("mailing", "early", "due"), [(Mailing.DAILY, 23, 1), (Mailing.WEEKLY, 167, 1)])
async def test_a_digest_waits_for_its_time(context, owner, mailbox, clock, mailing, early, due):
    await wants(context, owner, mailing)
    await followed_by(context, "bob")
    assert await sent(context, mailbox, clock, hours=early) == []
    assert len(await sent(context, mailbox, clock, hours=due)) == 1


async def test_it_is_in_the_language_of_its_reader(context, owner, mailbox, clock):
    await wants(context, owner, language="de")
    await followed_by(context, "bob", "cleo")
    (mail,) = await sent(context, mailbox, clock, minutes=2)
    assert mail.subject == "AeThex LIVE: cleo und 1 weitere Person folgen Night Owls"
    assert "Keine Mail dieser Art mehr" in mail.text and '<html lang="de">' in mail.html


async def test_what_was_read_is_not_mailed(context, owner, mailbox, clock):
    await wants(context, owner)
    await followed_by(context, "bob")
    await notification.mark_read(context, owner)
    assert await sent(context, mailbox, clock, minutes=2) == []


async def test_who_wants_none_gets_none_also_of_what_waits(context, owner, mailbox, clock):
    await followed_by(context, "bob")
    await wants(context, owner)
    assert await sent(context, mailbox, clock, minutes=2) == []
    await followed_by(context, "cleo")
    await wants(context, owner, Mailing.OFF)
    assert await sent(context, mailbox, clock, minutes=2) == []
    await wants(context, owner)
    assert await sent(context, mailbox, clock, minutes=20) == []


@pytest.mark.parametrize(
    "change", [{"email_verified_at": None}, {"suspension_reason": "spam", "suspended_at": "now"}], ids=str
)
async def test_addresses_that_are_not_proven_and_people_who_are_out_get_none(
    context, owner, mailbox, clock, change
):
    await wants(context, owner)
    await followed_by(context, "bob")
    async with context.transaction() as uow:
        user = await users.by_id(uow, owner.user_id, lock=True)
        for name, value in change.items():
            setattr(user, name, clock() if value == "now" else value)
    assert await sent(context, mailbox, clock, minutes=2) == []


async def test_titles_cannot_smuggle_anything_into_a_mail(context, owner, mailbox, clock):
    fan = await create_actor(context, "bob")
    await follow.follow(context, fan, "night-owls")
    await wants(context, fan)
    stream_id = await start(context)
    async with context.transaction() as uow:
        (await uow.session.get(Stream, stream_id)).title = "<b>Bold</b>\nBcc: all"
    await run_jobs(context)
    (mail,) = await sent(context, mailbox, clock, minutes=2)
    assert "\n" not in mail.subject and "<b>" not in mail.html and "&lt;b&gt;" in mail.html


async def test_one_click_ends_a_kind_without_log_in_and_looking_changes_nothing(
    context, owner, mailbox, clock
):
    await wants(context, owner)
    await followed_by(context, "bob")
    (mail,) = await sent(context, mailbox, clock, minutes=2)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    async with client(context) as web:
        await web.get(link_of(mail))
        assert (await notification.choices(context, owner))[Kind.FOLLOWER][Road.EMAIL]
        answer = await web.post(link_of(mail), data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert (await web.post("/unsubscribe?token=nonsense")).status_code == 404
        assert (await web.post("/unsubscribe")).status_code == 422
    assert not (await notification.choices(context, owner))[Kind.FOLLOWER][Road.EMAIL]
    await followed_by(context, "cleo")
    assert await sent(context, mailbox, clock, minutes=20) == []


async def test_where_no_mail_can_be_sent_it_waits(context, owner, mailbox, clock):
    await wants(context, owner)
    await followed_by(context, "bob")
    cannot = replace(context, mailer=NoMailer())
    clock.forward(minutes=2)
    assert await notification_mail.send_due(cannot) == 0
    assert len(await sent(context, mailbox, clock, minutes=1)) == 1


async def test_all_mail_can_be_ended(context, owner):
    await wants(context, owner, Mailing.DAILY)
    token = token_of(Wish(owner.user_id), context.settings.secret_key)
    await notification_mail.unsubscribe(context, token)
    settings = await user_settings.get_settings(context, owner)
    assert settings.email_notifications == Mailing.OFF
    with pytest.raises(NotFound):
        await notification_mail.unsubscribe(context, token + "x")
