"""Discord is told of a stream once, by a webhook that nobody sees again."""

import json

import pytest
from sqlalchemy import text

from aethex_live.data import stream as streams
from aethex_live.domain.discord import TEMPLATE, Outcome
from aethex_live.errors import InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import discord, stream_life
from aethex_live.services.context import ANONYMOUS
from aethex_live.services.ports import Answer
from tests.services.test_notification import start
from tests.support.jobs import jobs, make_due, run_jobs
from tests.support.people import create_actor

SECRET = "a-Secret_word"
URL = f"https://discord.com/api/webhooks/123456789/{SECRET}"
POSTED = f"{URL}?wait=true"
WISH = {"url": URL, "template": "", "enabled": True}


@pytest.fixture
async def channel_id(context, owner, owls):
    await discord.choose(context, owner, owls, **WISH)
    context.fetcher.answers[POSTED] = Answer(200)
    return owls


def told(context) -> list[dict]:
    return [json.loads(content) for url, content in context.fetcher.told if url == POSTED]


async def test_a_stream_is_told_of_once(context, owner, channel_id):
    stream_id = await start(context)
    await run_jobs(context)
    await discord.announce(context, stream_id)  # as when a worker died after it
    (message,) = told(context)
    assert message["content"] == "Night Owls is live: Night Owls\nhttp://localhost:3000/streams/night-owls"
    assert message["allowed_mentions"] == {"parse": []}
    assert (await discord.of_channel(context, owner, channel_id)).outcome is Outcome.TAKEN


async def test_discord_is_asked_again_when_it_wants_to_be(context, owner, channel_id):
    context.fetcher.answers[POSTED] = Answer(429, body=b'{"retry_after": 600}')
    await start(context)
    await run_jobs(context)
    assert ("discord.announce", "todo", 1) in await jobs(context)
    async with context.transaction() as uow:
        query = "SELECT max(scheduled_at) > now() + interval '590 s' FROM procrastinate_jobs"
        assert await uow.session.scalar(text(query))
    assert (await discord.of_channel(context, owner, channel_id)).outcome is Outcome.LATER
    context.fetcher.answers[POSTED] = Answer(204)
    await make_due(context)
    await run_jobs(context)
    assert (len(told(context)), await jobs(context)) == (2, [])


async def test_a_webhook_that_is_gone_is_told_to_its_owner_and_not_tried_again(context, owner, channel_id):
    context.fetcher.answers[POSTED] = Answer(404)
    await start(context)
    await run_jobs(context)
    assert (len(told(context)), await jobs(context)) == (1, [])
    assert (await discord.of_channel(context, owner, channel_id)).outcome is Outcome.GONE


async def test_streams_that_are_over_and_webhooks_that_are_off_tell_nothing(
    context, owner, channel_id, clock
):
    stream_id = await start(context)
    async with context.transaction() as uow:
        row, channel = await streams.by_broadcast(uow, "b1")
        await stream_life.finish(uow, row, channel, clock(), "unpublished", None)
    await discord.announce(context, stream_id)
    await discord.choose(context, owner, channel_id, url="", template="", enabled=False)
    await start(context, "b2")
    await run_jobs(context)
    assert told(context) == []


async def test_the_test_tells_what_became_of_it(context, owner, channel_id):
    assert (await discord.try_out(context, owner, channel_id)).outcome is Outcome.TAKEN
    assert "Night Owls" in told(context)[0]["content"]
    context.fetcher.answers.clear()
    assert (await discord.try_out(context, owner, channel_id)).outcome is Outcome.LATER


async def test_the_address_is_sealed_and_never_comes_out(context, channel_id):
    async with context.transaction() as uow:
        row = await uow.session.scalar(text("SELECT discord_webhooks::text FROM discord_webhooks"))
    assert SECRET not in row and SECRET.encode().hex() not in row


async def test_words_can_be_changed_without_the_address(context, owner, channel_id):
    changed = await discord.choose(context, owner, channel_id, url="", template="{link}", enabled=True)
    assert (changed.template, changed.hint) == ("{link}", "discord.com, …6789")
    await start(context)
    await run_jobs(context)
    assert told(context)[0]["content"] == "http://localhost:3000/streams/night-owls"
    await discord.remove(context, owner, channel_id)
    assert await discord.of_channel(context, owner, channel_id) is None
    with pytest.raises(InvalidInput):
        await discord.choose(context, owner, channel_id, url="", template=TEMPLATE, enabled=True)


async def test_nobody_else_may(context, channel_id):
    other = await create_actor(context, "mallory")
    for actor, refusal in ((other, NotFound), (ANONYMOUS, NotLoggedIn)):
        for ask in (
            discord.of_channel(context, actor, channel_id),
            discord.choose(context, actor, channel_id, **WISH),
            discord.remove(context, actor, channel_id),
            discord.try_out(context, actor, channel_id),
        ):
            with pytest.raises(refusal):
                await ask
