"""How a room's changes look on the wire: Socket.IO packets that carry a delta of a Reflex state. Pure.

The browser applies such a packet like any delta of its own state, so a page made in Python needs no code for
it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any
from uuid import UUID

_ENGINE_MESSAGE = "4"
_SOCKET_EVENT = "2"


@dataclass(frozen=True)
class StateWire:
    """The Reflex state class that shows a kind of room: its full name, and its vars without a room."""

    state: str
    blank: Mapping[str, Any]
    marker: str = "_rx_state_"  # what Reflex appends to the name of a var
    namespace: str = "/_event"

    @cached_property
    def known(self) -> frozenset[str]:
        """The vars that a room may show."""
        return frozenset(self.blank)

    def packet(self, values: Mapping[str, str]) -> str:
        """The text of the websocket frame that sets vars; `values` are already JSON."""
        delta = ",".join(f'"{name}{self.marker}":{text}' for name, text in values.items())
        event = f'["event",{{"delta":{{"{self.state}":{{{delta}}}}}}}]'
        return f"{_ENGINE_MESSAGE}{_SOCKET_EVENT}{self.namespace},{event}"

    def blanked(self, **values: Any) -> str:
        """The packet that makes the client forget the room; `values` are set instead of their blanks."""
        return self.packet({name: encode(value) for name, value in {**self.blank, **values}.items()})


def encode(value: Any) -> str:
    """JSON that any websocket can carry: lone surrogates, which UTF-8 cannot express, are escaped."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_plain)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), default=_plain)
    return text


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set | tuple):
        return list(value)
    raise TypeError(f"A room can only show what JSON can hold, not {type(value).__name__}.")
