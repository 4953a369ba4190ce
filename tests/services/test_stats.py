"""The numbers on the pages of channels and people."""

from datetime import timedelta

import pytest

from aethex_live.errors import NotFound
from aethex_live.services import follow, stats, stream
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.streams import past_stream


async def test_streams_hours_and_followers_are_counted(context, clock):
    ada, bob = await create_actor(context, "ada"), await create_actor(context, "bob")
    night = id_of(await create_channel(context, ada))
    day = id_of(await create_channel(context, ada, "day-owls"))
    for channel_id, broadcast, hours, peak in ((night, "a", 3, 20), (night, "b", 2.5, 40), (day, "c", 1, 5)):
        ended = clock() + timedelta(hours=hours)
        await past_stream(
            context, channel_id, broadcast=broadcast, ended_at=ended, viewers=0, peak_viewers=peak
        )
    await follow.follow(context, bob, "night-owls")
    found = await stats.of_channel(context, "Night-Owls")
    assert (found.followers, found.streams, found.hours, found.peak_viewers) == (1, 2, 5, 40)
    whole = await stats.of_person(context, ANONYMOUS, "ada")
    assert (whole.followers, whole.streams, whole.hours, whole.since) == (1, 3, 6, clock())
    assert (await stats.of_person(context, ANONYMOUS, "bob")).streams == 0
    for act in (stats.of_channel(context, "nowhere"), stats.of_person(context, ANONYMOUS, "nobody_at_all")):
        with pytest.raises(NotFound):
            await act


async def test_past_streams_come_in_pages(context, clock):
    channel_id = id_of(await create_channel(context, await create_actor(context, "ada")))
    for number in range(3):
        clock.forward(hours=1)
        last = await past_stream(context, channel_id, broadcast=f"b{number}", title=f"Night {number}")
    found = await stream.past(context, "night-owls")
    assert [each.title for each in found.data] == ["Night 2", "Night 1", "Night 0"] and found.total == 3
    assert (await stream.past_one(context, "night-owls", last)).title == "Night 2"
    await create_channel(context, await create_actor(context, "bob"), "day-owls")
    with pytest.raises(NotFound):
        await stream.past_one(context, "day-owls", last)
