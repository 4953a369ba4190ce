"""What a page of ours sends over its websocket: its greeting, its events, its answers to pings. Pure.

The libraries behind take whatever their protocols allow (other namespaces, attachments, events called
"disconnect") and answer what they cannot read with a traceback. They get to see none of it.
"""

import json
import re

NAMESPACE = "/_event"
EVENTS = frozenset({"event", "ping", "client_error"})
_PONG, _CLOSE = "3", "1"
_GREETING, _GOODBYE, _EVENT = f"40{NAMESPACE}", f"41{NAMESPACE}", f"42{NAMESPACE},"
_ADDRESS_OF_EVENT = re.compile(re.escape(_EVENT) + r"\d{0,9}(?=\[)")


class Incoming:
    """The frames of one socket, in their order."""

    def __init__(self) -> None:
        self._greeted = False

    def takes(self, frame: object) -> bool:
        """Whether this frame makes sense here. After one that does not, there is nothing to wait for."""
        if not isinstance(frame, str):
            return False
        if frame in (_PONG, _CLOSE):
            return True
        if found := _ADDRESS_OF_EVENT.match(frame):
            return self._greeted and _is_event(_read(frame[found.end() :]))
        namespace, _, rest = frame.partition(",")
        if namespace == _GREETING and not self._greeted:
            self._greeted = True
            return not rest or isinstance(_read(rest), dict)
        return namespace == _GOODBYE and not rest


def _is_event(value: object) -> bool:
    return (
        isinstance(value, list) and 1 <= len(value) <= 2 and isinstance(value[0], str) and value[0] in EVENTS
    )


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
