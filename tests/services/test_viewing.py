"""How many watch is written down with the stream: now, at most, and minute by minute."""

import pytest

from aethex_live.domain.stream import Event
from aethex_live.errors import NotFound
from aethex_live.services import stream, stream_desk, viewing
from tests.support.people import create_actor
from tests.support.streams import Teller


async def on(context):
    return await stream.on_air(context, "night-owls")


async def test_now_at_most_and_minute_by_minute(context, ada, owls, clock):
    await viewing.note(context, {"night-owls": 3})  # nothing is on
    await Teller(context).tell(Event.STARTED)
    for viewers in (4, 9, 2):
        await viewing.note(context, {"night-owls": viewers, "no-such-channel": 5})
    assert ((await on(context)).viewers, (await on(context)).peak_viewers) == (2, 9)
    assert await viewing.watched(context) == ["night-owls"]
    clock.forward(minutes=3)
    await viewing.note(context, {"night-owls": 0})
    assert await viewing.watched(context) == []
    clock.forward(minutes=1)
    await viewing.note(context, {"night-owls": 1})
    curve = await viewing.curve(context, ada, (await on(context)).id)
    assert (curve.first, curve.viewers) == (0, (9, 0, 0, 0, 1))


async def test_a_stream_of_days_shows_its_last_day(context, ada, owls, clock):
    await Teller(context).tell(Event.STARTED)
    clock.forward(days=3)
    curve = await viewing.curve(context, ada, (await on(context)).id)
    assert len(curve.viewers) == viewing.MOST_MINUTES and curve.first == 2 * 24 * 60 + 1


async def test_a_held_stream_has_no_viewers(context, ada, owls):
    await stream_desk.change(context, ada, owls, {"hold": True})
    await Teller(context).tell(Event.STARTED)
    await viewing.note(context, {"night-owls": 3})
    assert await viewing.watched(context) == []


async def test_the_curve_is_the_owners(context, ada, owls):
    await Teller(context).tell(Event.STARTED)
    with pytest.raises(NotFound):
        await viewing.curve(context, await create_actor(context, "eve"), (await on(context)).id)


def test_a_guest_is_known_by_a_name_that_we_signed(context):
    cookie = viewing.new_guest(context)
    sent = f"a=b; {viewing.GUEST_COOKIE}={cookie}; c=d"
    assert viewing.guest_of(context, sent) == cookie.partition(".")[0]
    for forged in ("", "abc", "abc.def", cookie + "x", "x" + cookie, "é.ü"):
        assert viewing.guest_of(context, f"{viewing.GUEST_COOKIE}={forged}") == ""
    assert viewing.guest_of(context, "") == ""
    assert viewing.new_guest(context) != cookie
