"""Telling browsers whose pages are closed: which of somebody's browsers want it, and sending."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from aethex_live.data import job
from aethex_live.data import notification as notifications
from aethex_live.data import push_subscription as subscriptions
from aethex_live.data.models.push_subscription import PushSubscription as Row
from aethex_live.data.push_subscription import Subscribed
from aethex_live.domain.job import Task, TryLater
from aethex_live.domain.notification import Notification, sentence
from aethex_live.domain.push import MOST, Browser, Outcome, check_endpoint, check_keys, lasts, topic_of
from aethex_live.domain.user_agent import device_name
from aethex_live.errors import AppError, Conflict, NotAllowed, NotFound
from aethex_live.messages import translate
from aethex_live.services.context import Actor, Context
from aethex_live.services.ports import Push, Sent
from aethex_live.services.throttle import limit, spend

AT_ONCE = 20  # messages of a job that are under way together
NO_SUCH = "This browser is not told of anything any more."
_TEST_TTL = 60


async def subscribe(
    context: Context, actor: Actor, *, endpoint: str, p256dh: str, auth: str, user_agent: str = ""
) -> None:
    """Tell me in this browser too, as long as I am logged in there."""
    user_id = actor.required()
    if actor.session_id is None:
        raise NotAllowed("Only a browser in which you are logged in can do this.", code="session_required")
    endpoint = _checked(context, endpoint)
    key, secret = check_keys(p256dh, auth)
    await spend(context, limit("push.subscribe", user_id, 20, timedelta(minutes=1)))
    row = Row(
        user_id=user_id,
        session_id=actor.session_id,
        endpoint=endpoint,
        p256dh=key,
        auth=secret,
        language=actor.language[:10],
        browser=user_agent[:300],
        created_at=context.clock(),
    )
    async with context.transaction() as uow:
        if not await subscriptions.put(uow, row):
            raise Conflict("This browser was known with another key. Turn push off and on again.")
        await subscriptions.keep_newest(uow, user_id, MOST)


async def unsubscribe(context: Context, actor: Actor, endpoint: str) -> None:
    """Tell me in this browser no more; harmless when I am not."""
    user_id, endpoint = actor.required(), _checked(context, endpoint)
    async with context.transaction() as uow:
        await subscriptions.remove(uow, user_id=user_id, endpoint=endpoint)


async def is_on(context: Context, actor: Actor, endpoint: str) -> bool:
    """Whether I am told in this browser."""
    user_id, endpoint = actor.required(), _checked(context, endpoint)
    async with context.transaction() as uow:
        return await subscriptions.at(uow, user_id, endpoint) is not None


async def browsers(context: Context, actor: Actor) -> list[Browser]:
    """Where I am told, the latest first."""
    async with context.transaction() as uow:
        rows = await subscriptions.of_user(uow, actor.required())
    return [
        Browser(row.id, device_name(row.browser), row.created_at, row.session_id == actor.session_id)
        for row in rows
    ]


async def remove(context: Context, actor: Actor, subscription_id: UUID) -> None:
    """Tell me there no more."""
    async with context.transaction() as uow:
        if not await subscriptions.remove(uow, [subscription_id], user_id=actor.required()):
            raise NotFound(NO_SUCH)


async def try_out(context: Context, actor: Actor, endpoint: str) -> None:
    """Send this browser of mine something to see; refuses with what went wrong."""
    user_id, endpoint = actor.required(), _checked(context, endpoint)
    await spend(context, limit("push.test", user_id, 5, timedelta(minutes=1)))
    async with context.transaction() as uow:
        browser = await subscriptions.at(uow, user_id, endpoint)
    if browser is None:
        raise NotFound(NO_SUCH)
    content = {
        "title": context.site_name,
        "body": translate(browser.language, "This is how you will be told."),
        "tag": "test",
        "path": "/settings/notifications",
    }
    sent = await context.pusher.send(_push(browser, content, timedelta(seconds=_TEST_TTL), True, "test"))
    match sent.outcome:
        case Outcome.GONE | Outcome.REFUSED:
            await _forget(context, [browser])
            raise AppError(
                "The push service of this browser refused. Turn push off and on again.", status=502
            )
        case Outcome.LATER:
            raise AppError(
                "The push service of this browser does not answer. Try again in a minute.", status=502
            )


async def deliver(context: Context, notification_ids: Sequence[UUID]) -> None:
    """Send what these notifications say to the browsers of those whom they are for. For a job.

    What a push service does not take now is tried again by a job of its own.
    """
    now = context.clock()
    async with context.transaction() as uow:
        told = await notifications.by_ids(uow, notification_ids)
        reached = await subscriptions.of_users(uow, {user_id for user_id, _ in told.values()}, now)
    gate = asyncio.Semaphore(AT_ONCE)

    async def send(browser: Subscribed, one: Notification) -> tuple[Subscribed, Notification, Sent]:
        async with gate:
            return browser, one, await _send(context, browser, one)

    wanted = [(each, one) for user_id, one in told.values() for each in reached if each.user_id == user_id]
    sent = await asyncio.gather(*(send(*pair) for pair in wanted))
    await _forget(context, [browser for browser, _, each in sent if each.outcome is Outcome.GONE])
    async with context.transaction() as uow:
        for browser, one, each in sent:
            if each.outcome is Outcome.LATER:
                at = now + timedelta(seconds=max(each.retry_after, 1.0))
                ids = {"notification_id": str(one.id), "subscription_id": str(browser.id)}
                await job.defer(uow, Task.PUSH_AGAIN, at=at, **ids)


async def deliver_again(context: Context, notification_id: UUID, subscription_id: UUID) -> None:
    """Send one notification to one browser, unless it is stale by now; raises TryLater. For a job."""
    async with context.transaction() as uow:
        found = (await notifications.by_ids(uow, [notification_id])).get(notification_id)
        browser = await subscriptions.by_id(uow, subscription_id, context.clock())
    if found is None or browser is None or browser.user_id != found[0]:
        return
    told = found[1]
    if context.clock() - told.at > lasts(told):
        return
    sent = await _send(context, browser, told)
    if sent.outcome is Outcome.GONE:
        await _forget(context, [browser])
    elif sent.outcome is Outcome.LATER:
        raise TryLater(sent.retry_after)


def _checked(context: Context, endpoint: str) -> str:
    return check_endpoint(endpoint, plain=context.settings.allow_private_sources)


async def _send(context: Context, browser: Subscribed, told: Notification) -> Sent:
    topic = topic_of(told)
    content = {
        "title": told.channel or told.actor or context.site_name,
        "body": translate(browser.language, sentence(told)),
        "tag": topic,
        "path": told.path,
        "icon": told.channel_avatar or told.actor_avatar,
    }
    return await context.pusher.send(_push(browser, content, lasts(told), told.kind.urgent, topic))


def _push(browser: Subscribed, content: dict[str, str], ttl: timedelta, urgent: bool, topic: str) -> Push:
    message = json.dumps(content, ensure_ascii=False).encode()
    seconds = int(ttl.total_seconds())
    return Push(browser.endpoint, browser.p256dh, browser.auth, message, seconds, urgent, topic)


async def _forget(context: Context, gone: Sequence[Subscribed]) -> None:
    if gone:
        async with context.transaction() as uow:
            await subscriptions.remove(uow, [each.id for each in gone])
