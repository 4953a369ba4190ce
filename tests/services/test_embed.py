"""Only its owner chooses who may show a channel's player."""

import pytest

from aethex_live.domain.embed import EmbedRule, Who
from aethex_live.errors import InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import embed
from tests.support.accounts import STRANGER, member_actor
from tests.support.channels import create_channel, id_of


async def test_anyone_may_until_the_owner_says_otherwise(context, member):
    owls = id_of(await create_channel(context, member))
    assert await embed.rule_of(context, owls) == EmbedRule()
    kept = await embed.choose(context, member, owls, "listed", ["https://blog.example"])
    assert kept == EmbedRule(Who.LISTED, ("blog.example",))
    assert await embed.rule_for(context, member, owls) == await embed.rule_of(context, owls) == kept
    await embed.choose(context, member, owls, "nobody", [])
    assert (await embed.rule_of(context, owls)).who is Who.NOBODY


async def test_a_refused_choice_changes_nothing(context, member):
    owls = id_of(await create_channel(context, member))
    with pytest.raises(InvalidInput):
        await embed.choose(context, member, owls, "listed", ["x;script-src *"])
    assert await embed.rule_of(context, owls) == EmbedRule()


async def test_others_neither_see_nor_change_it(context, member):
    owls = id_of(await create_channel(context, member))
    eve = await member_actor(context, "eve")
    for who, refusal in ((eve, NotFound), (STRANGER, NotLoggedIn)):
        with pytest.raises(refusal):
            await embed.rule_for(context, who, owls)
        with pytest.raises(refusal):
            await embed.choose(context, who, owls, "nobody", [])
