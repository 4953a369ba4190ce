"""Events with arguments that no page sends are let fall, for each handler there is; others go through."""

from typing import Any

import pytest
from reflex.event import Event
from reflex.state import StateUpdate
from reflex_base.registry import RegistrationContext

from aethex_live import metrics, pages  # noqa: F401  (importing a page registers its handlers)
from aethex_live.state.event_check import EventCheck, fits

CHAT = "reflex___state____state.aethex_live___state___chat____chat_form"
BOOT = "reflex___state____state.hydrate_and_load"


async def passes(name: str, payload: Any) -> bool:
    before = metrics.misfits._value.get()
    update = await EventCheck().preprocess(None, None, Event(name=name, payload=payload))
    assert (metrics.misfits._value.get() - before == 1) is (update is not None)
    if update is not None:
        assert update == StateUpdate()
    return update is None


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (f"{CHAT}.send", {"form": {"text": "hello"}}),
        (f"{CHAT}.delete", {"message_id": "nonsense of the right kind"}),
        (BOOT, {}),
        (BOOT, {"vars": None, "hashes": ["x"]}),
        (BOOT, {"vars": {}}),
    ],
)
async def test_what_pages_send_goes_through(name, payload):
    assert await passes(name, payload)


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (f"{CHAT}.send", {}),
        (f"{CHAT}.send", {"form": ["text"]}),
        (f"{CHAT}.send", {"form": {}, "more": 1}),
        (f"{CHAT}.delete", {"message_id": {"$ne": 1}}),
        (f"{CHAT}.delete", ["x"]),
        (f"{CHAT}.delete", None),
        (f"{CHAT}.setvar", {"var_name": "problem", "value": "x"}),
        (BOOT, {"vars": "x"}),
    ],
)
async def test_what_no_page_sends_is_let_fall(name, payload):
    assert not await passes(name, payload)


async def test_no_handler_gets_what_is_no_object_or_has_a_name_too_many():
    names = [name for name in RegistrationContext.get().event_handlers if "aethex_live" in name]
    assert len(names) > 100
    for name in names:
        for payload in ([1], "x", None, {"nonsense": 1}):
            assert not await passes(name, payload), name


def test_numbers_and_whatever_is_not_described_are_left_to_the_handler():
    def handler(self, count: int, anything: Any, loose, choice: str | None = None): ...

    assert fits(handler, {"count": "7", "anything": [], "loose": {}})
    assert not fits(handler, {"count": 7, "anything": 1, "loose": 1, "choice": 3})
