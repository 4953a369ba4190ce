"""Who is read when; and that a connection that is read in rounds is heard to its end."""

import asyncio
import heapq
from collections.abc import Callable

import pytest

from media_server.ingest.gathering import MOST_BYTES, Gathering
from media_server.ingest.rounds import AT_ONCE, ROUND_S, Rounds
from tests.media_server.ingest.wire_client import Bench, Client, Taken, bench
from tests.media_server.rtmp import wire
from tests.media_server.waiting import until


class Loop:
    """A clock that goes from one call to the next."""

    def __init__(self) -> None:
        self.now = 100.0
        self._calls: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def time(self) -> float:
        return self.now

    def call_at(self, due: float, call: Callable[[], None]) -> object:
        self._count += 1
        heapq.heappush(self._calls, (due, self._count, call))
        return call

    def run(self, until: float) -> None:
        while self._calls and self._calls[0][0] < until:
            due, _, call = heapq.heappop(self._calls)
            self.now = max(self.now, due)
            call()
        self.now = max(self.now, until)

    @property
    def idle(self) -> bool:
        return not self._calls


class Connection:
    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.read_at: list[float] = []

    def read(self) -> None:
        self.read_at.append(self._loop.now)


@pytest.mark.parametrize("count", [1, AT_ONCE, AT_ONCE + 1, 10 * AT_ONCE])
def test_everybody_is_read_once_a_round_and_only_so_many_at_a_time(count):
    loop = Loop()
    rounds = Rounds(loop)
    connections = [Connection(loop) for _ in range(count)]
    for connection in connections:
        rounds.join(connection)
        rounds.join(connection)  # it may say so again and again
    loop.run(loop.now + 1.0)
    turns = [moment for connection in connections for moment in connection.read_at]
    assert max(turns.count(moment) for moment in set(turns)) <= AT_ONCE
    for connection in connections:
        assert len(connection.read_at) == pytest.approx(1.0 / ROUND_S, abs=2)


def test_a_loop_that_was_busy_does_not_catch_up():
    loop = Loop()
    rounds = Rounds(loop)
    connection = Connection(loop)
    rounds.join(connection)
    loop.run(loop.now + 0.1)
    loop.now += 5.0
    before = len(connection.read_at)
    loop.run(loop.now + 2 * ROUND_S)
    assert len(connection.read_at) - before <= 4


def test_nobody_left_is_nothing_to_do_until_somebody_comes():
    loop = Loop()
    rounds = Rounds(loop)
    connection = Connection(loop)
    rounds.join(connection)
    loop.run(loop.now + 0.1)
    rounds.leave(connection)
    rounds.leave(connection)
    before = len(connection.read_at)
    loop.run(loop.now + 0.1)
    assert loop.idle and len(connection.read_at) == before
    rounds.join(connection)
    loop.run(loop.now + 0.1)
    assert len(connection.read_at) > before


@pytest.fixture
def always_in_rounds(monkeypatch):
    monkeypatch.setattr(Gathering, "check", lambda self, *_: self._set(MOST_BYTES))


async def publish(b: Bench) -> tuple[Client, Taken]:
    """One more that is read in rounds and in no other way."""
    before = len(b.listener.rounds)
    client = await b.client()
    await client.send(wire.opening("good") + wire.video(wire.AVC_HEADER))
    taken = await b.door.taken.get()
    await until(lambda: len(b.listener.rounds) > before)
    return client, taken


@pytest.mark.usefixtures("always_in_rounds")
@pytest.mark.parametrize("ending", ["goodbye", "eof", "reset"])
async def test_what_is_sent_little_by_little_is_read_and_so_is_the_end(ending):
    async with bench() as b:
        client, taken = await publish(b)
        await client.send(wire.video(wire.KEYFRAME))
        await until(lambda: len(taken.events) == 2)
        match ending:
            case "goodbye":
                await client.send(wire.command("deleteStream", 7, None, 1))
            case "eof":
                client.writer.write_eof()
            case "reset":
                client.drop()
        assert await asyncio.wait_for(taken.ended, 60) is (ending == "goodbye")
        await until(lambda: not b.listener.rounds)


@pytest.mark.usefixtures("always_in_rounds")
async def test_one_that_fails_does_not_take_the_others_with_it(monkeypatch):
    async with bench() as b:
        first, failing = await publish(b)
        second, other = await publish(b)
        monkeypatch.setattr(failing, "receive", None)
        await first.send(wire.video(wire.KEYFRAME))
        assert await asyncio.wait_for(failing.ended, 60) is False
        await second.send(wire.video(wire.KEYFRAME))
        await until(lambda: len(other.events) == 2)
