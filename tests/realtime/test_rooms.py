"""What people in a room see: everything, once, in order, whenever they come."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest
import pytest_asyncio

from aethex_live.realtime import kinds
from aethex_live.realtime.audience import AT_A_TIME
from aethex_live.realtime.hub import Target
from aethex_live.realtime.visitor import Visitor
from tests.realtime.house import KEEP, House, Talk, eventually, lines, shown


async def test_a_newcomer_sees_the_whole_room(house: House):
    await house.say("a", 1, 2)
    viewer = await house.viewer("a")
    assert shown(viewer)["topic"] == "about a"
    assert list(lines(viewer).entries) == ["1", "2"]


async def test_what_is_told_while_a_room_opens_is_not_lost(house: House, monkeypatch: pytest.MonkeyPatch):
    reading, told, opened = asyncio.Event(), asyncio.Event(), Talk.open

    async def open_slowly(room: Talk) -> None:
        await opened(room)
        reading.set()
        await told.wait()

    monkeypatch.setattr(Talk, "open", open_slowly)
    coming = asyncio.create_task(house.viewer("slow"))
    await reading.wait()
    telling = asyncio.create_task(house.hub.tell(house.kind, "slow", ("topic", "new")))
    await asyncio.sleep(0)
    told.set()
    await telling
    viewer = await coming
    await viewer.until(lambda: shown(viewer)["topic"] == "new")


async def test_everybody_gets_everything_once_and_in_order(house: House):
    viewers = [await house.viewer("a") for _ in range(5)]
    keys = [str(number) for number in range(60)]
    for key in keys:
        await house.say("a", key)
        await asyncio.sleep(0.002)
    for viewer in viewers:
        await viewer.until(lambda viewer=viewer: len(lines(viewer).entries) == len(keys))
        assert lines(viewer).arrived == keys
        assert lines(viewer).gaps == 0


async def test_a_room_of_many_is_served_in_order(house: House):
    viewers = [await house.viewer("a") for _ in range(AT_A_TIME + 10)]
    for key in range(20):
        await house.say("a", key)
        await asyncio.sleep(0)
    for viewer in viewers:
        await viewer.until(lambda viewer=viewer: len(lines(viewer).entries) == 20)
        assert lines(viewer).arrived == [str(key) for key in range(20)]
        assert lines(viewer).gaps == 0


async def test_only_what_changed_is_sent(house: House):
    viewer = await house.viewer("a")
    await house.say("a", 1)
    await viewer.until(lambda: "1" in lines(viewer).entries)
    viewer.deltas.clear()
    await house.hub.post(house.kind, "a", ("topic", "new"))
    await viewer.until(lambda: shown(viewer)["topic"] == "new")
    await house.hub.post(house.kind, "a", ("topic", "new"))
    await house.say("a", 2)
    await viewer.until(lambda: "2" in lines(viewer).entries)
    assert [list(delta) for delta in viewer.deltas] == [["topic_rx_state_"], ["lines_rx_state_"]]
    assert [entry["id"] for entry in viewer.deltas[1]["lines_rx_state_"]["put"]] == ["2"]


async def test_a_busy_room_sends_many_changes_as_one(house: House):
    viewer = await house.viewer("a")
    viewer.deltas.clear()
    for key in range(50):
        await house.say("a", key)
        await asyncio.sleep(0)
    await viewer.until(lambda: len(lines(viewer).entries) == 50)
    assert len(viewer.deltas) < 10


async def test_joining_in_the_middle_of_traffic_misses_nothing(house: House):
    async def chatter() -> None:
        for key in range(KEEP):
            await house.say("a", key)
            await asyncio.sleep(0.003)

    talking = asyncio.create_task(chatter())
    viewers = []
    for _ in range(15):
        viewers.append(await house.viewer("a"))
        await asyncio.sleep(0.01)
    await talking
    for viewer in viewers:
        await viewer.until(lambda viewer=viewer: len(lines(viewer).entries) == KEEP)
        assert lines(viewer).arrived == [str(key) for key in range(KEEP)]
        assert lines(viewer).gaps == 0


async def test_a_client_that_comes_back_has_what_it_missed(house: House):
    viewer = await house.viewer("a")
    await house.say("a", 1)
    await viewer.until(lambda: "1" in lines(viewer).entries)
    await viewer.close()
    await house.say("a", 2)
    again = await house.viewer("a", token=viewer.token)
    assert list(lines(again).entries) == ["1", "2"]


async def test_what_is_taken_back_vanishes_for_everybody(house: House):
    viewer = await house.viewer("a")
    await house.say("a", 1, 2)
    await viewer.until(lambda: len(lines(viewer).entries) == 2)
    await house.hub.post(house.kind, "a", ("unsay", "1"))
    await viewer.until(lambda: list(lines(viewer).entries) == ["2"])
    await house.hub.post(house.kind, "a", ("clear",))
    await viewer.until(lambda: not lines(viewer).entries)


async def test_rooms_do_not_hear_each_other(house: House):
    here, there = await house.viewer("a"), await house.viewer("b")
    await house.say("a", 1)
    await house.say("b", 2)
    await here.until(lambda: lines(here).entries)
    await there.until(lambda: lines(there).entries)
    assert list(lines(here).entries) == ["1"]
    assert list(lines(there).entries) == ["2"]


async def test_a_client_that_joins_another_room_leaves_the_first(house: House):
    viewer = await house.viewer("a")
    await house.hub.join(house.kind, "b", viewer.sid, Visitor())
    await viewer.until(lambda: shown(viewer)["topic"] == "about b")
    await house.say("a", 1)
    await house.say("b", 2)
    await viewer.until(lambda: "2" in lines(viewer).entries)
    assert list(lines(viewer).entries) == ["2"]


async def test_a_stranger_to_the_room_gets_nothing(house: House):
    person = uuid4()
    house.banned.add(person)
    viewer = await house.viewer()
    with pytest.raises(PermissionError):
        await house.hub.join(house.kind, "a", viewer.sid, Visitor(person=person))
    other = await house.viewer("a")
    await house.say("a", 1)
    await other.until(lambda: lines(other).entries)
    assert viewer.deltas == []


async def test_who_may_not_enter_the_next_room_forgets_the_last(house: House):
    person = uuid4()
    viewer = await house.viewer("a", Visitor(person=person))
    house.banned.add(person)
    with pytest.raises(PermissionError):
        await house.hub.join(house.kind, "b", viewer.sid, Visitor(person=person))
    await viewer.until(lambda: shown(viewer)["topic"] == "")
    assert house.hub.room_of(house.kind, viewer.sid) is None


async def test_a_person_is_kicked_from_all_tabs_at_once(house: House):
    person = uuid4()
    tabs = [await house.viewer("a", Visitor(person=person)) for _ in range(2)]
    bystander = await house.viewer("a", Visitor(person=uuid4()))
    await house.say("a", 1)
    for tab in tabs:
        await tab.until(lambda tab=tab: lines(tab).entries)
    house.hub.kick(Target(person=person, kind="talk", name="a"), "Enough.")
    for tab in tabs:
        await tab.until(lambda tab=tab: shown(tab).get("refusal") == "Enough.")
        assert not lines(tab).entries
        tab.deltas.clear()
    await house.say("a", 2)
    await bystander.until(lambda: "2" in lines(bystander).entries)
    assert [tab.deltas for tab in tabs] == [[], []]


async def test_a_ban_takes_effect_for_those_who_are_inside(house: House):
    person = uuid4()
    banned = await house.viewer("a", Visitor(person=person))
    bystander = await house.viewer("a", Visitor(person=uuid4()))
    house.banned.add(person)
    house.hub.recheck(Target(name="a"))
    await banned.until(lambda: shown(banned).get("refusal") == "You are banned here.")
    await house.say("a", 1)
    await bystander.until(lambda: lines(bystander).entries)
    assert not lines(banned).entries


async def test_a_ban_wins_against_a_join_that_is_under_way(house: House):
    person = uuid4()
    viewer = await house.viewer()
    entered = asyncio.Event()
    banned = asyncio.Event()
    admit = house.kind.admit

    async def slow_admit(visitor: Visitor, name: str) -> None:
        await admit(visitor, name)
        entered.set()
        await banned.wait()

    house.kind = replace(house.kind, admit=slow_admit)
    joining = asyncio.create_task(house.hub.join(house.kind, "a", viewer.sid, Visitor(person=person)))
    await entered.wait()
    house.banned.add(person)
    house.hub.recheck(Target(person=person))
    banned.set()
    with pytest.raises(PermissionError):
        await joining


async def test_a_revoked_session_loses_its_sockets_and_nobody_else_does(house: House):
    session = uuid4()
    revoked = await house.viewer("a", Visitor(session=session))
    other = await house.viewer("a", Visitor(session=uuid4()))
    house.hub.reconnect(Target(session=session))
    async with asyncio.timeout(5):
        await revoked.closed.wait()
    assert not other.closed.is_set()
    await house.say("a", 1)
    await other.until(lambda: lines(other).entries)


async def test_a_revoked_session_loses_sockets_that_are_in_no_room_too(house: House):
    session = uuid4()
    revoked = await house.viewer()
    house.hub.greet(revoked.sid, Visitor(session=session))
    house.hub.reconnect(Target(session=session))
    async with asyncio.timeout(5):
        await revoked.closed.wait()


@pytest_asyncio.fixture(loop_scope="session")
async def hasty_house(house: House) -> House:
    """A house whose empty rooms are closed soon."""
    house.kind = kinds.declare(replace(house.kind, linger=0.25))
    return house


async def test_an_empty_room_is_closed_and_opens_anew(hasty_house: House):
    house = hasty_house
    viewer = await house.viewer("a")
    await viewer.close()
    await eventually(lambda: Talk.closed)
    await house.viewer("a")
    assert Talk.opened == ["a", "a"]


async def test_a_room_with_somebody_in_it_stays_open(hasty_house: House):
    house = hasty_house
    await house.viewer("a")
    await asyncio.sleep(0.6)
    assert Talk.closed == []


async def test_refusals_of_the_room_reach_whoever_posted(house: House):
    with pytest.raises(ValueError, match="Nobody knows"):
        await house.hub.post(house.kind, "a", ("nonsense",))


async def test_nobody_is_told_in_a_closed_room(house: House):
    await house.hub.tell(house.kind, "a", ("topic", "x"))
    assert Talk.opened == []


async def test_viewers_are_counted_once_a_person(house: House):
    person = uuid4()
    first = await house.viewer("a", Visitor(person=person, network="1"))
    await house.viewer("a", Visitor(person=person, network="2"))
    await house.viewer("a", Visitor(network="3"))
    await first.until(lambda: shown(first)["viewers"] == 2)


async def test_joining_again_sends_the_whole_and_doubles_nothing(house: House):
    viewer = await house.viewer("a")
    await house.say("a", 1)
    await viewer.until(lambda: "1" in lines(viewer).entries)
    await house.hub.join(house.kind, "a", viewer.sid, Visitor())
    await house.say("a", 2)
    await viewer.until(lambda: "2" in lines(viewer).entries)
    assert lines(viewer).arrived == ["1", "2"]
    assert sum("lines_rx_state_" in delta for delta in viewer.deltas) == 4


async def test_a_burst_leaves_everybody_with_the_same_tail_in_order(house: House):
    viewers = [await house.viewer("a") for _ in range(10)]
    for key in range(2000):
        await house.say("a", f"{key:04}")
        if key % 7 == 0:
            await asyncio.sleep(0)
    for viewer in viewers:
        await viewer.until(lambda viewer=viewer: "1999" in lines(viewer).entries)
        assert lines(viewer).arrived == sorted(lines(viewer).arrived)
        assert list(lines(viewer).entries)[-KEEP:] == [f"{key:04}" for key in range(2000 - KEEP, 2000)]
        assert lines(viewer).gaps == 0


async def test_nothing_is_left_of_those_who_have_gone(house: House):
    viewers = [await house.viewer("a", Visitor(network=str(number))) for number in range(20)]
    for number, viewer in enumerate(viewers):
        if number % 2:
            viewer.connection.transport.abort()
        else:
            await viewer.close()
    room = house.hub._places.get("talk:a")
    await eventually(lambda: room.empty)
    assert not house.hub._sockets
    assert not room.presence.people() and room.presence.count(0) == 0


async def test_text_that_no_websocket_can_carry_harms_nobody(house: House):
    viewer = await house.viewer("a")
    await house.hub.post(house.kind, "a", ("say", "1", "half a pair \ud83d and \u2028"))
    await viewer.until(lambda: "1" in lines(viewer).entries)
