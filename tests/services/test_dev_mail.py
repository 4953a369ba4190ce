"""The developer's mail page shows what was sent, and does not exist in production."""

import io
from dataclasses import replace

import pytest

from aethex_live.errors import NotFound
from aethex_live.integrations.dev_mail import DevMailer
from aethex_live.services.dev_mail import list_sent_mail
from aethex_live.services.ports import Mail


async def test_shows_what_was_sent(context):
    there = replace(context, mailer=DevMailer(io.StringIO()))
    await there.mailer.send(Mail("ada@example.test", "Hello", "Text"))
    assert [sent.mail.subject for sent in await list_sent_mail(there)] == ["Hello"]


async def test_is_not_there_in_production_or_with_a_real_server(context):
    there = replace(
        context, mailer=DevMailer(io.StringIO()), settings=replace(context.settings, production=True)
    )
    for each in (there, context):
        with pytest.raises(NotFound):
            await list_sent_mail(each)
