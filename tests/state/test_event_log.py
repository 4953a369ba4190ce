"""Each event has an id of its own for its log lines, and is counted under a short name."""

import logging

from reflex.event import Event

from aethex_live import log, metrics
from aethex_live.state.event_log import EventLog, short

NAME = "reflex___state____state.aethex_live___state___room____room_state.send"


def test_the_short_name_has_state_and_handler():
    assert short(NAME) == "room_state.send"
    assert short("state.hydrate") == "state.hydrate"


async def test_each_event_gets_an_id_and_its_arguments_are_not_logged(caplog):
    counted = metrics.events.labels("room_state.send")
    before = counted._value.get()
    ids = []
    with caplog.at_level(logging.DEBUG):
        for _ in range(2):
            event = Event(name=NAME, payload={"text": "my password"})
            assert await EventLog().preprocess(None, None, event) is None
            ids.append(log.current_id.get())
    log.current_id.set("")
    assert len(set(ids)) == 2 and all(ids)
    assert counted._value.get() - before == 2
    assert "Event room_state.send" in caplog.text and "password" not in caplog.text
