"""Mail is written in the language of who reads it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aethex_live.errors import Words
from aethex_live.services import account_mail, password, registration, user_admin, user_settings
from aethex_live.services.account_mail import Reader
from tests.support.accounts import PASSWORD, STRANGER, create_member
from tests.support.people import actor_of, create_actor

GERMAN = replace(STRANGER, language="de")
ADDRESS = "ada@example.test"
ADA = Reader(ADDRESS, "ada", "de")
TOKEN = "x" * 43


async def register(context, actor):
    await registration.register(context, actor, username="ada", email=ADDRESS, password=PASSWORD)


async def test_who_registers_in_german_is_written_to_in_german_from_then_on(context, mailbox):
    await register(context, GERMAN)
    mail = mailbox.last_to(ADDRESS)
    assert mail.subject == "AeThex LIVE: Bestätige deine E-Mail-Adresse"
    assert mail.text.startswith("Willkommen, ada!\n\nFolge diesem Link")
    await registration.resend_verification(context, STRANGER, ADDRESS)
    assert mailbox.last_to(ADDRESS).subject == mail.subject, "also when the browser does not tell any more"


async def test_the_settings_decide_before_the_browser(context, mailbox):
    user = await create_member(context, "ada")
    await password.request_reset(context, GERMAN, user.email)
    assert "Wähle ein neues Passwort" in mailbox.last_to(user.email).subject
    await user_settings.change_settings(context, actor_of(user.id), language="en")
    await password.request_reset(context, GERMAN, user.email)
    assert "Choose a new password" in mailbox.last_to(user.email).subject


async def test_who_has_an_account_is_told_so_in_their_own_language(context, mailbox):
    user = await create_member(context, "ada")
    await user_settings.change_settings(context, actor_of(user.id), language="de")
    await registration.register(
        context, replace(STRANGER, language="en"), username="eve", email=user.email, password=PASSWORD
    )
    assert "Du hast schon ein Konto" in mailbox.last_to(user.email).subject


async def test_staff_write_in_the_language_of_the_person(context, clock, mailbox):
    user = await create_member(context, "mallory")
    await user_settings.change_settings(context, actor_of(user.id), language="de")
    moderator = await create_actor(context, "mod", role="staff_moderator")
    until = clock.now + timedelta(days=20)
    await user_admin.suspend_user(context, moderator, user.id, reason="Spam.", until=until)
    text = mailbox.last_to(user.email).text
    assert "bis 11. Dezember 2026, 12:00 UTC gesperrt. Grund: Spam." in text


@pytest.mark.parametrize(
    "write",
    [
        lambda context, to, now: account_mail.verify(context, to, TOKEN),
        lambda context, to, now: account_mail.already_registered(context, to),
        lambda context, to, now: account_mail.reset(context, to, TOKEN),
        lambda context, to, now: account_mail.email_change_old(context, to, "new@example.test", TOKEN),
        lambda context, to, now: account_mail.email_change_new(context, to, TOKEN),
        lambda context, to, now: account_mail.deletion(context, to, now),
        lambda context, to, now: account_mail.notice(
            context, to, Words("New passkey"), Words("your password was just changed.")
        ),
        lambda context, to, now: account_mail.suspended(
            context, to, Words("your password was just changed.")
        ),
    ],
    ids=("verify", "registered", "reset", "old_address", "new_address", "deletion", "notice", "suspended"),
)
def test_every_mail_is_german_throughout_and_keeps_its_links(context, clock, write):
    german = write(context, ADA, clock.now)
    english = write(context, replace(ADA, language="en"), clock.now)
    assert german.to == english.to == ADDRESS and german.subject != english.subject
    paragraphs = list(zip(german.text.split("\n\n"), english.text.split("\n\n"), strict=True))
    for here, there in paragraphs[:-1]:  # the last one is the name of the site
        assert here != there or here.startswith("http")
    assert words_with("http", german.text) == words_with("http", english.text)


def words_with(start, text):
    return [word for word in text.split() if word.startswith(start)]
