"""A stream goes to other services too; their keys go in and never come out."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from aethex_live.domain.stream import Event, OnAir
from aethex_live.errors import Conflict, InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import simulcast, stream_desk, stream_key
from aethex_live.services.context import ANONYMOUS
from tests.support.people import create_actor
from tests.support.streams import Teller

SERVER, KEY = "rtmps://live.example.test/app", "a-key-of-elsewhere"


@pytest.fixture
def ada(member):
    return member


@pytest.fixture
def channel(owls):
    return owls


async def add(context, actor, channel, name="Elsewhere", server=SERVER, key=KEY):
    return await simulcast.add(context, actor, channel, name=name, server=server, key=key)


async def decision(context, ada, channel):
    (key,) = await stream_key.listing(context, ada, channel)
    return await stream_key.authorise_publish(context, (await stream_key.reveal(context, ada, key.id)).secret)


async def test_the_media_server_gets_the_address_and_nobody_else_does(context, ada, channel):
    added = await add(context, ada, channel)
    assert (added.name, added.host, added.enabled, added.state) == (
        "Elsewhere",
        "live.example.test",
        True,
        "",
    )
    answer = await decision(context, ada, channel)
    assert [(each.id, each.url) for each in answer.forwards] == [(added.id, f"{SERVER}/{KEY}")]
    assert KEY not in repr(answer) and KEY not in repr(added)
    async with context.transaction() as uow:
        rows = await uow.session.scalars(text("SELECT t::text FROM simulcast_targets t"))
        assert KEY not in "".join(rows.all())


async def test_what_is_switched_off_gets_nothing(context, ada, channel):
    added = await add(context, ada, channel)
    await Teller(context).tell(Event.STARTED)
    await simulcast.switch(context, ada, added.id, True)
    assert context.media.forwards == {str(added.id): f"{SERVER}/{KEY}"}
    await simulcast.switch(context, ada, added.id, False)
    assert context.media.forwards == {}
    assert (await decision(context, ada, channel)).forwards == ()
    await simulcast.remove(context, ada, added.id)
    assert await simulcast.listing(context, ada, channel) == ()


async def test_a_stream_that_is_held_back_goes_nowhere_until_it_is_shown(context, ada, channel, clock):
    await stream_desk.change(context, ada, channel, {"hold": True})
    await Teller(context).tell(Event.STARTED)
    added = await add(context, ada, channel)
    assert (await decision(context, ada, channel)).forwards == () and context.media.forwards == {}
    context.media.carried = [OnAir("night-owls", "b1", clock())]
    await stream_desk.go_live(context, ada, channel)
    assert list(context.media.forwards) == [str(added.id)]


async def test_what_became_of_it_is_told(context, ada, channel, happened):
    added = await add(context, ada, channel)
    await simulcast.hear(
        context, name="night-owls", target=str(added.id), state="refused", message="Wrong key."
    )
    (shown,) = await simulcast.listing(context, ada, channel)
    assert (shown.state, shown.message) == ("refused", "Wrong key.")
    assert happened.happenings[-1].data == {"slug": "night-owls"}
    for unknown in (str(uuid4()), "nonsense"):
        await simulcast.hear(context, name="night-owls", target=unknown, state="live", message="")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"server": "https://live.example.test/app"}, "server"),
        ({"server": "rtmp://live.example.test"}, "server"),
        ({"server": "rtmp://a:b@live.example.test/app"}, "server"),
        ({"server": "rtmp://live.example.test:port/app"}, "server"),
        ({"server": "rtmp://[broken/app"}, "server"),
        ({"key": ""}, "key"),
        ({"key": "two words"}, "key"),
        ({"name": ""}, "name"),
    ],
)
async def test_an_address_that_leads_nowhere_is_refused_at_its_field(context, ada, channel, wrong, field):
    with pytest.raises(InvalidInput) as refusal:
        await add(context, ada, channel, **wrong)
    assert refusal.value.field == field


async def test_there_are_five_at_most_and_each_has_a_name_of_its_own(context, ada, channel):
    for number in range(5):
        await add(context, ada, channel, name=f"Place {number}")
        with pytest.raises(Conflict):
            await add(context, ada, channel, name=f"place {number}")
    with pytest.raises(Conflict):
        await add(context, ada, channel, name="One more")


@pytest.mark.parametrize("who", ["stranger", "other"])
async def test_others_can_do_none_of_it(context, ada, channel, who):
    added = await add(context, ada, channel)
    actor = ANONYMOUS if who == "stranger" else await create_actor(context, "eve")
    for act in (
        simulcast.listing(context, actor, channel),
        add(context, actor, channel, name="Mine"),
        simulcast.switch(context, actor, added.id, False),
        simulcast.remove(context, actor, added.id),
    ):
        with pytest.raises((NotFound, NotLoggedIn)):
            await act
