"""Channels plan their streams: who may, what is refused, what everybody sees of it, and until when."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from aethex_live.domain.schedule_form import MOST_ENTRIES
from aethex_live.domain.stream import Event
from aethex_live.domain.user import Role
from aethex_live.errors import Conflict, InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import category, channel, channel_role, schedule, schedule_clock, schedule_desk
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import actor_of, create_actor
from tests.support.plans import BEGIN, FIELDS, SUNDAY, WEDNESDAY, plan
from tests.support.streams import Teller


async def seen(context) -> list[str]:
    return [f"{each.starts_at:%d %H:%M}" for each in await schedule.of_channel(context, "night-owls")]


async def test_what_is_planned_is_seen_until_it_is_over(context, ada, owls, clock):
    admin = actor_of(ada.user_id, Role.ADMIN)
    await category.create(context, admin, name="Music", slug="music", icon="music")
    entry = await plan(context, ada, owls, category="music", description="Bring tea.")
    (one,) = await schedule.of_channel(context, "night-owls")
    assert (one.title, one.starts_at, one.category.name, one.live) == ("Night shift", BEGIN, "Music", False)
    assert (await schedule.next_of_channel(context, "night-owls")).entry_id == entry.id
    assert (await schedule.entry_page(context, entry.id)).channel.slug == "night-owls"
    assert [each.channel.slug for each in await schedule.upcoming(context)] == ["night-owls"]

    clock.now = BEGIN
    await Teller(context).tell(Event.STARTED)
    (one,) = await schedule.of_channel(context, "night-owls")
    assert one.live
    (up,) = await schedule.upcoming(context)
    assert up.planned.live

    clock.forward(hours=2)
    assert await schedule.of_channel(context, "night-owls") == []
    assert await schedule.next_of_channel(context, "night-owls") is None
    assert await schedule.upcoming(context) == []
    await schedule_clock.turn(context)
    with pytest.raises(NotFound):
        await schedule.entry_page(context, entry.id)
    assert (await schedule_desk.desk(context, ada, owls)).entries == ()


async def test_what_comes_up_is_mixed_and_for_everybody(context, ada, owls):
    for number in range(5):
        await plan(context, ada, owls, title=f"Show {number}")
    bats = await create_channel(context, ada, "bats-by-night", mature=True)
    await plan(context, ada, id_of(bats))
    assert [each.channel.slug for each in await schedule.upcoming(context)] == ["night-owls"] * 3
    assert len(await schedule.upcoming(context, adult=True)) == 4


async def test_every_week_another_comes_next(context, ada, owls, clock):
    await plan(context, ada, owls, weekdays=["sun", "wed"])
    assert await seen(context) == ["22 19:00", "25 19:00", "29 19:00", "02 19:00"]
    clock.now = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert await schedule.upcoming(context) == [], "until the clock has passed it on"
    await schedule_clock.turn(context)
    (up,) = await schedule.upcoming(context)
    assert up.planned.day == WEDNESDAY


async def test_one_evening_is_cancelled_moved_and_brought_back(context, ada, owls):
    entry = await plan(context, ada, owls, weekdays=["sun", "wed"])
    await schedule_desk.cancel(context, ada, entry.id, SUNDAY)
    assert await seen(context) == ["25 19:00", "29 19:00", "02 19:00"]
    (up,) = await schedule.upcoming(context)
    assert up.planned.day == WEDNESDAY
    found = await schedule_desk.desk(context, ada, owls)
    assert found.coming[0][1].cancelled, "its creator still sees it"

    moved = await schedule_desk.move(context, ada, entry.id, WEDNESDAY, "2026-11-24", "18:30")
    assert await seen(context) == ["24 17:30", "29 19:00", "02 19:00"]
    assert moved.sequence == 2
    for day in (SUNDAY, WEDNESDAY):
        await schedule_desk.restore(context, ada, entry.id, day)
    assert await seen(context) == ["22 19:00", "25 19:00", "29 19:00", "02 19:00"]
    for day in (date(2026, 11, 23), date(2020, 1, 1), date.max):
        with pytest.raises(NotFound):
            await schedule_desk.cancel(context, ada, entry.id, day)


async def test_the_only_evening_is_cancelled_and_can_be_brought_back(context, ada, owls):
    entry = await plan(context, ada, owls)
    await schedule_desk.cancel(context, ada, entry.id, SUNDAY)
    assert await seen(context) == []
    found = await schedule_desk.desk(context, ada, owls)
    assert [each.id for each in found.entries] == [entry.id]
    await schedule_desk.restore(context, ada, entry.id, SUNDAY)
    assert await seen(context) == ["22 19:00"]


async def test_what_is_over_is_not_changed(context, ada, owls, clock):
    entry = await plan(context, ada, owls, weekdays=["sun"])
    clock.forward(days=2)
    with pytest.raises(Conflict):
        await schedule_desk.cancel(context, ada, entry.id, SUNDAY)


async def test_an_entry_is_edited_and_deleted(context, ada, owls):
    entry = await plan(context, ada, owls)
    edited = await schedule_desk.edit(context, ada, entry.id, {"time": "21:30", "weekdays": ["tue"]})
    assert (edited.sequence, edited.title) == (1, "Night shift")
    assert (await seen(context))[0] == "24 20:30"
    with pytest.raises(InvalidInput) as refused:
        await schedule_desk.edit(context, ada, entry.id, {"category": "no-such"})
    assert refused.value.field == "category"
    await schedule_desk.remove(context, ada, entry.id)
    assert await seen(context) == []
    for act in (schedule_desk.remove(context, ada, entry.id), schedule.entry_page(context, entry.id)):
        with pytest.raises(NotFound):
            await act


async def test_only_who_runs_the_streams_plans_them(context, ada, owls):
    entry = await plan(context, ada, owls)
    bob = await create_actor(context, "bob")
    staff = await create_actor(context, "root", role=Role.ADMIN)

    async def tries(actor):
        yield schedule_desk.desk(context, actor, owls)
        yield schedule_desk.create(context, actor, owls, FIELDS)
        yield schedule_desk.edit(context, actor, entry.id, {"title": "Mine"})
        yield schedule_desk.cancel(context, actor, entry.id, SUNDAY)
        yield schedule_desk.move(context, actor, entry.id, SUNDAY, "2026-11-25", "20:00")
        yield schedule_desk.restore(context, actor, entry.id, SUNDAY)
        yield schedule_desk.remove(context, actor, entry.id)

    await channel_role.grant(context, ada, "night-owls", "bob", "moderator")
    for actor in (bob, staff, ANONYMOUS):
        async for act in tries(actor):
            with pytest.raises((NotFound, NotLoggedIn)):
                await act
    await channel_role.grant(context, ada, "night-owls", "bob", "editor")
    async for act in tries(bob):
        await act


async def test_a_schedule_has_its_limits(context, ada, owls, monkeypatch):
    assert MOST_ENTRIES >= 20
    monkeypatch.setattr("aethex_live.services.schedule_desk.MOST_ENTRIES", 2)
    for _ in range(2):
        await plan(context, ada, owls)
    with pytest.raises(Conflict) as refused:
        await plan(context, ada, owls)
    assert refused.value.code == "too_many_entries"
    for days in (0, 61, -1):
        with pytest.raises(InvalidInput):
            await schedule.of_channel(context, "night-owls", days)


async def test_strangers_hear_nothing_of_a_hidden_channel(context, ada, owls):
    entry = await plan(context, ada, owls)
    await channel.delete(context, ada, owls, "night-owls")
    assert await schedule.upcoming(context) == []
    for ask in (
        schedule.of_channel(context, "night-owls"),
        schedule.next_of_channel(context, "night-owls"),
        schedule.entry_page(context, entry.id),
        schedule.calendar(context, "night-owls"),
        schedule.entry_calendar(context, entry.id),
        schedule.entry_page(context, uuid4()),
    ):
        with pytest.raises(NotFound):
            await ask


async def test_what_was_deleted_or_is_long_over_is_forgotten(context, ada, owls, clock):
    gone, over = await plan(context, ada, owls), await plan(context, ada, owls)
    await schedule_desk.remove(context, ada, gone.id)
    assert [each.id for each in (await schedule.calendar(context, "night-owls")).entries] == [over.id]
    clock.forward(days=3)
    await schedule_clock.turn(context)
    assert len((await schedule.calendar(context, "night-owls")).entries) == 1, "calendars keep it for a while"
    clock.forward(days=91)
    await schedule_clock.turn(context)
    assert (await schedule.calendar(context, "night-owls")).entries == ()
