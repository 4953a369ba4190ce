"""What no page sends over its websocket does no harm: no traceback, hardly a line in the log, others go on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.realtime.browser import STATE, Site, boot_event, do
from tests.realtime.viewer import NAMESPACE

ROOT = "reflex___state____state"
VARS = f"{ROOT}.reflex___state____update_vars_internal_state.update_vars_internal"
ERRORS = f"{ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception"
PATIENCE = 30.0
HERE = {"pathname": "/", "query": {}, "asPath": "/"}
DEEP = "[" * 100_000
KEPT = 20


@pytest_asyncio.fixture(loop_scope="session")
async def site(shared_site: Site) -> AsyncIterator[Site]:
    """The site; whatever a test does to it leaves at most one new line in its log, and the site well."""
    before = shared_site.log.read_text()
    witness = await shared_site.enter("witness")
    yield shared_site
    count = witness.shows(STATE).get("count", 0)
    await do(witness, "add", step=1)
    await witness.until(lambda: witness.shows(STATE).get("count") == count + 1, PATIENCE)
    await witness.close()
    shared_site.viewers.clear()
    new = shared_site.log.read_text().removeprefix(before)
    assert "Traceback" not in new
    assert new.count("\n") <= 1, new


@pytest_asyncio.fixture(loop_scope="session")
async def line(site: Site) -> AsyncIterator[ClientConnection]:
    """A websocket that has said nothing yet."""
    uri = f"ws://127.0.0.1:{site.port}{NAMESPACE}/?EIO=4&transport=websocket&token={uuid4().hex}"
    async with connect(uri, compression=None, ping_interval=None) as connection:
        assert str(await connection.recv()).startswith("0")
        yield connection


async def greet(line: ClientConnection) -> None:
    await line.send(f"40{NAMESPACE},")
    assert str(await line.recv()).startswith(f"40{NAMESPACE},")


async def hung_up(line: ClientConnection) -> None:
    async with asyncio.timeout(PATIENCE):
        with suppress(ConnectionClosed):
            while True:
                await line.recv()


async def still_answers(line: ClientConnection) -> None:
    """Reflex's socket says pong to a ping."""
    await line.send(f'42{NAMESPACE},["ping"]')
    async with asyncio.timeout(PATIENCE):
        while '"ping"' not in str(await line.recv()):
            pass


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "x",
        "9",
        "4",
        "4x",
        "45",
        "49",
        "40",
        "40/admin,",
        f"40{NAMESPACE},[]",
        f"40{NAMESPACE},{{",
        f"40{NAMESPACE},{DEEP}",
        f'42{NAMESPACE},["event",{{}}]',
        "bAAAA",
        "\U0001f980",
        b"\x00\xff",
        b"",
    ],
    ids=lambda frame: repr(frame)[:20],
)
async def test_a_first_frame_that_no_page_sends_ends_the_connection(line, frame):
    await line.send(frame)
    await hung_up(line)


@pytest.mark.parametrize(
    "frame",
    [
        "2probe",
        "5",
        f"40{NAMESPACE},",
        f"42{NAMESPACE},",
        f"42{NAMESPACE},{{}}",
        f"42{NAMESPACE},[]",
        f"42{NAMESPACE},[null]",
        f"42{NAMESPACE},[{{}}]",
        f'42{NAMESPACE},["connect",{{}}]',
        f'42{NAMESPACE},["disconnect"]',
        f'42{NAMESPACE},["event",1,2]',
        f'42{NAMESPACE},["event",{DEEP}',
        f'42{NAMESPACE},{"1" * 200}["event",{{}}]',
        f"43{NAMESPACE},1[]",
        f'451-{NAMESPACE},["event",{{"_placeholder":true,"num":0}}]',
        f"45-{NAMESPACE},[]",
        "42/other,[]",
        b"\x04\x00",
        '42["event"]',
    ],
    ids=lambda frame: repr(frame)[:30],
)
async def test_a_later_frame_that_no_page_sends_ends_the_connection(line, frame):
    await greet(line)
    await line.send(frame)
    await hung_up(line)


async def test_a_frame_that_is_not_utf8_ends_the_connection(line):
    await greet(line)
    await line.send(b"\xff\xfe", text=True)
    await hung_up(line)


async def test_a_frame_that_is_huge_ends_the_connection(line):
    await greet(line)
    await line.send(f'42{NAMESPACE},["event","{"x" * 300_000}"]')
    await hung_up(line)


def event(name: Any = f"{STATE}.add", payload: Any = None, router_data: Any = None) -> dict[str, Any]:
    return {
        "name": name,
        "payload": payload or {},
        "router_data": HERE if router_data is None else router_data,
    }


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "text",
        "{}",
        7,
        [],
        {},
        {"name": None},
        {"name": f"{STATE}.add"},
        event("nothing"),
        event(f"{STATE}.nothing"),
        event(f"{STATE}.__init__"),
        event("_redirect", {"path": "/"}),
        event(["list"]),
        event({"a": 1}),
        event(payload="x"),
        event(payload=["x"]),
        event(payload={"step": "many"}),
        event(payload={"step": {"$gt": 0}}),
        event(payload={"wrong": 1}),
        event(f"{STATE}.setvar", {"var_name": "count", "value": 9}),
        event(f"{STATE}.set_count", {"value": 9}),
        event(VARS, {"vars": {"nothing.at_all": 1}}),
        event(VARS, {"vars": {"": 1}}),
        event(VARS, {"vars": {f"{STATE}.count_rx_state_": 9}}),
        event(VARS, {"vars": {f"{STATE}.count": 9}}),
        event(VARS, {"vars": "x"}),
        event(f"{ROOT}.hydrate_and_load", {"vars": {"nothing.at_all": 1}}),
        event(f"{ROOT}.hydrate_and_load", {"vars": {f"{STATE}.count": 9}}),
        event(f"{ROOT}.hydrate_and_load", {"hashes": [None, {}, 7]}),
        event(f"{ROOT}.hydrate_and_load", {"hashes": ["x"] * 1000}),
        event(router_data="x"),
        event(router_data=[1]),
        event(router_data={"pathname": 7}),
        event(router_data={"pathname": None}),
        event(router_data={"pathname": "/" * 10_000}),
        event(router_data={"query": "x"}),
        event(router_data={"query": {"a": {"b": 1}}}),
        event(router_data={"query": {str(n): "x" for n in range(1000)}}),
        event(router_data={"headers": {"cookie": "person=admin"}}),
        event(router_data={"token": "somebody-else", "sid": "x", "ip": "127.0.0.1"}),
        event(payload={"step": 1}, router_data={"pathname": "/[[...splat]]", "asPath": "\x00\ud800"}),
        event(f"{STATE}.say", {"key": "k\x00", "text": "\ud800"}),
    ],
    ids=lambda sent: json.dumps(sent)[:60],
)
async def test_an_event_that_no_page_sends_is_let_fall(line, sent):
    await greet(line)
    await line.send(f"42{NAMESPACE}," + json.dumps(["event", sent]))
    await line.send(f"42{NAMESPACE}," + json.dumps(["event", event(f"{ROOT}.hydrate")]))
    await still_answers(line)


@pytest.mark.parametrize(
    "reported", [None, 7, [], {}, {"error_type": ["x"], "message": {"a": 1}}, "x\n" * 500]
)
async def test_an_error_that_nobody_could_have_is_one_line_at_most(line, reported):
    await greet(line)
    await line.send(f"42{NAMESPACE}," + json.dumps(["client_error", reported]))
    await still_answers(line)


@pytest.mark.parametrize(
    "auth",
    [
        {"event": "x"},
        {"event": {"name": "nothing"}},
        {"event": boot_event("x") | {"payload": {"vars": {"nothing": 1}}}},
        {"event": boot_event("x") | {"router_data": {"query": []}}},
        {"schema": {"a": 1}},
    ],
    ids=lambda auth: json.dumps(auth)[:50],
)
async def test_a_greeting_with_nonsense_does_not_open_a_page(line, auth):
    await line.send(f"40{NAMESPACE}," + json.dumps(auth))
    with suppress(ConnectionClosed):
        async with asyncio.timeout(PATIENCE):
            assert "sid" in (answer := str(await line.recv())) or "message" in answer or "mismatch" in answer


@pytest.mark.parametrize("token", ["", "x", "a" * 500, "%00", "../../etc", "a b c d e f g"])
async def test_a_page_without_a_proper_token_is_refused(site, token):
    uri = f"ws://127.0.0.1:{site.port}{NAMESPACE}/?EIO=4&transport=websocket&token={token.replace(' ', '+')}"
    async with connect(uri, compression=None) as connection:
        await connection.recv()
        await connection.send(f"40{NAMESPACE},")
        assert "Reload it" in str(await connection.recv())


async def test_pages_that_are_closed_do_not_pile_up(site):
    for _ in range(KEPT * 2):
        viewer = await site.enter("witness")
        await viewer.close()
    async with asyncio.timeout(PATIENCE):
        while await site.act("states") > KEPT + 5:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
