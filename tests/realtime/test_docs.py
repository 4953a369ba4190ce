"""The example in the guide is a program that works."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from reflex_base.registry import RegistrationContext

from aethex_live.realtime import kinds
from aethex_live.state import room as room_states

GUIDE = Path(__file__).resolve().parents[2] / "docs/realtime.md"


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The modules of the guide, as one; what they register is forgotten afterwards."""
    state, page = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL)
    module = ModuleType("aethex_live.state.ticker")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for registry in (kinds, room_states):
        monkeypatch.setattr(registry, "_kinds", {})
    with RegistrationContext.ensure_context().fork():
        exec(state, module.__dict__)
        exec(page, {"__name__": "aethex_live.pages.ticker"})
    return module


async def test_the_example_works(example: ModuleType):
    room = example.TickerRoom("main")
    await room.open()
    room.attach("life", example.KIND.wire.known, lambda: None)
    room.apply(("count", 2))
    room.apply(("say", {"id": "1", "text": "hello"}))
    assert room.take_changes().keys() == {"count", "lines"}
    assert example.KIND.wire.blank["count"] == 0
