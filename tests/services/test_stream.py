"""Streams follow what the media server tells, in any order and however often, and never stay on for ever."""

from datetime import timedelta

import pytest

from aethex_live.domain.stream import Event, OnAir, Status
from aethex_live.services import closing, stream, stream_desk, stream_key, stream_life
from tests.support.channels import create_channel, id_of
from tests.support.streams import Teller

LIVE_KEY, TEST_KEY = "live", "test"


@pytest.fixture
def ada(member):
    return member


@pytest.fixture
async def channel(context, ada, keep):
    return await keep("owls_of_member", lambda: create_channel(context, ada))


@pytest.fixture
def teller(context, channel):
    return Teller(context)


async def status(context):
    found = await stream.on_air(context, "night-owls")
    return found and found.status


async def behind(context, ada, channel):
    return await stream_desk.backstage(context, ada, id_of(channel))


async def test_from_the_first_picture_to_the_end(context, teller, happened):
    assert await status(context) is None
    await teller.tell(Event.STARTED)
    assert await status(context) is Status.LIVE
    await teller.tell(Event.INTERRUPTED, grace=60.0)
    assert await status(context) is Status.RECONNECTING
    await teller.tell(Event.RESUMED)
    assert await status(context) is Status.LIVE
    await teller.tell(Event.SAID_GOODBYE, grace=10.0)
    assert await status(context) is Status.ENDING
    await teller.tell(Event.ENDED, reason="stopped", recording="r1")
    assert await status(context) is Status.ENDED
    told = [each.name for each in happened.happenings if each.name.startswith("stream.")]
    assert told == [stream.STARTED, *[stream.CHANGED] * 3, stream.ENDED]


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
    teller.name = "nobody-here"
    await teller.tell(Event.STARTED)
    assert await stream.all_on_air(context) == []


async def test_what_the_media_server_no_longer_carries_is_ended(context, teller, clock):
    await teller.tell(Event.STARTED)
    carried = [OnAir("night-owls", "b1", clock())]
    assert await stream_life.reconcile(context, carried) == 0
    clock.forward(hours=3)
    assert await stream_life.reconcile(context, carried) == 0
    clock.forward(seconds=11)
    assert await stream_life.reconcile(context, []) == 1
    assert await status(context) is Status.ENDED


async def test_a_media_server_that_is_silent_ends_its_streams_after_the_grace(context, teller, clock):
    await teller.tell(Event.STARTED)
    clock.forward(seconds=60)
    assert await stream_life.reconcile(context, None) == 0
    clock.forward(seconds=20)
    assert await stream_life.reconcile(context, None) == 1


async def test_a_grace_that_is_over_ends_the_stream_whoever_is_silent(context, teller, clock):
    await teller.tell(Event.STARTED)
    await teller.tell(Event.SAID_GOODBYE, grace=10.0)
    clock.forward(seconds=24)
    assert await stream_life.reconcile(context, None) == 0
    clock.forward(seconds=2)
    assert await stream_life.reconcile(context, None) == 1


@pytest.mark.parametrize("jump", [timedelta(hours=5), timedelta(hours=-5), timedelta(days=-400)])
async def test_a_clock_that_is_set_leaves_no_stream_on_for_ever(context, teller, clock, jump):
    await teller.tell(Event.STARTED)
    clock.now += jump
    assert await stream_life.reconcile(context, [OnAir("night-owls", "b1", clock())]) == 0
    assert await status(context) is Status.LIVE
    clock.now -= jump
    await stream_life.reconcile(context, [OnAir("night-owls", "b1", clock())])
    clock.now += jump
    await stream_life.reconcile(context, None)
    clock.forward(seconds=80)
    await stream_life.reconcile(context, None)
    assert await status(context) is Status.ENDED


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
async def test_a_clock_that_is_set_ends_nothing_while_the_media_server_is_silent(
    context, teller, clock, jump
):
    await teller.tell(Event.STARTED)
    await teller.tell(Event.INTERRUPTED, grace=60.0)
    clock.now += jump
    await stream_life.clock_was_set(context)
    assert await stream_life.reconcile(context, None) == 0
    clock.forward(seconds=80)
    assert await stream_life.reconcile(context, None) == 1, "and it is not on for ever"


async def test_what_was_given_up_and_is_carried_again_goes_on(context, teller, clock, happened):
    await teller.tell(Event.STARTED)
    clock.forward(minutes=5)
    assert await stream_life.reconcile(context, None) == 1
    await stream_life.reconcile(context, [OnAir("night-owls", "b1", clock())])
    assert await status(context) is Status.LIVE
    assert happened.names().count(stream.STARTED) == 1
    await teller.tell(Event.ENDED, reason="stopped")
    await stream_life.reconcile(context, [OnAir("night-owls", "b1", clock())])
    assert await status(context) is Status.ENDED


async def test_an_app_that_knows_nothing_learns_it_from_what_is_carried(context, channel, teller, clock):
    await stream_life.reconcile(context, [OnAir("night-owls", "b1", clock()), OnAir("nobody", "b2", clock())])
    await stream_life.reconcile(context, [OnAir("night-owls", "b1", clock())])
    assert await status(context) is Status.LIVE
    await teller.tell(Event.STARTED)
    await teller.tell(Event.ENDED)
    assert await status(context) is Status.ENDED


async def test_a_publish_without_pictures_is_no_stream(context, channel):
    await stream_life.reconcile(context, [OnAir("night-owls", "b1")])
    assert await status(context) is None


async def test_a_held_stream_is_its_owners_until_the_click(context, ada, channel, teller, happened, clock):
    await stream_desk.change(context, ada, id_of(channel), {"hold": True})
    context.media.carried = [OnAir("night-owls", "b1", clock())]
    await teller.tell(Event.STARTED)
    assert await status(context) is None and await stream.all_on_air(context) == []
    seen = await behind(context, ada, channel)
    assert seen.status == Status.HELD and "/live/night-owls/g/" in seen.playback
    clock.forward(minutes=10)
    await stream_desk.go_live(context, ada, id_of(channel))
    on = await stream.on_air(context, "night-owls")
    assert (on.status, on.started_at) == (Status.LIVE, clock())
    assert context.media.let_out_names == ["night-owls"]
    assert happened.names().count(stream.STARTED) == 1


async def test_a_held_stream_that_is_never_shown_leaves_nothing(context, ada, channel, teller):
    await stream_desk.change(context, ada, id_of(channel), {"hold": True})
    await teller.tell(Event.STARTED)
    await teller.tell(Event.ENDED)
    assert await stream.recent(context, "night-owls") == []
    assert (await behind(context, ada, channel)).status == ""


async def test_a_test_is_seen_by_its_owner_and_beside_the_stream(context, ada, channel, teller):
    await teller.tell(Event.STARTED)
    teller.name = "test--night-owls"
    await teller.tell(Event.STARTED, broadcast="b2")
    assert [each.broadcast for each in await stream.all_on_air(context)] == ["b1"]
    seen = await behind(context, ada, channel)
    assert "/live/test--night-owls/g/" in seen.test and seen.playback.endswith("/live/night-owls/index.m3u8")
    await teller.tell(Event.ENDED, broadcast="b2")
    assert (await behind(context, ada, channel)).test == ""
    assert len(await stream.recent(context, "night-owls")) == 1


async def rotate(context, ada, key, happened):
    before = len(happened.happenings)
    await stream_key.rotate(context, ada, key.id)
    for happening in happened.happenings[before:]:
        await closing.stop_streams(context, happening)


async def credential(context, ada, key):
    secret = (await stream_key.reveal(context, ada, key.id)).secret
    return (await stream_key.authorise_publish(context, secret)).credential


async def test_a_replaced_key_ends_what_it_has_started_and_nothing_else(
    context, ada, channel, teller, happened
):
    (main,) = await stream_key.listing(context, ada, id_of(channel))
    spare = (await stream_key.create(context, ada, id_of(channel), "Spare", stream_key.Kind.LIVE)).key
    await teller.tell(Event.STARTED, credential=await credential(context, ada, main))
    await rotate(context, ada, spare, happened)
    assert context.media.kicked == []
    await teller.tell(Event.RESUMED, credential=await credential(context, ada, spare))
    await rotate(context, ada, main, happened)
    assert context.media.kicked == []
    await rotate(context, ada, spare, happened)
    ((name, why),) = context.media.kicked
    assert name == "night-owls" and why.endswith(".")


async def test_a_key_that_is_replaced_while_its_encoder_comes_in_ends_the_stream(
    context, ada, channel, teller, happened
):
    (main,) = await stream_key.listing(context, ada, id_of(channel))
    old = await credential(context, ada, main)
    await rotate(context, ada, main, happened)
    before = len(happened.happenings)
    await teller.tell(Event.STARTED, credential=old)
    for happening in happened.happenings[before:]:
        await closing.stop_streams(context, happening)
    assert [name for name, _ in context.media.kicked] == ["night-owls"]


async def test_a_recording_that_is_ready_can_be_seen_again(context, teller):
    await teller.tell(Event.STARTED, recording="r1")
    await teller.tell(Event.ENDED, recording="r1")
    assert (await stream.on_air(context, "night-owls")).replay == ""
    await stream_life.hear_recording(context, server="media-1", sequence=9, recording="r1", seconds=61.5)
    (past,) = await stream.recent(context, "night-owls")
    assert past.replay.endswith("/recordings/r1/index.m3u8") and past.playback == past.thumbnail == ""


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ({"now_playing": "Kelp - Low Tide"}, "Kelp - Low Tide"),
        ({"now_playing": "x" * 5000}, ""),
        ({"now_playing": 7.0}, ""),
        ({}, ""),
    ],
)
async def test_the_encoder_may_say_what_is_playing(context, teller, says, shown):
    await teller.tell(Event.STARTED)
    await stream_life.hear_metadata(context, server="media-1", sequence=9, broadcast="b1", says=says)
    assert (await stream.on_air(context, "night-owls")).now_playing == shown
