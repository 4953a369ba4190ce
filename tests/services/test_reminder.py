"""People are reminded of planned streams that they asked for: in time, and once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from aethex_live.domain.notification import Kind
from aethex_live.domain.schedule_form import MOST_REMINDERS
from aethex_live.errors import Conflict, NotFound, NotLoggedIn
from aethex_live.services import channel, notification, reminder, schedule_clock, schedule_desk
from aethex_live.services.context import ANONYMOUS
from aethex_live.services.reminder import Wish
from tests.support.jobs import run_jobs
from tests.support.people import create_actor
from tests.support.plans import BEGIN, SUNDAY, WEDNESDAY, plan

LEAD = timedelta(minutes=15)


async def told(context, actor) -> list[tuple[str, str]]:
    found = await notification.mine(context, actor, kinds=[Kind.REMINDER])
    return [(each.kind, each.path) for each in found.data]


async def pass_on(context) -> None:
    """What the clock does every minute."""
    await schedule_clock.turn(context)
    await run_jobs(context)


async def test_it_comes_a_quarter_of_an_hour_before_and_once(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls)
    await reminder.remind_me(context, bob, entry.id)
    clock.now = BEGIN - LEAD - timedelta(seconds=1)
    await pass_on(context)
    assert await told(context, bob) == []
    clock.now = BEGIN - LEAD
    for _ in range(2):
        await pass_on(context)
        clock.forward(minutes=1)
    (news,) = (await notification.mine(context, bob)).data
    assert (news.kind, news.text, news.channel) == (Kind.REMINDER, "Night shift", "Night Owls")
    assert news.path == f"/schedule/{entry.id}"
    assert await reminder.remind(context, entry.id, SUNDAY) == 1, "a job may run twice"
    assert len(await told(context, bob)) == 1


async def test_a_small_delay_tells_nobody_twice_and_another_evening_does(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls)
    await reminder.remind_me(context, bob, entry.id)
    clock.now = BEGIN - LEAD
    await pass_on(context)
    await schedule_desk.edit(context, ada, entry.id, {"time": "20:20"})
    clock.forward(minutes=20)
    await pass_on(context)
    assert len(await told(context, bob)) == 1
    await schedule_desk.edit(context, ada, entry.id, {"starts_on": "2026-11-24"})
    clock.now = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)
    await pass_on(context)
    assert len(await told(context, bob)) == 2


async def test_what_was_moved_meanwhile_is_told_at_its_new_time(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls, weekdays=["sun"])
    await reminder.remind_me(context, bob, entry.id, SUNDAY)
    clock.now = BEGIN - LEAD
    await schedule_clock.turn(context)  # the job waits
    await schedule_desk.move(context, ada, entry.id, SUNDAY, "2026-11-22", "22:00")
    await run_jobs(context)
    assert await told(context, bob) == []
    clock.forward(hours=2)
    await pass_on(context)
    assert await told(context, bob) == [(Kind.REMINDER, f"/schedule/{entry.id}")]


async def test_one_evening_or_every_week(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls, weekdays=["sun", "wed"])
    cleo = await create_actor(context, "cleo")
    await reminder.remind_me(context, bob, entry.id, WEDNESDAY)
    await reminder.remind_me(context, cleo, entry.id)
    assert await reminder.mine(context, bob) == [Wish(entry.id, WEDNESDAY)]
    assert await reminder.among(context, cleo, [entry.id]) == {Wish(entry.id, None)}
    for begin in (BEGIN, BEGIN + timedelta(days=3)):
        clock.now = begin - LEAD
        await pass_on(context)
        clock.now = begin + timedelta(hours=3)
        await schedule_clock.turn(context)
    assert (len(await told(context, bob)), len(await told(context, cleo))) == (1, 2)
    await reminder.forget(context, cleo, entry.id)
    assert await reminder.mine(context, cleo) == []


async def test_what_is_cancelled_or_deleted_is_not_reminded_of(context, ada, owls, bob, clock):
    weekly = await plan(context, ada, owls, weekdays=["sun"])
    once = await plan(context, ada, owls, title="Late shift")
    for entry in (weekly, once):
        await reminder.remind_me(context, bob, entry.id)
    await schedule_desk.cancel(context, ada, weekly.id, SUNDAY)
    await schedule_desk.remove(context, ada, once.id)
    clock.now = BEGIN - LEAD
    await pass_on(context)
    assert await told(context, bob) == []


async def test_who_asks_late_is_told_at_once(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls)
    clock.now = BEGIN - timedelta(minutes=5)
    await reminder.remind_me(context, bob, entry.id)
    await pass_on(context)
    assert len(await told(context, bob)) == 1


async def test_nobody_is_told_late_or_of_a_hidden_channel(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls)
    await reminder.remind_me(context, bob, entry.id)
    clock.now = BEGIN + timedelta(minutes=6)
    assert await reminder.remind(context, entry.id, SUNDAY) == 0
    clock.now = BEGIN - LEAD
    await channel.delete(context, ada, owls, "night-owls")
    await pass_on(context)
    assert await told(context, bob) == []


async def test_who_may_set_one_and_for_what(context, ada, owls, bob, clock, monkeypatch):
    entry = await plan(context, ada, owls, weekdays=["sun"])
    with pytest.raises(NotLoggedIn):
        await reminder.remind_me(context, ANONYMOUS, entry.id)
    for entry_id, day in ((uuid4(), None), (entry.id, WEDNESDAY)):
        with pytest.raises(NotFound):
            await reminder.remind_me(context, bob, entry_id, day)
    assert MOST_REMINDERS >= 100
    monkeypatch.setattr("aethex_live.services.reminder.MOST_REMINDERS", 1)
    await reminder.remind_me(context, bob, entry.id)
    with pytest.raises(Conflict):
        await reminder.remind_me(context, bob, entry.id, SUNDAY)
