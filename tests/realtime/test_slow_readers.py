"""One who reads slowly costs nobody time and the server no memory, and is up to date as soon as he can be."""

import asyncio

from aethex_live.realtime import outlet as outlets
from aethex_live.realtime.outlet import MOST_WAITING, Pace, frame_of
from aethex_live.realtime.visitor import Visitor
from tests.realtime.house import House, eventually, lines, shown
from tests.realtime.viewer import NAMESPACE

BIG = "x" * 100_000


async def fill(house: House, name: str, first: int, count: int) -> None:
    for key in range(first, first + count):
        await house.hub.post(house.kind, name, ("say", str(key), BIG))
        await asyncio.sleep(0.06)


async def test_a_reader_who_stops_holds_nobody_up_and_gets_the_whole_when_back(house: House):
    quick = await house.viewer("a")
    slow = await house.viewer(reading=False)
    await house.hub.join(house.kind, "a", slow.sid, Visitor())
    outlet = outlets.outlet_of(house.hub._sio, slow.sid, NAMESPACE)
    assert outlet is not None
    filled = 0
    member = house.hub._places.get("talk:a").audience.get(slow.sid)
    while member.ready:
        await fill(house, "a", filled, 10)
        filled += 10
        assert filled < 400, "The socket never filled up."
    await quick.until(lambda: str(filled - 1) in lines(quick).entries)
    assert len(outlet._line) <= MOST_WAITING
    waiting = len(outlet._line)
    await fill(house, "a", filled, 5)
    assert len(outlet._line) == waiting

    await house.hub.post(house.kind, "a", ("topic", "the newest"))
    slow._reader = asyncio.create_task(slow._read())
    await slow.until(lambda: shown(slow).get("topic") == "the newest")
    await slow.until(lambda: list(lines(slow).entries) == list(lines(quick).entries))


async def test_a_reader_who_never_comes_back_is_hung_up_on(house: House, monkeypatch):
    monkeypatch.setattr("aethex_live.realtime.audience.MOST_BEHIND", 0.5)
    slow = await house.viewer(reading=False)
    await house.hub.join(house.kind, "a", slow.sid, Visitor())
    filled = 0
    while house.hub.room_of(house.kind, slow.sid):
        await fill(house, "a", filled, 10)
        filled += 10
        assert filled < 600, "The socket was never given up."
    await eventually(lambda: len(house.hub._places.get("talk:a").audience) == 0)
    assert outlets.outlet_of(house.hub._sio, slow.sid, NAMESPACE) is None


async def test_what_is_pushed_and_what_is_awaited_leave_in_order(house: House):
    viewer = await house.viewer("a")
    outlet = outlets.outlet_of(house.hub._sio, viewer.sid, NAMESPACE)
    assert outlet is not None

    async def send(number: int) -> None:
        packet = house.kind.wire.packet({"topic": str(number)})
        if number % 3:
            assert outlet.push(frame_of(packet))
        else:
            await outlet.send(packet)

    for number in range(30):
        await send(number)
    await viewer.until(lambda: shown(viewer)["topic"] == 29)
    seen = [delta["topic_rx_state_"] for delta in viewer.deltas if "topic_rx_state_" in delta]
    assert seen[-30:] == list(range(30))


def test_pace_lets_a_burst_through_and_then_its_rate():
    pace = Pace(rate=10, burst=5)
    delays = [pace.delay(100.0) for _ in range(8)]
    assert delays[:5] == [0.0] * 5
    assert [round(delay, 3) for delay in delays[5:]] == [0.1, 0.2, 0.3]
    assert pace.delay(200.0) == 0.0
