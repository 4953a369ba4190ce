"""Browsers are told of news by jobs: each once, those that are gone no more, those that are away again later."""

import json
from datetime import UTC, datetime

import pytest

from aethex_live.data import push_subscription
from aethex_live.domain.push import MOST, Outcome
from aethex_live.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, NotLoggedIn
from aethex_live.services import channel_role, follow, notification, push, session, user_settings
from aethex_live.services.context import ANONYMOUS
from aethex_live.services.ports import Sent
from tests.services.test_notification import start
from tests.support.fakes import HandClock
from tests.support.http import in_person
from tests.support.jobs import jobs, make_due, run_jobs
from tests.support.people import create_user
from tests.support.push import ENDPOINT, KEYS, subscribed, written


@pytest.fixture
def clock() -> HandClock:
    """Ahead of the database's, which decides what is due."""
    return HandClock(datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture
async def fan(context, owner):
    fan = await in_person(context, await create_user(context, "bob"))
    await follow.follow(context, fan, "night-owls")
    await subscribed(context, fan)
    return fan


async def endpoints(context, actor) -> list[str]:
    async with context.transaction() as uow:
        return [row.endpoint for row in await push_subscription.of_user(uow, actor.user_id)]


def seen(context) -> list[dict]:
    return [json.loads(each.message) for each in context.pusher.pushed]


async def test_followers_are_told_in_their_browsers_in_their_language(context, fan):
    await user_settings.change_settings(context, fan, language="de")
    await start(context)
    await run_jobs(context)
    (shown,) = seen(context)
    (pushed,) = context.pusher.pushed
    assert (shown["title"], shown["path"]) == ("Night Owls", "/streams/night-owls")
    assert shown["body"] == "Night Owls ist live: Night Owls"
    assert (pushed.endpoint, pushed.urgent, pushed.ttl) == (ENDPOINT, True, 3600)
    assert await jobs(context) == []


async def test_who_wants_push_alone_does_not_see_it_on_the_site(context, fan):
    await notification.choose(context, fan, {"live": {"site": False}})
    await start(context)
    await run_jobs(context)
    assert len(seen(context)) == 1
    assert (await notification.unread(context, fan), (await notification.mine(context, fan)).total) == (0, 0)


async def test_who_wants_no_push_gets_none(context, fan):
    await notification.choose(context, fan, {"live": {"push": False}})
    await start(context)
    await run_jobs(context)
    assert (seen(context), await notification.unread(context, fan)) == ([], 1)


async def test_what_was_read_meanwhile_is_not_pushed(context, owner, fan):
    await channel_role.grant(context, owner, "night-owls", "bob", "moderator")
    await notification.mark_read(context, fan)
    await run_jobs(context)
    assert seen(context) == []


async def test_a_browser_that_is_gone_is_forgotten(context, fan):
    context.pusher.answers[ENDPOINT] = Sent(Outcome.GONE)
    await start(context)
    await run_jobs(context)
    assert (await endpoints(context, fan), await jobs(context)) == ([], [])


async def test_a_service_that_is_away_gets_it_later_and_nobody_twice(context, fan):
    other = ENDPOINT + "/phone"
    await subscribed(context, fan, other)
    context.pusher.answers[ENDPOINT] = Sent(Outcome.LATER, 30.0)
    await start(context)
    await run_jobs(context)
    assert await jobs(context) == [("push.deliver_again", "todo", 0)]
    await make_due(context)
    await run_jobs(context)
    assert await jobs(context) == [("push.deliver_again", "todo", 1)]
    context.pusher.answers.clear()
    await make_due(context)
    await run_jobs(context)
    assert [each.endpoint for each in context.pusher.pushed].count(other) == 1
    assert await jobs(context) == []


async def test_news_of_yesterday_is_not_pushed(context, fan, clock):
    context.pusher.answers[ENDPOINT] = Sent(Outcome.LATER)
    await start(context)
    await run_jobs(context)
    clock.forward(hours=2)
    await make_due(context)
    await run_jobs(context)
    assert (len(context.pusher.pushed), await jobs(context)) == (1, [])


async def test_who_logs_out_is_told_nothing_there(context, fan):
    await session.revoke_session(context, fan, fan.session_id)
    assert await endpoints(context, fan) == []


async def test_the_test_says_what_happened(context, fan):
    await push.try_out(context, fan, ENDPOINT)
    assert seen(context)[0]["path"] == "/settings/notifications"
    context.pusher.answers[ENDPOINT] = Sent(Outcome.LATER)
    with pytest.raises(AppError, match="does not answer"):
        await push.try_out(context, fan, ENDPOINT)
    context.pusher.answers[ENDPOINT] = Sent(Outcome.GONE)
    with pytest.raises(AppError, match="refused"):
        await push.try_out(context, fan, ENDPOINT)
    assert await endpoints(context, fan) == []


async def test_only_so_many_browsers_and_the_newest_are_kept(context, fan):
    for number in range(MOST):
        await subscribed(context, fan, f"{ENDPOINT}/{number}")
    kept = await endpoints(context, fan)
    assert len(kept) == MOST and ENDPOINT not in kept


async def test_a_browser_is_whose_who_sits_at_it(context, fan):
    other = await in_person(context, await create_user(context, "cleo"))
    with pytest.raises(Conflict):  # whoever knows the address alone
        await push.subscribe(
            context, other, endpoint=ENDPOINT, **{**KEYS, "auth": written(b"another secret 1")}
        )
    await subscribed(context, other)
    assert (await endpoints(context, fan), await endpoints(context, other)) == ([], [ENDPOINT])


async def test_nobody_touches_the_browsers_of_others(context, fan):
    other = await in_person(context, await create_user(context, "cleo"))
    (browser,) = await push.browsers(context, fan)
    assert (browser.name, browser.here) == ("Firefox on Linux", True)
    assert not await push.is_on(context, other, ENDPOINT)
    await push.unsubscribe(context, other, ENDPOINT)
    with pytest.raises(NotFound):
        await push.remove(context, other, browser.id)
    with pytest.raises(NotFound):
        await push.try_out(context, other, ENDPOINT)
    assert await push.is_on(context, fan, ENDPOINT)


async def test_programs_and_strangers_cannot(context, owner):
    with pytest.raises(NotAllowed):
        await subscribed(context, owner)  # without a session
    with pytest.raises(NotLoggedIn):
        await subscribed(context, ANONYMOUS)
    with pytest.raises(InvalidInput):
        await subscribed(
            context, await in_person(context, await create_user(context, "cleo")), "http://a.test"
        )
