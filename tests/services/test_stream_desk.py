"""Creators say what their streams are about, look at them first, let them out and end them; nobody else does."""

from uuid import uuid4

import pytest

from aethex_live.domain.stream import Event, OnAir, Status
from aethex_live.domain.user import Role
from aethex_live.errors import Conflict, InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import category, channel_role, external_source, stream, stream_desk, stream_key
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import actor_of, create_actor
from tests.support.streams import Teller


@pytest.fixture
async def channel(context, ada):
    return await create_channel(context, ada, tags=["owls"], language="de")


@pytest.fixture
def teller(context, channel):
    return Teller(context)


async def test_a_stream_is_about_what_its_channel_is_about_until_somebody_says_otherwise(
    context, ada, channel, teller
):
    plan = await stream_desk.plan(context, ada, id_of(channel))
    assert (plan.title, plan.tags, plan.language, plan.hold) == ("Night Owls", ("owls",), "de", False)
    await teller.tell(Event.STARTED)
    on = await stream.on_air(context, "night-owls")
    assert (on.title, on.tags, on.language) == ("Night Owls", ("owls",), "de")


async def test_all_of_it_changes_while_it_is_on_and_for_the_next_one(context, ada, channel, teller, happened):
    admin = actor_of(ada.user_id, Role.ADMIN)
    await category.create(context, admin, name="Music", slug="music", icon="music")
    await teller.tell(Event.STARTED)
    changes = {
        "title": "  Late   show ",
        "category": "music",
        "tags": ["#Live Set"],
        "language": "fr",
        "mature": True,
        "now_playing": "Kelp - Low Tide",
    }
    await stream_desk.change(context, ada, id_of(channel), changes)
    assert happened.names()[-1] == stream.CHANGED
    for _ in range(2):
        on = await stream.on_air(context, "night-owls")
        assert (on.title, on.category.name, on.tags) == ("Late show", "Music", ("live-set",))
        assert (on.language, on.mature, on.now_playing) == ("fr", True, "Kelp - Low Tide")
        await teller.tell(Event.STARTED, broadcast="b2")
    await stream_desk.change(context, ada, id_of(channel), {"category": None, "now_playing": ""})
    assert (await stream.on_air(context, "night-owls")).category is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"title": 7}, "title"),
        ({"category": "no-such"}, "category"),
        ({"category": "../etc"}, "category"),
        ({"tags": ["ok", "no/slash"]}, "tags"),
        ({"tags": [str(n) for n in range(11)]}, "tags"),
        ({"language": "klingon"}, "language"),
        ({"now_playing": "x" * 201}, "now_playing"),
        ({"status": "live"}, ""),
    ],
)
async def test_what_cannot_be_kept_is_refused_in_words_and_changes_nothing(
    context, ada, channel, changes, field
):
    with pytest.raises(InvalidInput) as refusal:
        await stream_desk.change(context, ada, id_of(channel), {"title": "New", **changes})
    assert refusal.value.field == field and refusal.value.message.endswith(".")
    assert (await stream_desk.plan(context, ada, id_of(channel))).title == "Night Owls"


async def test_going_live_needs_a_held_stream_an_encoder_and_a_media_server(
    context, ada, channel, teller, clock
):
    async def refused():
        with pytest.raises(Conflict) as refusal:
            await stream_desk.go_live(context, ada, id_of(channel))
        return refusal.value.code

    assert await refused() == "not_receiving"
    await stream_desk.change(context, ada, id_of(channel), {"hold": True})
    await teller.tell(Event.STARTED)
    assert await refused() == "media_unreachable"
    context.media.carried = [OnAir("night-owls", "b1", clock())]
    await teller.tell(Event.INTERRUPTED, grace=60.0)
    assert await refused() == "not_receiving"
    await teller.tell(Event.RESUMED)
    await stream_desk.go_live(context, ada, id_of(channel))
    assert await refused() == "live_already"


async def test_ending_needs_a_stream_and_a_media_server(context, ada, channel, teller):
    with pytest.raises(Conflict):
        await stream_desk.end(context, ada, id_of(channel))
    await teller.tell(Event.STARTED)
    with pytest.raises(Conflict):
        await stream_desk.end(context, ada, id_of(channel))
    assert (await stream.on_air(context, "night-owls")).status is Status.LIVE
    context.media.carried = [OnAir("night-owls", "b1")]
    await stream_desk.end(context, ada, id_of(channel))
    assert {slug for slug, _ in context.media.kicked} == {"night-owls"}
    assert (await stream.on_air(context, "night-owls")).status is Status.ENDING


async def test_where_the_picture_is_depends_on_who_asks(context, ada, channel, teller):
    await stream_desk.change(context, ada, id_of(channel), {"hold": True})
    await teller.tell(Event.STARTED)
    held = await stream.on_air(context, "night-owls")
    assert held is None or held.playback == ""
    assert "/g/" in (await stream_desk.backstage(context, ada, id_of(channel))).playback
    context.media.carried = [OnAir("night-owls", "b1")]
    await stream_desk.go_live(context, ada, id_of(channel))
    for shown in (
        await stream.on_air(context, "night-owls"),
        await stream_desk.backstage(context, ada, id_of(channel)),
    ):
        assert shown.playback.endswith("night-owls/index.m3u8")


@pytest.mark.parametrize("who", ["stranger", "other"])
async def test_others_can_do_none_of_it(context, channel, teller, who):
    await teller.tell(Event.STARTED)
    actor = ANONYMOUS if who == "stranger" else await create_actor(context, "eve")
    for act in (
        stream_desk.plan(context, actor, id_of(channel)),
        stream_desk.change(context, actor, id_of(channel), {"title": "Mine now"}),
        stream_desk.go_live(context, actor, id_of(channel)),
        stream_desk.end(context, actor, id_of(channel)),
        stream_desk.backstage(context, actor, id_of(channel)),
        stream_desk.open_desk(context, actor, "night-owls"),
        stream_desk.plan(context, actor, uuid4()),
    ):
        with pytest.raises((NotFound, NotLoggedIn)):
            await act


async def test_my_newest_streams_come_from_all_my_channels(context, ada, channel, teller):
    await create_channel(context, ada, "day-owls")
    await teller.tell(Event.STARTED)
    await Teller(context, "day-owls").tell(Event.STARTED, broadcast="b2", sequence=5)
    assert {each.slug for each in await stream_desk.latest(context, ada)} == {"night-owls", "day-owls"}
    assert await stream_desk.latest(context, await create_actor(context, "eve")) == []


async def test_editors_run_the_stream_and_moderators_do_not(context, ada, channel, teller):
    helpers = {role: await create_actor(context, role) for role in ("editor", "moderator")}
    for role in helpers:
        await channel_role.grant(context, ada, "night-owls", role, role)
    editor, channel_id = helpers["editor"], id_of(channel)
    assert not (await stream_desk.open_desk(context, editor, "night-owls")).own
    await create_channel(context, editor, "my-own")
    assert [(each.slug, each.own) for each in await stream_desk.desks(context, editor)] == [
        ("my-own", True),
        ("night-owls", False),
    ]
    assert await stream_desk.desks(context, helpers["moderator"]) == ()
    await stream_desk.change(context, editor, channel_id, {"title": "Late show", "hold": True})
    await teller.tell(Event.STARTED)
    context.media.carried = [OnAir("night-owls", "b1")]
    assert (await stream_desk.backstage(context, editor, channel_id)).status == Status.HELD
    await stream_desk.go_live(context, editor, channel_id)
    assert (await stream.on_air(context, "night-owls")).title == "Late show"
    await stream_desk.end(context, editor, channel_id)
    for act in (
        stream_desk.open_desk(context, helpers["moderator"], "night-owls"),
        stream_desk.change(context, helpers["moderator"], channel_id, {"title": "Mine"}),
        stream_desk.end(context, helpers["moderator"], channel_id),
        stream_key.listing(context, editor, channel_id),
        external_source.of_channel(context, editor, channel_id),
    ):
        with pytest.raises(NotFound):
            await act
    await channel_role.revoke(context, ada, "night-owls", "editor")
    with pytest.raises(NotFound):
        await stream_desk.plan(context, editor, channel_id)
