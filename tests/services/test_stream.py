"""Streams follow what the media server tells, in any order and however often, and never stay on for ever."""

import pytest

from aethex_live.domain.stream import Event, OnAir, Status
from aethex_live.errors import Conflict, NotFound, NotLoggedIn
from aethex_live.services import stream
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor


class Teller:
    """A media server that tells one event after the other."""

    def __init__(self, context, slug="night-owls"):
        self.context, self.slug, self.sequence = context, slug, 0

    async def tell(self, event, broadcast="b1", sequence=None, **more):
        if sequence is None:
            self.sequence += 1
        await stream.hear(
            self.context,
            server="media-1",
            sequence=sequence or self.sequence,
            event=event,
            slug=self.slug,
            broadcast=broadcast,
            at=self.context.clock(),
            **more,
        )


@pytest.fixture
async def ada(context):
    return await create_actor(context, "ada")


@pytest.fixture
async def channel(context, ada):
    return await create_channel(context, ada)


@pytest.fixture
def teller(context, channel):
    return Teller(context)


async def status(context):
    found = await stream.on_air(context, "night-owls")
    return found and found.status


async def test_from_the_first_picture_to_the_end(context, teller, happened):
    assert await status(context) is None
    await teller.tell(Event.STARTED)
    assert await status(context) is Status.LIVE
    await teller.tell(Event.INTERRUPTED)
    assert await status(context) is Status.RECONNECTING
    await teller.tell(Event.RESUMED)
    assert await status(context) is Status.LIVE
    await teller.tell(Event.ENDED, reason="stopped", recording="r1")
    assert await status(context) is Status.ENDED
    told = [each.name for each in happened.happenings if each.name.startswith("stream.")]
    assert told == [stream.STARTED, stream.CHANGED, stream.CHANGED, stream.ENDED]


async def test_an_event_that_comes_twice_counts_once(context, teller):
    await teller.tell(Event.STARTED, sequence=1)
    await teller.tell(Event.ENDED, sequence=2)
    await teller.tell(Event.STARTED, sequence=1)
    await teller.tell(Event.STARTED, broadcast="b2", sequence=2)
    assert await status(context) is Status.ENDED


async def test_a_second_broadcast_ends_the_one_whose_end_was_never_told(context, teller):
    await teller.tell(Event.STARTED, broadcast="b1")
    await teller.tell(Event.STARTED, broadcast="b2")
    assert [each.broadcast for each in await stream.all_on_air(context)] == ["b2"]


async def test_events_of_unknown_channels_and_broadcasts_change_nothing(context, teller):
    await teller.tell(Event.ENDED, broadcast="never-begun")
    teller.slug = "nobody-here"
    await teller.tell(Event.STARTED)
    assert await stream.all_on_air(context) == []


async def test_what_the_media_server_no_longer_carries_is_ended(context, teller, clock):
    await teller.tell(Event.STARTED)
    assert await stream.reconcile(context, [OnAir("night-owls", "b1")]) == 0
    clock.forward(hours=3)
    assert await stream.reconcile(context, [OnAir("night-owls", "b1")]) == 0
    clock.forward(seconds=11)
    assert await stream.reconcile(context, []) == 1
    assert await status(context) is Status.ENDED


async def test_a_media_server_that_is_silent_ends_its_streams_after_the_grace(context, teller, clock):
    await teller.tell(Event.STARTED)
    clock.forward(seconds=60)
    assert await stream.reconcile(context, None) == 0
    clock.forward(seconds=20)
    assert await stream.reconcile(context, None) == 1


async def test_the_title_is_the_creators_and_changes_while_live(context, ada, channel, teller):
    assert await stream.title_of(context, ada, id_of(channel)) == "Night Owls"
    await stream.rename(context, ada, id_of(channel), "Late show")
    await teller.tell(Event.STARTED)
    assert (await stream.on_air(context, "night-owls")).title == "Late show"
    await stream.rename(context, ada, id_of(channel), "Later show")
    assert (await stream.on_air(context, "night-owls")).title == "Later show"


async def test_ending_needs_a_stream_and_a_media_server(context, ada, channel, teller):
    with pytest.raises(Conflict):
        await stream.end(context, ada, id_of(channel))
    await teller.tell(Event.STARTED)
    with pytest.raises(Conflict):
        await stream.end(context, ada, id_of(channel))
    context.media.carried = [OnAir("night-owls", "b1")]
    await stream.end(context, ada, id_of(channel))
    assert [slug for slug, _ in context.media.kicked] == ["night-owls", "night-owls"]


@pytest.mark.parametrize("who", ["stranger", "other"])
async def test_others_can_neither_name_nor_end_it(context, channel, teller, who):
    await teller.tell(Event.STARTED)
    actor = ANONYMOUS if who == "stranger" else await create_actor(context, "eve")
    for act in (
        stream.title_of(context, actor, id_of(channel)),
        stream.rename(context, actor, id_of(channel), "Mine now"),
        stream.end(context, actor, id_of(channel)),
    ):
        with pytest.raises((NotFound, NotLoggedIn)):
            await act
