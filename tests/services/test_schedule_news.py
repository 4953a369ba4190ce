"""Who waits for something planned is told when it moves or is cancelled: once, and of what others did alone."""

from datetime import date, timedelta

from aethex_live.domain.notification import Kind, sentence
from aethex_live.services import channel, notification, reminder, schedule_clock, schedule_desk, schedule_news
from aethex_live.services.reminder import Wish
from tests.support.jobs import jobs, make_due, run_jobs
from tests.support.people import create_actor
from tests.support.plans import BEGIN, SUNDAY, WEDNESDAY, plan


async def told(context, actor) -> list[str]:
    return [str(sentence(each)) for each in (await notification.mine(context, actor)).data]


async def settle(context) -> None:
    """Nothing more is changed for a while."""
    await make_due(context)
    await run_jobs(context)


async def test_an_evening_moves_and_who_waits_is_told_once_but_not_who_did_it(context, ada, owls, bob):
    entry = await plan(context, ada, owls, weekdays=["sun"])
    await reminder.remind_me(context, bob, entry.id, SUNDAY)
    await reminder.remind_me(context, ada, entry.id)
    await schedule_desk.move(context, ada, entry.id, SUNDAY, "2026-11-22", "22:00")
    moved = await schedule_desk.move(context, ada, entry.id, SUNDAY, "2026-11-23", "21:30")
    await settle(context)
    assert await schedule_news.tell(context, entry.id, moved.sequence, ada.user_id) == 0, (
        "a job may run twice"
    )
    (news,) = (await notification.mine(context, bob)).data
    assert (news.kind, news.path) == (Kind.MOVED, f"/schedule/{entry.id}")
    assert str(sentence(news)) == (
        "Night Owls: Night shift moves from Sunday, 22 November, 20:00 to Monday, 23 November, 21:30 (Europe/Berlin)"
    )
    assert await told(context, ada) == []


async def test_what_is_taken_back_soon_was_nothing_and_later_it_is_news_again(context, ada, owls, bob):
    entry = await plan(context, ada, owls, weekdays=["sun"])
    await reminder.remind_me(context, bob, entry.id)
    await schedule_desk.cancel(context, ada, entry.id, SUNDAY)
    await schedule_desk.restore(context, ada, entry.id, SUNDAY)
    await settle(context)
    assert await told(context, bob) == [] == await jobs(context)
    for act in (schedule_desk.cancel, schedule_desk.restore, schedule_desk.cancel):
        await act(context, ada, entry.id, SUNDAY)
        await settle(context)
    when = "Sunday, 22 November, 20:00 (Europe/Berlin)"
    assert await told(context, bob) == [
        f"Night Owls has cancelled: Night shift, {when}",
        f"Night Owls: Night shift takes place after all: {when}",
        f"Night Owls has cancelled: Night shift, {when}",
    ]


async def test_a_wish_for_one_evening_goes_with_its_weekday(context, ada, owls, bob, clock):
    entry = await plan(context, ada, owls, weekdays=["sun", "wed"])
    cleo = await create_actor(context, "cleo")
    await reminder.remind_me(context, bob, entry.id, SUNDAY)
    await reminder.remind_me(context, cleo, entry.id, WEDNESDAY)
    await schedule_desk.edit(context, ada, entry.id, {"weekdays": ["tue", "wed"]})
    await settle(context)
    assert "to Tuesday, 24 November, 20:00" in (await told(context, bob))[0]
    assert await told(context, cleo) == []
    assert await reminder.mine(context, bob) == [Wish(entry.id, date(2026, 11, 24))]
    clock.now = BEGIN + timedelta(days=2, minutes=-15)
    await schedule_clock.turn(context)
    await run_jobs(context)
    assert (await told(context, bob))[0] == "Night Owls begins soon: Night shift"


async def test_who_waits_for_an_evening_that_is_gone_is_told_so(context, ada, owls, bob):
    weekly = await plan(context, ada, owls, weekdays=["sun", "wed"])
    once = await plan(context, ada, owls, title="Late shift")
    await reminder.remind_me(context, bob, weekly.id, WEDNESDAY)
    await reminder.remind_me(context, bob, once.id)
    await schedule_desk.edit(context, ada, weekly.id, {"weekdays": ["sun"]})
    await schedule_desk.remove(context, ada, once.id)
    await settle(context)
    found = (await notification.mine(context, bob)).data
    assert {each.kind for each in found} == {Kind.CALLED_OFF}
    assert found[0].path == "/channels/night-owls#schedule"
    assert sorted(map(str, map(sentence, found))) == [
        "Night Owls has cancelled: Late shift, Sunday, 22 November, 20:00 (Europe/Berlin)",
        "Night Owls has cancelled: Night shift, Wednesday, 25 November, 20:00 (Europe/Berlin)",
    ]


async def test_nobody_hears_of_a_hidden_channel_or_of_a_new_title(context, ada, owls, bob):
    entry = await plan(context, ada, owls)
    await reminder.remind_me(context, bob, entry.id)
    await schedule_desk.edit(context, ada, entry.id, {"title": "Day shift"})
    assert await jobs(context) == []
    await schedule_desk.cancel(context, ada, entry.id, SUNDAY)
    await channel.delete(context, ada, owls, "night-owls")
    await settle(context)
    assert await told(context, bob) == []
