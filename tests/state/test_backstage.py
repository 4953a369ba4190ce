"""The owner's room: follows the encoder, keeps what it shows, and lets nobody else in."""

import json
from uuid import uuid4

import pytest
from socketio import AsyncServer

from aethex_live.domain.happening import Happening
from aethex_live.domain.stream import Event, OnAir
from aethex_live.errors import NotFound, NotLoggedIn
from aethex_live.realtime import hub
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import channel_role, simulcast, stream_desk, viewing
from aethex_live.state import backstage
from aethex_live.state.backstage import SECONDS_SHOWN, BackstageRoom
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.streams import Teller

SAMPLE = {
    "video_bitrate": 2_500_000,
    "audio_bitrate": 160_000,
    "width": 1280,
    "height": 720,
    "frame_rate": 29.97,
    "codecs": ["avc1.64001f", "mp4a.40.2"],
    "keyframe_interval_s": 2.0,
    "late_ms": 12,
    "has_video": True,
    "loudness": {"short_term": -18.2},
}
ADVICE = {"code": "late", "severity": 3, "what": "It comes late.", "fix": "Lower the bitrate."}


@pytest.fixture
async def ada(context):
    return await create_actor(context, "ada")


@pytest.fixture
async def channel(context, ada):
    return id_of(await create_channel(context, ada))


@pytest.fixture
async def room(context, channel):
    room = BackstageRoom("night-owls")
    await room.open()
    return room


def shown(room):
    return {name: json.loads(text) for name, text in room.whole().items()}


async def refresh(context, room):
    room.apply(("stream", await stream_desk.backstage_of(context, "night-owls")))
    return shown(room)


async def test_it_shows_each_state_of_the_stream(context, ada, channel, room, clock):
    teller = Teller(context)
    assert shown(room)["status"] == ""
    await stream_desk.change(context, ada, channel, {"hold": True})
    await teller.tell(Event.STARTED)
    seen = await refresh(context, room)
    assert seen["status"] == "held" and "/g/" in seen["preview"]
    context.media.carried = [OnAir("night-owls", "b1")]
    await stream_desk.go_live(context, ada, channel)
    seen = await refresh(context, room)
    assert seen["status"] == "live" and seen["started"]
    await teller.tell(Event.INTERRUPTED, grace=60.0)
    assert (await refresh(context, room))["grace_until"]
    await teller.tell(Event.ENDED)
    seen = await refresh(context, room)
    assert (seen["status"], seen["preview"]) == ("", "")


async def test_a_picture_that_goes_on_keeps_its_address(context, ada, channel, room, clock):
    teller = Teller(context, "test--night-owls")
    await teller.tell(Event.STARTED)
    first = (await refresh(context, room))["preview"]
    clock.forward(minutes=5)
    await teller.tell(Event.INTERRUPTED)
    await teller.tell(Event.RESUMED)
    assert (await refresh(context, room))["preview"] == first != ""
    assert shown(room)["status"] == "test"


async def test_health_is_told_in_words_that_are_ready_and_kept_for_a_while(context, channel, room):
    room.apply(("health", False, {"sample": SAMPLE, "advice": []}))
    assert shown(room)["seen"] is False  # nothing is on
    await Teller(context).tell(Event.STARTED)
    await refresh(context, room)
    for _ in range(SECONDS_SHOWN + 20):
        room.apply(("health", False, {"sample": SAMPLE, "advice": [ADVICE]}))
    room.apply(("health", True, {"sample": {**SAMPLE, "width": 1}, "advice": []}))  # of a test beside it
    seen = shown(room)
    assert len(seen["bitrates"]) == SECONDS_SHOWN and seen["bitrates"][-1] == 2660
    assert seen["figures"]["picture"] == "1280 × 720" and seen["figures"]["codecs"] == "H.264, AAC"
    assert seen["advice"] == [ADVICE]
    room.apply(("health", False, {}))
    room.apply(("health", False, {"sample": {"video_bitrate": 0}}))
    assert shown(room)["figures"]["picture"] == "–"


async def test_it_tells_when_nothing_arrives_though_the_line_is_open(context, channel, room):
    await Teller(context).tell(Event.STARTED)
    await refresh(context, room)
    for silent_s, silent in ((0.0, False), (1.0, True), (2.0, True), (0.0, False)):
        room.apply(("health", False, {"sample": {**SAMPLE, "silent_s": silent_s}}))
        assert shown(room)["silent"] is silent


async def test_viewers_become_a_curve(context, channel, room, clock):
    await Teller(context).tell(Event.STARTED)
    await refresh(context, room)
    for viewers in (3, 5, 4):
        room.apply(("viewers", viewers, 5))
    clock.forward(minutes=2)
    room.apply(("viewers", 1, 5))
    assert (shown(room)["curve"], shown(room)["peak"]) == ([5, 0, 1], 5)
    again = BackstageRoom("night-owls")
    await viewing.note(context, {"night-owls": 7})
    await again.open()
    assert shown(again)["curve"] == [0, 0, 7]


async def test_that_other_services_have_changed_is_told_and_not_which_they_are(context, ada, channel, room):
    before = shown(room)["changes_of_targets"]
    server = "rtmp://live.example.test/app"
    await simulcast.add(context, ada, channel, name="Away", server=server, key="a-secret")
    room.apply(("targets",))
    again = BackstageRoom("night-owls")
    await again.open()
    assert shown(room)["changes_of_targets"] == before + 1
    for each in (room, again):
        assert not any(word in str(shown(each)) for word in ("Away", "example.test", "a-secret"))


async def test_only_the_owner_and_editors_are_let_in(context, ada, channel):
    editor = await create_actor(context, "editor")
    await channel_role.grant(context, ada, "night-owls", "editor", "editor")
    for actor in (ada, editor):
        await backstage.admit(Visitor(person=actor.user_id), "night-owls")
    await channel_role.revoke(context, ada, "night-owls", "editor")
    with pytest.raises(NotFound):
        await backstage.admit(Visitor(person=editor.user_id), "night-owls")
    for person, slug in ((uuid4(), "night-owls"), (ada.user_id, "nobody"), (ada.user_id, "\ud800")):
        with pytest.raises(NotFound):
            await backstage.admit(Visitor(person=person), slug)
    with pytest.raises(NotLoggedIn):
        await backstage.admit(Visitor(), "night-owls")


async def test_a_happening_of_a_channel_that_nobody_looks_at_costs_nothing(context):
    hub.use(hub.Hub(AsyncServer(async_mode="asgi")))
    for name in ("stream.health", "stream.changed", "simulcast.changed", "stream.counted"):
        data = {"slug": "nobody", "test": False, "report": {}, "viewers": 1, "peak": 1}
        await backstage.follow(Happening(name, data))
    hub.use(None)
