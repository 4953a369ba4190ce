"""Each person counts once, and nobody can make a number grow."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from aethex_live.realtime.presence import GUESTS_OF_NETWORK, HEARTBEAT_LIFE, Presence
from aethex_live.realtime.visitor import Visitor

ALICE, BOB = UUID(int=1), UUID(int=2)


def test_three_tabs_of_a_person_are_one_viewer():
    presence = Presence()
    for tab in range(3):
        presence.enter(f"tab {tab}", Visitor(person=ALICE, session=uuid4(), network=f"network {tab}"))
    assert presence.count(0) == 1
    presence.leave("tab 0")
    assert presence.count(0) == 1
    presence.leave("tab 1")
    presence.leave("tab 2")
    assert presence.count(0) == 0


def test_who_is_here_to_work_is_no_viewer_until_they_watch():
    presence = Presence()
    presence.enter("desk", Visitor(person=ALICE, network="home", backstage=True))
    presence.enter("moderation", Visitor(person=ALICE, network="home", backstage=True))
    assert presence.count(0) == 0 and presence.people() == [ALICE]
    presence.enter("child", Visitor(network="home"))
    assert presence.count(0) == 1
    presence.leave("child")
    presence.heartbeat(Visitor(person=ALICE, network="train"), now=0)
    assert presence.count(0) == 1
    assert presence.count(HEARTBEAT_LIFE) == 0
    presence.enter("page", Visitor(person=ALICE, network="home"))
    assert presence.count(HEARTBEAT_LIFE) == 1
    for tab in ("desk", "page", "moderation"):
        presence.leave(tab)
    assert presence.count(HEARTBEAT_LIFE) == 0 and presence.people() == []


def test_ten_thousand_heartbeats_of_an_address_are_one_viewer():
    presence = Presence()
    for number in range(10_000):
        presence.heartbeat(Visitor(session=UUID(int=number), network="192.0.2.1"), now=0)
    assert presence.count(0) == 1


def test_guests_with_names_of_ours_are_told_apart_up_to_a_few_of_a_network():
    presence = Presence()
    for tab in range(3):
        presence.enter(f"tab {tab}", Visitor(network="home", guest="ann"))
    presence.heartbeat(Visitor(network="home", guest="ann"), now=0)
    assert presence.count(0) == 1
    presence.heartbeat(Visitor(network="home", guest="ben"), now=0)
    presence.heartbeat(
        Visitor(network="home"), now=0
    )  # the first heartbeat of a browser that has no name yet
    assert presence.count(0) == 2
    for number in range(10_000):
        presence.heartbeat(Visitor(network="home", guest=str(number)), now=0)
        presence.heartbeat(Visitor(network="elsewhere", guest=str(number)), now=0)
    assert presence.count(0) == 2 * GUESTS_OF_NETWORK
    assert presence.count(HEARTBEAT_LIFE) == 1
    for tab in range(3):
        presence.leave(f"tab {tab}")
    assert presence.count(HEARTBEAT_LIFE) == 0


def test_a_player_of_a_person_who_is_here_does_not_count_again():
    presence = Presence()
    presence.enter("tab", Visitor(person=ALICE, network="home"))
    presence.heartbeat(Visitor(network="home"), now=0)
    presence.heartbeat(Visitor(network="elsewhere"), now=0)
    assert presence.count(0) == 2


def test_two_people_of_a_household_are_two():
    presence = Presence()
    presence.enter("1", Visitor(person=ALICE, network="home"))
    presence.enter("2", Visitor(person=BOB, network="home"))
    assert presence.count(0) == 2


def test_heartbeats_end_when_they_are_not_repeated():
    presence = Presence()
    presence.heartbeat(Visitor(network="a"), now=0)
    presence.heartbeat(Visitor(network="b"), now=30)
    assert presence.count(HEARTBEAT_LIFE - 1) == 2
    presence.heartbeat(Visitor(network="a"), now=HEARTBEAT_LIFE - 1)
    assert presence.count(HEARTBEAT_LIFE + 29) == 2
    assert presence.count(HEARTBEAT_LIFE + 30) == 1
    assert not presence.has_heartbeats or presence.count(1000) == 0


def test_who_watches_is_told_by_people_and_names_of_ours():
    presence = Presence()
    presence.enter("tab", Visitor(person=ALICE, network="home"))
    presence.enter("desk", Visitor(person=BOB, network="home", backstage=True))
    presence.enter("guest", Visitor(network="train", guest="g1"))
    presence.heartbeat(Visitor(network="farm"), now=0)
    presence.heartbeat(Visitor(network="work", guest="g2"), now=0)
    assert presence.watching() == {ALICE: "home", "g1": "train", "g2": "work"}


def test_memory_for_heartbeats_is_bounded():
    presence = Presence(most_heartbeats=100)
    for number in range(1000):
        presence.heartbeat(Visitor(network=str(number)), now=0)
    assert presence.count(0) == 100


visitors = st.builds(
    Visitor, person=st.sampled_from([None, ALICE, BOB]), network=st.sampled_from(["home", "work", "train"])
)
comings = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.integers(0, 5), visitors),
        st.tuples(st.just("leave"), st.integers(0, 5)),
    )
)


@given(comings)
def test_the_count_is_that_of_people_and_of_networks_where_nobody_is_known(script):
    presence = Presence()
    here: dict[str, Visitor] = {}
    for step in script:
        match step:
            case "enter", sid, visitor:
                presence.enter(str(sid), visitor)
                here[str(sid)] = visitor
            case "leave", sid:
                presence.leave(str(sid))
                here.pop(str(sid), None)
    people = {visitor.person for visitor in here.values() if visitor.person}
    known = {visitor.network for visitor in here.values() if visitor.person}
    unknown = {visitor.network for visitor in here.values()} - known
    assert presence.count(0) == len(people) + len(unknown)
