"""The websockets of the pages: which events of theirs are taken in, and how long their state is kept.

Reflex trusts that a page of its own is at the other end, and answers what makes no sense with a traceback. Here
it is let fall and counted. It also keeps a state for an hour after its page has closed; a stranger could open
and close pages until the memory is full, so only the states of the last `KEPT` closed ones stay.
"""

import re
from collections import OrderedDict
from typing import Any

from reflex.app import App, EventNamespace
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import State
from reflex_base.registry import RegistrationContext

from aethex_live import metrics
from aethex_live.realtime.outlet import Refused

KEPT = 1_000
LONGEST_ADDRESS = 4_096
MOST_PARAMETERS = 50
_TOKEN = re.compile(r"(?:.*&)?token=([A-Za-z0-9-]{8,64})(?:&.*)?", re.ASCII)


class Tabs(EventNamespace):
    """Takes the place of Reflex's own namespace of the same socket."""

    def __init__(self, namespace: str, app: App):
        super().__init__(namespace, app)
        self._closed: OrderedDict[str, None] = OrderedDict()

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """A page has come, or come back."""
        found = _TOKEN.fullmatch(environ.get("QUERY_STRING", ""))
        boot = auth.get("event") if isinstance(auth, dict) else None
        if found is None or (boot is not None and not makes_sense(boot)):
            metrics.misfits.inc()
            raise Refused("This page cannot be understood. Reload it.")
        self._closed.pop(found.group(1), None)
        await super().on_connect(sid, environ, auth)

    async def on_event(self, sid: str, data: Any) -> None:
        """Something has happened on a page."""
        if makes_sense(data) and sid in self.sid_to_token:
            await super().on_event(sid, data)
        else:
            metrics.misfits.inc()

    def on_disconnect(self, sid: str) -> Any:
        """A page has gone, perhaps only for a moment."""
        token = self.sid_to_token.get(sid)
        task = super().on_disconnect(sid)
        if token is not None:
            self._closed[token] = None
            self._closed.move_to_end(token)
            while len(self._closed) > KEPT:
                self._forget(self._closed.popitem(last=False)[0])
        return task

    def _forget(self, token: str) -> None:
        """Let go of the state of a page that is closed. In Redis, it ends by itself."""
        manager = self.app.state_manager
        key = BaseStateToken(ident=token, cls=State)
        if isinstance(manager, StateManagerMemory) and token not in self.token_to_sid:
            lock = manager._states_locks.get(key.lock_key)
            if lock is None or not lock.locked():
                manager._purge_token(key)


def makes_sense(event: Any) -> bool:
    """Whether a page of ours can have sent this: a handler that exists, plain arguments, an address."""
    if not isinstance(event, dict):
        return False
    name, payload, address = event.get("name"), event.get("payload", {}), event.get("router_data", {})
    return (
        isinstance(name, str)
        and name in RegistrationContext.get().event_handlers
        and isinstance(payload, dict)
        and is_address(address)
    )


def is_address(address: Any) -> bool:
    """What Reflex makes the page's address of; it adds the rest itself."""
    if not isinstance(address, dict) or not address.keys() <= {"pathname", "asPath", "query"}:
        return False
    query = address.get("query", {})
    return (
        all(_is_short(address.get(part, "")) for part in ("pathname", "asPath"))
        and isinstance(query, dict)
        and len(query) <= MOST_PARAMETERS
        and all(_is_parameter(value) for value in query.values())
    )


def _is_parameter(value: Any) -> bool:
    """One value, or the parts of an address that leads nowhere."""
    if isinstance(value, list):
        return len(value) <= MOST_PARAMETERS and all(_is_short(part) for part in value)
    return _is_short(value)


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_ADDRESS


def install(app: App) -> None:
    """Let the pages of `app` come in here."""
    assert app.sio is not None and app.event_namespace is not None
    tabs = Tabs(app.event_namespace.namespace, app)
    app._event_namespace = tabs
    app.sio.register_namespace(tabs)
