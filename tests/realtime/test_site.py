"""A room behind a real Reflex app, spoken to as its frontend does."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from websockets.exceptions import InvalidMessage, InvalidStatus

from tests.realtime.browser import STATE, Site, do
from tests.realtime.viewer import Viewer

ON_LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"


@pytest_asyncio.fixture(loop_scope="session")
async def site(shared_site: Site) -> AsyncIterator[Site]:
    """The running site; connections of a test end with it."""
    yield shared_site
    await asyncio.gather(*(viewer.close() for viewer in shared_site.viewers))
    shared_site.viewers.clear()


def entries(viewer: Viewer) -> list[str]:
    return list(viewer.shows(STATE)["lines"].entries)


async def test_what_one_does_all_see(site: Site):
    first, second = await site.enter("all"), await site.enter("all")
    await do(first, "say", key="1", text="hello")
    await do(second, "add", step=3)
    for viewer in (first, second):
        await viewer.until(lambda viewer=viewer: entries(viewer) == ["1"])
        await viewer.until(lambda viewer=viewer: viewer.shows(STATE)["count"] == 3)


async def test_a_reconnect_never_shows_an_older_state(site: Site):
    viewer = await site.enter("again")
    await do(viewer, "add", step=5)
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 5)
    await viewer.close()
    await site.act("count", room="again", step=2)
    again = await site.enter("again", token=viewer.token)
    assert again.shows(STATE)["count"] == 7
    counts = [delta["count_rx_state_"] for delta in again.deltas if "count_rx_state_" in delta]
    assert counts == [7]


async def test_moving_to_another_page_of_the_same_kind_moves_the_client(site: Site):
    viewer = await site.enter("one")
    await site.act("count", room="two", step=4)
    router = {"pathname": "/", "query": {"room": "two"}, "asPath": "/?room=two"}
    event = {"name": ON_LOAD, "payload": {}, "router_data": router}
    await viewer.send("event", event)
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 4)
    await site.act("count", room="one", step=9)
    await site.act("count", room="two", step=1)
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 5)


async def test_a_client_that_has_missed_something_gets_the_whole(site: Site):
    viewer = await site.enter("missed")
    await do(viewer, "say", key="1", text="x")
    await viewer.until(lambda: entries(viewer) == ["1"])
    viewer.shows(STATE)["lines"].entries.clear()
    await do(viewer, "send_whole")
    await viewer.until(lambda: entries(viewer) == ["1"])


async def test_leaving_makes_the_client_forget(site: Site):
    viewer = await site.enter("left")
    await do(viewer, "add", step=5)
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 5)
    await do(viewer, "leave_room")
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 0)


async def test_a_handler_cannot_show_what_the_room_does_not(site: Site):
    viewer = await site.enter("forged")
    await do(viewer, "forge")
    await do(viewer, "add", step=1)
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 1)
    assert {delta.get("count_rx_state_") for delta in viewer.deltas} <= {None, 0, 1}


async def test_a_banned_person_is_put_out_and_stays_out(site: Site):
    viewer = await site.enter("ban", person="mallory")
    await do(viewer, "add", step=1)
    await viewer.until(lambda: viewer.shows(STATE)["count"] == 1)
    await site.act("ban", person="mallory")
    await viewer.until(lambda: viewer.shows(STATE).get("refusal") == "You are banned here.")
    second_tab = await site.visit("ban", person="mallory")
    await do(second_tab, "add", step=10)
    await do(second_tab, "say", key="1", text="still here")
    honest = await site.enter("ban", person="alice")
    await do(honest, "add", step=1)
    await honest.until(lambda: honest.shows(STATE)["count"] == 2)
    assert "lines" not in second_tab.shows(STATE)


async def test_a_revoked_session_is_cut_off(site: Site):
    viewer = await site.enter("revoked", person="bob")
    await site.act("revoke", person="bob")
    async with asyncio.timeout(5):
        await viewer.closed.wait()


async def test_pages_of_other_sites_may_not_connect(site: Site):
    with pytest.raises((InvalidStatus, InvalidMessage)):
        await site.visit("a", origin="http://evil.test")
    with pytest.raises((InvalidStatus, InvalidMessage)):
        await site.visit("a", origin="null")
    await site.enter("a", origin="http://ticker.test")
    await site.enter("a", origin=f"http://127.0.0.1:{site.port}")


async def test_an_oversized_message_ends_the_connection(site: Site):
    viewer = await site.enter("big")
    await do(viewer, "say", key="1", text="x" * 300_000)
    async with asyncio.timeout(5):
        await viewer.closed.wait()


async def test_a_flood_is_slowed_and_harms_nobody(site: Site):
    flooder, other = await site.enter("flood"), await site.enter("flood")
    for _ in range(100):
        await do(flooder, "add", step=1)
    await do(other, "say", key="1", text="not held up")
    await other.until(lambda: entries(other) == ["1"])
    assert other.shows(STATE)["count"] < 100
    await other.until(lambda: other.shows(STATE)["count"] == 100)
