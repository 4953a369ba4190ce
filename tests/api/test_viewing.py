"""Players say that they play: each browser counts once, whatever it sends and however often."""

import pytest
from socketio import AsyncServer

import aethex_live.state.live  # noqa: F401  (declares the rooms)
from aethex_live.domain.rate_limit import HEARTBEATS
from aethex_live.realtime import hub
from aethex_live.realtime.kinds import kind_of
from aethex_live.realtime.rate_limiter import MemoryLimiter
from aethex_live.services import viewing
from tests.support.channels import create_channel
from tests.support.http import client, cookie_of
from tests.support.people import actor_of, create_user

PATH = "/live/night-owls/heartbeat"


@pytest.fixture(autouse=True)
async def channel(context):
    hub.use(hub.Hub(AsyncServer(async_mode="asgi")))
    ada = await create_user(context, "ada")
    yield await create_channel(context, actor_of(ada.id))
    await hub.current().stop()
    hub.use(None)


def viewers() -> int:
    return hub.current().counts(kind_of("channel")).get("night-owls", 0)


async def test_a_browser_counts_once_and_ten_thousand_forgeries_of_an_address_are_one(context):
    async with client(context, "192.0.2.1") as browser:
        assert (await browser.post(PATH)).status_code == 204
        assert browser.cookies[viewing.GUEST_COOKIE]
        for _ in range(3):
            await browser.post(PATH)
    assert viewers() == 1
    async with client(context, "192.0.2.2") as liar:
        for number in range(50):
            liar.cookies.clear()
            await liar.post(PATH, headers={"Cookie": f"{viewing.GUEST_COOKIE}=made-up-{number}.signature"})
    assert viewers() == 2


async def test_a_person_counts_once_wherever_they_watch(context):
    headers = await cookie_of(context, await create_user(context, "noor"))
    for address in ("192.0.2.1", "192.0.2.2"):
        async with client(context, address) as browser:
            answer = await browser.post(PATH, headers=headers)
            assert answer.status_code == 204 and "set-cookie" not in answer.headers
    assert viewers() == 1


async def test_what_is_no_channel_or_comes_from_another_site_counts_nowhere(context):
    async with client(context) as browser:
        assert (await browser.post("/live/nobody-here/heartbeat")).status_code == 404
        assert (await browser.post("/live/..%2f..%2fetc/heartbeat")).status_code in (404, 405)
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        assert (await browser.post(PATH, headers=elsewhere)).status_code == 403
    assert hub.current().counts(kind_of("channel")) == {}


async def test_nobody_sends_without_end(context):
    async with client(context, limiter=MemoryLimiter()) as liar:
        answers = [(await liar.post(PATH)).status_code for _ in range(HEARTBEATS.quota + 5)]
    assert answers[0] == 204 and answers[-1] == 429
