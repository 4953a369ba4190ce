"""A channel's feed: what it streams, as other programs read it."""

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from aethex_live.domain.stream import carried_as
from aethex_live.services import channel, stream_life
from tests.support.channels import create_channel
from tests.support.http import client
from tests.support.people import create_actor

URL = "/feeds/night-owls.rss"


@pytest.fixture
async def owner(context):
    owner = await create_actor(context, "ada")
    await create_channel(context, owner, description="Owls & <others>")
    return owner


async def start(context, broadcast, name="night-owls"):
    async with context.transaction() as uow:
        row = await stream_life.begin(context, uow, name, broadcast, context.clock(), server="s")
        row.title, row.tags = "Night <shift> & more", ["calm"]


async def read(context, url=URL):
    async with client(context) as web:
        return await web.get(url)


async def test_streams_are_in_the_feed(context, owner, clock):
    await start(context, "b1")
    answer = await read(context)
    assert answer.headers["content-type"].startswith("application/rss+xml")
    top = ElementTree.fromstring(answer.content).find("channel")
    assert top.findtext("title") == "Night Owls"
    assert top.findtext("description") == "Owls & <others>"
    (item,) = top.findall("item")
    assert item.findtext("title") == "Night <shift> & more"
    assert item.findtext("link") == "http://localhost:3000/streams/night-owls"
    assert parsedate_to_datetime(item.findtext("pubDate")) == clock()
    assert [each.text for each in item.findall("category")] == ["calm"]
    assert item.find("guid").get("isPermaLink") == "false"


async def test_tests_of_an_encoder_are_not_in_the_feed(context, owner):
    await start(context, "b1", carried_as("night-owls", test=True))
    assert b"<item>" not in (await read(context)).content


@pytest.mark.parametrize("url", ["/feeds/nobody-here.rss", "/feeds/%00.rss", "/feeds/NIGHT OWLS.rss"])
async def test_what_is_no_channel_has_no_feed(context, url):
    assert (await read(context, url)).status_code == 404


async def test_a_hidden_channel_has_no_feed(context, owner):
    (managed,) = await channel.mine(context, owner)
    await channel.delete(context, owner, managed.channel.id, "night-owls")
    assert (await read(context)).status_code == 404
